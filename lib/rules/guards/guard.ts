import type { WhyNot } from '../../chat/decision.ts'
import type { ChatEvent, Moment, Switches } from '../event.ts'
import type { RuleState } from '../state.ts'

/** All that a guard may look at. `state` is pruned already. */
export interface GuardInput {
  event: ChatEvent
  state: RuleState
  switches: Switches
  moment: Moment
}

/** Whether the message may go on. `detail`: a fact worth showing, plain text, the same in every language. */
export interface GuardVerdict {
  passed: boolean
  detail?: string
}

/** One guard of the safety kernel. No rule can switch it off. */
export interface Guard {
  why: WhyNot
  check(input: GuardInput): GuardVerdict
}
