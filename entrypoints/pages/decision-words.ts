import type { Decision, RuleCheck, TraceStep, WhyNot } from '../../lib/chat/decision.ts'
import type { OutboxRow } from '../../lib/chat/outbox-row.ts'
import { t } from '../../lib/i18n/t.ts'
import { detailWords } from './detail-words.ts'

/** How a decision ended, in words: the word itself, its colour, and why when nothing was sent. */
export interface OutcomeWords {
  text: string
  tone: 'good' | 'warn' | 'bad' | 'off'
  why: string | null
}

export function outcomeWords(decision: Decision, reply: OutboxRow | undefined): OutcomeWords {
  const { outcome } = decision
  if (outcome.kind === 'none') {
    return { text: t('outcome.none'), tone: outcome.ruleId === null ? 'off' : 'warn', why: t(`why.${outcome.why}`) }
  }
  const state = reply?.state ?? 'pending'
  const code = reply?.code ?? null
  const why = reply?.reason
    ? t(`why.${reply.reason}`)
    : code === null
      ? null
      : t('outcome.code', { code: String(code) })
  return { text: t(`outcome.${state}`), tone: TONES[state], why: state === 'sent' ? null : why }
}

const TONES = {
  pending: 'off',
  sending: 'off',
  sent: 'good',
  refused: 'bad',
  uncertain: 'warn',
  dropped: 'warn',
} as const

/** What a step of a trace looked at, and what it found; `detail`: a fact worth showing beside it, empty when there is none. */
export function stepWords({ check, passed, detail = '' }: TraceStep): {
  what: string
  verdict: string
  detail: string
} {
  if (check === 'kernel')
    return { what: t('trace.kernel', { count: Number(detail) }), verdict: passedWord(), detail: '' }
  // Rules that were not looked at one by one: their words are not in the message.
  if (check === 'rules') return { what: t('trace.rules', { count: Number(detail) }), verdict: '', detail: '' }
  const isGuard = check.startsWith('guard:')
  const what = isGuard
    ? t(`trace.guard.${check.slice('guard:'.length) as WhyNot}`)
    : t(`trace.${check as `rule:${RuleCheck}`}`)
  const verdict = passed ? passedWord() : t(isGuard ? 'trace.held' : 'trace.stopped')
  return { what, verdict, detail: detailWords(check, detail) }
}

function passedWord(): string {
  return t('trace.passed')
}

/** Steps that say nothing are left out: no rule is "not looked at". */
export function shownSteps(trace: readonly TraceStep[]): TraceStep[] {
  return trace.filter(({ check, detail }) => check !== 'rules' || Number(detail) > 0)
}
