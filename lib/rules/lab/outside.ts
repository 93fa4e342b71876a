import type { WhyNot } from '../../chat/decision.ts'
import { KERNEL } from '../guards/kernel.ts'
import { FURTHER_NOTICE, mutedUntil, rememberMute, rememberTakeover } from '../state.ts'
import type { RuleState } from '../state.ts'
import type { ReplayItem } from './event-of.ts'

/**
 * What the rules remembered, with what was recorded about the conversation from outside put in its place: the same takeover
 * and the same mute, or none.
 */
export function putOutside(state: RuleState, { event, now, outside }: ReplayItem): RuleState {
  if (!outside) return state
  const { conversation } = event
  let next = state
  if (mutedUntil(next, conversation, now) !== outside.mutedUntil) {
    next = { ...next, mutes: next.mutes.filter((mute) => mute.conversation !== conversation) }
    const until = outside.mutedUntil === FURTHER_NOTICE ? null : outside.mutedUntil
    if (outside.mutedUntil !== null) next = rememberMute(next, conversation, until)
  }
  const known = next.takeovers.filter((entry) => entry.conversation === conversation)
  const [first] = known
  if (outside.takenOverAt === null || (first && first.at > outside.takenOverAt)) {
    if (first) next = { ...next, takeovers: next.takeovers.filter((entry) => entry.conversation !== conversation) }
    if (outside.takenOverAt === null) return next
  }
  // Only a takeover that is new begins to count turns anew.
  return rememberTakeover(next, conversation, outside.takenOverAt)
}

/** Reasons that are found before anybody asks whether two machines talk. */
const BEFORE_LOOP: ReadonlySet<WhyNot> = new Set(
  KERNEL.slice(
    0,
    KERNEL.findIndex(({ why }) => why === 'loop'),
  ).map(({ why }) => why),
)

/**
 * Whether the user must have ended the pause of the loop breaker that is remembered here: the message was decided about then
 * as if there were none. Nothing else tells of it.
 */
export function isResumed({ loops }: RuleState, { event, now, happened }: ReplayItem): boolean {
  if (!happened?.given || !loops.some((loop) => loop.conversation === event.conversation && loop.until > now.at)) {
    return false
  }
  const { outcome } = happened
  return outcome.kind === 'reply' || (outcome.why !== 'loop' && !BEFORE_LOOP.has(outcome.why))
}
