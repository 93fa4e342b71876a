import type { WhyNot } from '../../chat/decision.ts'
import type { ChatEvent, Now } from '../event.ts'
import type { Policy } from '../policy.ts'
import type { Rule } from '../rule.ts'
import type { RuleState } from '../state.ts'

/** All that a guard may look at. `state` is pruned already. */
export interface GuardInput {
  event: ChatEvent
  state: RuleState
  now: Now
  policy: Policy
}

/** The same, once it is known which rule would answer. */
export interface RuleGuardInput extends GuardInput {
  rule: Rule
  /** It would go on with a dialogue: the message answers a question of the rule. */
  isFollowUp: boolean
  /** What was remembered before this message: another reply to it by a rule above is no reply before. */
  before: RuleState
}

/** Whether the message may go on. `detail`: a fact worth showing, plain text, the same in every language. */
export interface GuardVerdict {
  passed: boolean
  detail?: string
}

/** One guard of the safety kernel. No rule can switch it off. */
export interface Guard<Input extends GuardInput = GuardInput> {
  why: WhyNot
  check(input: Input): GuardVerdict
}

/** A guard that is asked once it is known which rule would answer. */
export type RuleGuard = Guard<RuleGuardInput>

/** What most messages are told: nothing to say, made only once. */
export const PASSED: GuardVerdict = { passed: true }
