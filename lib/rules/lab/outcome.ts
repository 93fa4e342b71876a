import type { Decision, WhyNot } from '../../chat/decision.ts'
import type { Verdict } from '../verdict.ts'

/** What came of a message, in one form for live decisions, replays and comparisons. */
export type Outcome =
  | { kind: 'reply'; replies: readonly { ruleId: string; text: string }[] }
  | { kind: 'none'; why: WhyNot; ruleId: string | null; text: string | null }

/** What the engine says now. */
export function outcomeOf({ outcome }: Pick<Verdict, 'outcome'>): Outcome {
  return outcome.kind === 'none'
    ? { ...outcome, text: outcome.text ?? null }
    : { kind: 'reply', replies: outcome.replies.map(({ ruleId, text }) => ({ ruleId, text })) }
}

/** What was decided then. */
export function outcomeThen({ outcome }: Pick<Decision, 'outcome'>): Outcome {
  if (outcome.kind === 'none') return { ...outcome, text: outcome.text ?? null }
  const { ruleId, text, also = [] } = outcome
  return { kind: 'reply', replies: [{ ruleId, text }, ...also.map((one) => ({ ruleId: one.ruleId, text: one.text }))] }
}

/** Same replies of the same rules, or silence for the same reason. */
export function sameOutcome(a: Outcome, b: Outcome): boolean {
  if (a.kind === 'none') {
    return b.kind === 'none' && a.why === b.why && a.ruleId === b.ruleId && a.text === b.text
  }
  return (
    b.kind === 'reply' &&
    a.replies.length === b.replies.length &&
    a.replies.every(({ ruleId, text }, index) => b.replies[index]?.ruleId === ruleId && b.replies[index]?.text === text)
  )
}
