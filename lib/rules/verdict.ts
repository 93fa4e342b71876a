import type { TraceStep, WhyNot } from '../chat/decision.ts'
import type { RuleState } from './state.ts'

/** A reply that is to go out. `delayMs`: how long after the decision. */
export interface PlannedReply {
  ruleId: string
  text: string
  delayMs: number
}

/**
 * How much a decision tells about itself. `compact`: what is kept with the message (`TraceStep`). `full`: every guard and
 * every condition of every rule, for the dry run. `none`: for a replay that only counts.
 */
export type TraceForm = 'compact' | 'full' | 'none'

/** What is to be done about a message, the state to keep, and the steps that led to it. */
export interface Verdict {
  /**
   * `replies`: at least one, in order. `ruleId` of `none`: the rule that would have answered, had nothing held it back; null
   * when no rule would have. It is always null for own messages and echoes, which no rule is asked about. `text`: what the
   * rule offers, for `draft`.
   */
  outcome:
    | { kind: 'reply'; replies: readonly [PlannedReply, ...PlannedReply[]] }
    | { kind: 'none'; why: WhyNot; ruleId: string | null; text?: string }
  state: RuleState
  trace: TraceStep[]
}
