import type { BackendEvent } from '../backend.ts'
import type { Circle } from '../contacts/circle.ts'
import { rememberMute } from '../rules/state.ts'
import type { RuleState } from '../rules/state.ts'
import { SECOND } from '../time.ts'

type Notice = Extract<BackendEvent, { kind: 'notice' }>

/**
 * What a notice says about whether this account may speak in the group, remembered for the rules; a notice about others
 * changes nothing. Heads of a group speak whatever is said about everybody, and only they can mute: it comes as a message of
 * theirs, and a member can write the same words.
 * @param at when it happened, ms by this computer's clock
 */
export function heedMute(
  state: RuleState,
  { notice, where, author }: Pick<Notice, 'notice' | 'where' | 'author'>,
  conversation: string,
  circle: Pick<Circle, 'ownNames' | 'ownRole' | 'role'>,
  at: number,
): RuleState {
  if (author && circle.role(where, author) === 'member') return state
  const { number, who, seconds } = notice.facts
  // Names can be anybody's: they count only where no number says it.
  const isMe = () =>
    number === undefined ? who !== undefined && circle.ownNames(where).includes(who) : number === where.account
  const { what } = notice
  if (what === 'all-unmuted') return rememberMute(state, conversation, 0, 'all')
  if (what === 'all-muted') {
    return isHead(circle.ownRole(where)) ? state : rememberMute(state, conversation, null, 'all')
  }
  if ((what !== 'muted' && what !== 'unmuted') || !isMe()) return state
  if (what === 'unmuted') return rememberMute(state, conversation, 0)
  return rememberMute(state, conversation, seconds ? at + Number(seconds) * SECOND : null)
}

function isHead(role: ReturnType<Circle['ownRole']>): boolean {
  return role === 'owner' || role === 'admin'
}
