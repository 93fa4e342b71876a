import type { OwnState } from '../chat/online-state.ts'
import type { RuleState } from '../rules/state.ts'
import { MINUTE } from '../time.ts'

/** What the user says about being there, and what friends see them as. */
export interface Presence {
  /** `auto`: as the own state and what the user does say. */
  choice: 'auto' | 'away' | 'here'
  /** As chosen in this login; null: not chosen. */
  ownState: OwnState | null
}

/** Who has written and typed nothing for this long is not there. */
const QUIET_FOR = 10 * MINUTE

const AWAY_STATES: readonly OwnState[] = ['away', 'busy', 'silent', 'hidden', 'offline']

/**
 * Whether the user is away: their word counts; without one their own state; and without that whether they have written
 * or typed in any chat of the account.
 * @param at ms, this computer's clock
 */
export function isAway({ choice, ownState }: Presence, state: Pick<RuleState, 'takeovers'>, at: number): boolean {
  if (choice !== 'auto') return choice === 'away'
  if (ownState !== null && AWAY_STATES.includes(ownState)) return true
  return !state.takeovers.some((takeover) => takeover.at > at - QUIET_FOR)
}
