import { t } from '../../../lib/i18n/t.ts'
import type { ExportOrder } from './order.ts'
import { rangeWords } from './range-words.ts'

/** In a few words, which messages an order means. */
export function filterWords(order: ExportOrder, at: number): string {
  const { authors, words, content } = order
  return [
    order.span === 'all' ? t('export.range.all') : rangeWords(order, at),
    authors === null ? null : t(authors.length === 1 && authors[0] === null ? 'export.who.me' : 'export.who.some'),
    words.trim() === '' ? null : t('sentence.quoted', { text: words.trim() }),
    content === null ? null : content.map((kind) => t(`export.content.${kind}`)).join(t('list.comma')),
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

/** In a few words, what the files of an order are like. */
export function filesWords({ filePerChat, split, nameTemplate, redact, avatars }: ExportOrder): string {
  const parts = [
    filePerChat ? t('export.files.perChat') : null,
    split === 'none' ? null : t('export.split.words', { how: t(`export.split.${split}`) }),
    nameTemplate,
    redact ? t('export.redact') : null,
    avatars && !redact ? t('export.avatars') : null,
  ].filter((part) => part !== null)
  return parts.length > 0 ? parts.join(' · ') : t('export.files.plain')
}
