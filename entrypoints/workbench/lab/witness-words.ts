import { formatList, formatMoment } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import type { Witness } from '../../../lib/rules/lab/finding.ts'

/** The message that shows a finding: what it says, where and when. */
export function witnessWords({ text, kind, mentioned, content, at, away }: Witness): string {
  const extra = content.filter((one) => one !== 'text').map((one) => t(`sentence.content.${one}`))
  const circumstances = [
    t(`kind.one.${kind}`),
    ...(mentioned ? [t('lab.mentioned')] : []),
    ...(away ? [t('lab.switches.away')] : []),
    formatMoment(at),
  ]
  const said = [...(text === '' ? [] : [t('sentence.quoted', { text })]), ...extra]
  return `${formatList(said, 'and')}\n${circumstances.join(' · ')}`
}
