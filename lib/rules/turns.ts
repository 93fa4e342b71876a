import type { ChatEvent, Now } from './event.ts'
import { LOOP_LASTS } from './prune.ts'
import { BOUNDS } from './state-shape.ts'
import type { RuleState, Turns } from './state-shape.ts'
import { bounded } from './state.ts'

/** Most turns in a row of ours and of the other side; the next message is the sign of a loop. */
export const MOST_TURNS = 3

/**
 * Until when a conversation is left alone, ms; null: it is not. Either it is already, or this message would begin one turn
 * too many of its author. In a group each author has turns of their own, the pause is for all.
 * @param state - Pruned, so that rows that have ended are gone.
 */
export function loopUntil(state: RuleState, event: ChatEvent, now: Now): number | null {
  let latest: number | null = null
  for (const { conversation, until } of state.loops) {
    if (conversation === event.conversation && until > now.at) latest = Math.max(latest ?? 0, until)
  }
  if (latest !== null) return latest
  const turns = turnsOf(state, event)
  return turns && turns.count >= MOST_TURNS ? now.at + LOOP_LASTS : null
}

/** Leaves the conversation of a message alone; if it is already, nothing changes. */
export function rememberLoop(state: RuleState, event: ChatEvent, now: Now): RuleState {
  const { conversation } = event
  if (state.loops.some((loop) => loop.conversation === conversation && loop.until > now.at)) return state
  const turns = state.turns.filter((entry) => entry.conversation !== conversation)
  const loops = bounded(state.loops, { conversation, until: now.at + LOOP_LASTS }, BOUNDS.loops)
  return { ...state, turns, loops }
}

/** Remembers that a message has come after our reply to its author, soon enough (`prune`) to go on with the row. */
export function rememberAnswer(state: RuleState, event: ChatEvent): RuleState {
  const turns = turnsOf(state, event)
  if (!turns || turns.isAnswered) return state
  return { ...state, turns: [...othersThan(state, event), { ...turns, isAnswered: true }] }
}

/** Remembers a reply that goes out `delayMs` from now: one more of a row when the last one was answered at once. */
export function rememberTurn(state: RuleState, event: ChatEvent, now: Now, delayMs: number): RuleState {
  const { conversation, author } = event
  const before = turnsOf(state, event)
  const count = before?.isAnswered ? before.count + 1 : 1
  const turns: Turns = { conversation, author, count, at: now.at + delayMs, isAnswered: false }
  return { ...state, turns: bounded(othersThan(state, event), turns, BOUNDS.turns) }
}

/** The row with the author of a message: the longer one, when two contacts with a row each have turned out to be one. */
function turnsOf(state: RuleState, event: ChatEvent): Turns | undefined {
  let longest: Turns | undefined
  for (const turns of state.turns) {
    if (isWith(turns, event) && (!longest || turns.count > longest.count)) longest = turns
  }
  return longest
}

function othersThan(state: RuleState, event: ChatEvent): Turns[] {
  return state.turns.filter((turns) => !isWith(turns, event))
}

function isWith(turns: Turns, { conversation, author }: ChatEvent): boolean {
  return turns.conversation === conversation && turns.author === author
}
