import { t } from '../../../lib/i18n/t.ts'
import type { Outcome } from '../../../lib/rules/lab/outcome.ts'
import type { Verdict } from '../../../lib/rules/verdict.ts'
import { isolate } from '../../../lib/ui/isolate.ts'

/** What would become of a message: the word itself, its colour, and why when it would not be answered. */
export interface VerdictWords {
  text: string
  tone: 'good' | 'warn' | 'off'
  why: string | null
}

export function verdictWords(outcome: Verdict['outcome']): VerdictWords {
  if (outcome.kind === 'reply') return { text: t('lab.outcome.reply'), tone: 'good', why: null }
  if (outcome.why === 'draft') return { text: t('lab.outcome.draft'), tone: 'good', why: null }
  const tone = outcome.ruleId === null ? 'off' : 'warn'
  return { text: t('lab.outcome.none'), tone, why: t(`why.${outcome.why}`) }
}

/** What came of a message, as one line of plain text. */
export function outcomeLine(outcome: Outcome | Verdict['outcome']): string {
  if (outcome.kind === 'reply') {
    return outcome.replies.map(({ text }) => t('decision.reply', { text: isolate(text) })).join(t('list.comma'))
  }
  const { text } = outcome
  if (outcome.why === 'draft' && text) return t('lab.line.draft', { text: isolate(text) })
  return t('lab.line.none', { why: t(`why.${outcome.why}`) })
}
