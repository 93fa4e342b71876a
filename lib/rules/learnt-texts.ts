import { SECOND } from '../time.ts'
import type { ChatEvent, Now } from './event.ts'
import { lastReplyIn } from './past-replies.ts'
import { BOUNDS } from './state-shape.ts'
import type { HeardText, RuleState } from './state-shape.ts'
import { bounded } from './state.ts'
import { textMark } from './text-mark.ts'

/** An answer this soon after a message of ours comes from somebody very quick, or from a machine, ms. */
const AT_ONCE = 10 * SECOND
/** Closer than this, the same words twice are one occasion, ms. */
const APART = 5 * SECOND
/** So many times the same words at once: no person talks like that. */
const HABIT = 2

/** Whether an author's words are known to be those of a machine. */
export function isLearnt(state: RuleState, event: ChatEvent): boolean {
  if (state.heard.length === 0 || event.author === null) return false
  return (heardOf(state, event.author, textMark(event.text))?.count ?? 0) >= HABIT
}

/** Remembers a message that answers one of our replies at once, whatever else becomes of it. */
export function rememberHeard(state: RuleState, event: ChatEvent, { at }: Now): RuleState {
  const last = event.author === null ? undefined : lastReplyIn(state, event.conversation)
  if (event.author === null || !last) return state
  const since = at - (last.at + last.delayMs)
  if (since < 0 || since > AT_ONCE) return state

  const text = textMark(event.text)
  const before = heardOf(state, event.author, text)
  if (before && at - before.at <= APART) return state
  const count = Math.min((before?.count ?? 0) + 1, HABIT)
  const others = state.heard.filter((entry) => entry.author !== event.author || entry.text !== text)
  return { ...state, heard: bounded(withRoom(others), { author: event.author, text, count, at }, BOUNDS.heard) }
}

/** Without the oldest that is no habit yet, when there are too many: in a busy group much is said at once after a reply. */
function withRoom(heard: readonly HeardText[]): readonly HeardText[] {
  if (heard.length < BOUNDS.heard) return heard
  const weakest = heard.findIndex(({ count }) => count < HABIT)
  return heard.filter((_, place) => place !== weakest)
}

/** What is known of a text: the more of it, when two contacts who both said it have turned out to be one. */
function heardOf(state: RuleState, author: string, text: string): HeardText | undefined {
  const known = state.heard.filter((entry) => entry.author === author && entry.text === text)
  return known.find(({ count }) => count >= HABIT) ?? known.at(-1)
}
