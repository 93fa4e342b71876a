import type { ContactId } from '../../../lib/chat/contact.ts'
import type { Retention } from '../../../lib/chat/retention.ts'
import { t } from '../../../lib/i18n/t.ts'

/** How long messages are kept, in words; null: for ever. */
export function daysWords(days: number | null): string {
  if (days === null) return t('storage.keep.forever')
  if (days % 365 === 0) return t('storage.keep.years', { count: days / 365 })
  return t('storage.keep.days', { count: days })
}

/** How long those of a conversation are kept, in words. */
export function keepWords({ keepDays, chats }: Retention, conversation: ContactId): string {
  return daysWords(Object.hasOwn(chats, conversation) ? (chats[conversation] ?? null) : keepDays)
}
