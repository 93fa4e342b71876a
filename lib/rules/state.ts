import type { Now } from './event.ts'
import { prune, TAKEOVER_LASTS } from './prune.ts'
import { BOUNDS } from './state-shape.ts'
import type { OwnWords, RuleState, Takeover } from './state-shape.ts'

export { LOOP_LASTS, prune, TAKEOVER_LASTS } from './prune.ts'
export { emptyRuleState, readRuleState } from './state-shape.ts'
export type { OwnWords, RuleState, Takeover } from './state-shape.ts'

/** The list with one more at its end, and without the oldest that are too many. */
export function bounded<T>(entries: readonly T[], added: T, most: number): readonly T[] {
  return [...entries.slice(Math.max(0, entries.length + 1 - most)), added]
}

/**
 * Remembers that the user writes in a conversation; nobody is answered by machines alone there any more. An earlier time
 * than the one that is remembered changes nothing.
 */
export function rememberTakeover(state: RuleState, conversation: string, at: number): RuleState {
  const before = state.takeovers.find((entry) => entry.conversation === conversation)
  if (before && before.at >= at) return state
  const others = state.takeovers.filter((entry) => entry !== before)
  return {
    ...forgetTurns(state, conversation),
    takeovers: bounded(others, { conversation, at }, BOUNDS.takeovers),
  }
}

/** When the user last wrote in a conversation, if rules still leave it to them; undefined when they do not. */
export function takeoverOf(state: RuleState, conversation: string, now: Pick<Now, 'at'>): Takeover | undefined {
  const last = lastTakeover(state, conversation, now)
  return last && last.at > now.at - TAKEOVER_LASTS ? last : undefined
}

/** When the user last wrote in a conversation, as long as it is remembered. */
export function lastTakeover(state: RuleState, conversation: string, now: Pick<Now, 'at'>): Takeover | undefined {
  if (state.takeovers.length === 0) return undefined
  const remembered = prune(state, now).takeovers.filter((entry) => entry.conversation === conversation)
  // Two of them, when two contacts have turned out to be one.
  return remembered.toSorted((a, b) => b.at - a.at)[0]
}

/** Remembers that the echo of own words has come. */
export function rememberEcho(state: RuleState, key: string, echoedAt: number): RuleState {
  return { ...state, ownWords: state.ownWords.map((words) => (words.key === key ? { ...words, echoedAt } : words)) }
}

/** Remembers what the user is sending; what is remembered already stays as it is. */
export function rememberOwnWords(state: RuleState, words: OwnWords): RuleState {
  if (state.ownWords.some(({ key }) => key === words.key)) return state
  return { ...state, ownWords: bounded(state.ownWords, words, BOUNDS.ownWords) }
}

/**
 * Remembers until when the account may not speak in a group.
 * @param until - ms; null: until further notice; 0, or any time that has passed: it may speak again.
 * @param whom - A mute of everybody and one of me are lifted one by one.
 */
export function rememberMute(
  state: RuleState,
  conversation: string,
  until: number | null,
  whom: 'me' | 'all' = 'me',
): RuleState {
  const isWhole = whom === 'all'
  const others = state.mutes.filter((mute) => mute.conversation !== conversation || mute.isWhole !== isWhole)
  if (until === 0) return others.length === state.mutes.length ? state : { ...state, mutes: others }
  return { ...state, mutes: bounded(others, { conversation, until, isWhole }, BOUNDS.mutes) }
}

/** What stands for "until further notice" where a time is wanted, ms: the last one that a date can have. */
export const FURTHER_NOTICE = 8_640_000_000_000_000

/** Until when the account may not speak in a conversation, ms ({@link FURTHER_NOTICE}: nobody knows); null: it may. */
export function mutedUntil(state: RuleState, conversation: string, now: Pick<Now, 'at'>): number | null {
  let latest: number | null = null
  for (const mute of state.mutes) {
    const until = mute.until ?? FURTHER_NOTICE
    if (mute.conversation === conversation && until > now.at) latest = Math.max(latest ?? 0, until)
  }
  return latest
}

/** Ends the pause of the loop breaker in a conversation, and begins to count anew. */
export function forgetLoop(state: RuleState, conversation: string): RuleState {
  const loops = state.loops.filter((loop) => loop.conversation !== conversation)
  return { ...forgetTurns(state, conversation), loops }
}

/** Nobody has been answered in a row there: the user writes, or says that all is well. */
export function forgetTurns(state: RuleState, conversation: string): RuleState {
  if (!state.turns.some((turns) => turns.conversation === conversation)) return state
  return { ...state, turns: state.turns.filter((turns) => turns.conversation !== conversation) }
}
