import type { CompiledRules } from '../compile.ts'
import type { ChatEvent, Now } from '../event.ts'
import type { RuleState } from '../state.ts'
import type { Flip } from './explain.ts'

/** All that a decision depends on. */
export interface World {
  compiled: CompiledRules
  state: RuleState
  event: ChatEvent
  now: Now
}

/** One change of the world; whether it changes the decision too is for the engine to say. */
export interface Change extends Omit<Flip, 'outcome'> {
  world(): World
}

/** A change that is named by its code alone, unless more is given. */
export function change(
  code: Change['change'],
  world: () => World,
  more: Partial<Pick<Change, 'ruleId' | 'check' | 'at' | 'detail'>> = {},
): Change {
  return { change: code, ruleId: null, check: null, at: null, detail: '', world, ...more }
}
