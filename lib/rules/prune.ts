import { DAY, HOUR, MINUTE } from '../time.ts'
import type { Now } from './event.ts'
import type { RuleState } from './state-shape.ts'

/** How long an answered text is remembered: longer than identical texts matter, as deliveries can lag. */
const ANSWERED_MEMORY = 2 * MINUTE
/** How long after the user wrote in a conversation rules leave it to them. */
export const TAKEOVER_LASTS = 15 * MINUTE
/** Longer than an echo can take, as deliveries can lag. */
const OWN_WORDS_MEMORY = 5 * MINUTE
/** How long a conversation is left alone once two machines seem to talk in it. */
export const LOOP_LASTS = 30 * MINUTE
/** A message this soon after a reply of ours, or before it is out, answers it; later the row has ended. */
export const TURN_WITHIN = MINUTE
/** Turns that are further apart are no row. Longer than people are commonly left alone between two replies. */
const TURNS_MEMORY = 30 * MINUTE
/** A text that was heard once is no habit yet, and is forgotten sooner. */
const HEARD_ONCE_MEMORY = DAY
const HEARD_MEMORY = 30 * DAY
const ROTATION_MEMORY = 90 * DAY
/** A reply can go out, and a follow-up wait, no later than this after it was decided: what says more is of another clock. */
const FUTURE_LEEWAY = 2 * HOUR

/**
 * The state without what no longer matters; the very same one when all of it does. An entry from the future (this
 * computer's clock was set back) counts as from now: it still holds back, and is forgotten in its time like any other.
 */
export function prune(state: RuleState, { at: now }: Pick<Now, 'at'>): RuleState {
  const replies = recent(state.replies, now, DAY)
  const tally = recent(state.tally, now, DAY)
  const drafts = recent(state.drafts, now, DAY)
  const answered = recent(state.answered, now, ANSWERED_MEMORY)
  // Longer than rules leave the chat to the user: it also began to count turns anew.
  const takeovers = recent(state.takeovers, now, TURNS_MEMORY)
  const ownWords = recent(state.ownWords, now, OWN_WORDS_MEMORY)
  const turns = recent(
    kept(state.turns, ({ at, isAnswered }) => isAnswered || at >= now - TURN_WITHIN),
    now,
    TURNS_MEMORY,
    FUTURE_LEEWAY,
  )
  const loops = open(state.loops, now, LOOP_LASTS)
  const heard = kept(state.heard, ({ at, count }) => at > now - (count > 1 ? HEARD_MEMORY : HEARD_ONCE_MEMORY))
  const mutes = kept(state.mutes, ({ until }) => until === null || until > now)
  const followUps = open(state.followUps, now, FUTURE_LEEWAY)
  const rotations = kept(state.rotations, ({ at }) => at > now - ROTATION_MEMORY)
  const isSame =
    replies === state.replies &&
    tally === state.tally &&
    drafts === state.drafts &&
    answered === state.answered &&
    takeovers === state.takeovers &&
    ownWords === state.ownWords &&
    turns === state.turns &&
    loops === state.loops &&
    heard === state.heard &&
    mutes === state.mutes &&
    followUps === state.followUps &&
    rotations === state.rotations
  if (isSame) return state
  return {
    version: 3,
    replies,
    tally,
    drafts,
    answered,
    takeovers,
    ownWords,
    turns,
    loops,
    heard,
    mutes,
    followUps,
    rotations,
  }
}

/** Entries of the last `memory` ms; those later than `leeway` from now count as from now. */
function recent<T extends { at: number }>(
  entries: readonly T[],
  now: number,
  memory: number,
  leeway = 0,
): readonly T[] {
  const left = kept(entries, ({ at }) => at > now - memory)
  if (left.every(({ at }) => at <= now + leeway)) return left
  return left.map((entry) => (entry.at > now + leeway ? { ...entry, at: now } : entry))
}

/** Entries that end later than now, none of them later than `longest` from now. */
function open<T extends { until: number }>(entries: readonly T[], now: number, longest: number): readonly T[] {
  const left = kept(entries, ({ until }) => until > now)
  if (left.every(({ until }) => until <= now + longest)) return left
  return left.map((entry) => (entry.until > now + longest ? { ...entry, until: now + longest } : entry))
}

/** The very same list when everything in it stays: most messages change nothing. */
function kept<T>(entries: readonly T[], stays: (entry: T) => boolean): readonly T[] {
  return entries.every(stays) ? entries : entries.filter(stays)
}
