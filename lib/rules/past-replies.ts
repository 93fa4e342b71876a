import { MINUTE } from '../time.ts'
import type { ChatEvent, Now } from './event.ts'
import { BOUNDS } from './state-shape.ts'
import type { AnsweredText, PastReply, RuleState, Tally } from './state-shape.ts'
import { bounded } from './state.ts'
import { textMark } from './text-mark.ts'

/** How many replies there were after `since`, ms. */
export function countReplies(state: RuleState, since: number): number {
  let count = 0
  for (const reply of state.replies) if (reply.at > since) count++
  for (const tally of state.tally) if (tally.at > since) count += tally.count
  return count
}

/** How often a rule has begun to answer in a conversation in the last day. */
export function countOf(state: RuleState, ruleId: string, conversation: string): number {
  let count = 0
  for (const reply of state.replies) {
    if (reply.ruleId === ruleId && reply.conversation === conversation && !reply.isFollowUp) count++
  }
  return count
}

/** When a rule last answered in a conversation, or offered to, ms; null: not in the last day. Answers to a follow-up do not count. */
export function lastOf(state: RuleState, ruleId: string, conversation: string): number | null {
  const reply = state.replies.findLast(
    (entry) => entry.ruleId === ruleId && entry.conversation === conversation && !entry.isFollowUp,
  )
  const draft = state.drafts.findLast((entry) => entry.ruleId === ruleId && entry.conversation === conversation)
  return reply || draft ? Math.max(reply?.at ?? -Infinity, draft?.at ?? -Infinity) : null
}

/** The last reply to the author of a message in its conversation, by any rule. With a friend that is the last one there. */
export function lastReplyTo(state: RuleState, { conversation, kind, author }: ChatEvent): PastReply | undefined {
  return state.replies.findLast(
    (reply) => reply.conversation === conversation && (kind === 'friend' || reply.author === author),
  )
}

/** The last reply in a conversation, to anybody. */
export function lastReplyIn(state: RuleState, conversation: string): PastReply | undefined {
  return state.replies.findLast((reply) => reply.conversation === conversation)
}

/** The same words of the same author in the same conversation, when they were answered a moment ago. */
export function answeredBefore(state: RuleState, event: ChatEvent): AnsweredText | undefined {
  if (state.answered.length === 0) return undefined
  const mark = textMark(event.text)
  return state.answered.find((entry) => isSame(entry, event, mark))
}

/** Remembers that a rule answers this message now. */
export function rememberReply(
  state: RuleState,
  event: ChatEvent,
  { at }: Now,
  { ruleId, delayMs, isFollowUp }: Pick<PastReply, 'ruleId' | 'delayMs' | 'isFollowUp'>,
): RuleState {
  const { conversation, author } = event
  const reply: PastReply = { ruleId, conversation, author, at, delayMs, isFollowUp }
  const [oldest] = state.replies
  const isFull = state.replies.length >= BOUNDS.replies
  return {
    ...state,
    replies: bounded(state.replies, reply, BOUNDS.replies),
    tally: isFull && oldest ? countIn(state.tally, oldest.at) : state.tally,
  }
}

/** Replies of so many ms are counted together, as of the last of them: a cap can only hold longer for it, never shorter. */
const TALLY_SPAN = 15 * MINUTE

function countIn(tally: readonly Tally[], at: number): readonly Tally[] {
  const last = tally.at(-1)
  if (last && Math.floor(last.at / TALLY_SPAN) === Math.floor(at / TALLY_SPAN)) {
    return [...tally.slice(0, -1), { at: Math.max(at, last.at), count: last.count + 1 }]
  }
  return bounded(tally, { at, count: 1 }, BOUNDS.tally)
}

/** Remembers that a rule offers a draft now; only its own cooldown counts it. */
export function rememberDraft(state: RuleState, ruleId: string, { conversation }: ChatEvent, { at }: Now): RuleState {
  const others = state.drafts.filter((draft) => draft.ruleId !== ruleId || draft.conversation !== conversation)
  return { ...state, drafts: bounded(others, { ruleId, conversation, at }, BOUNDS.drafts) }
}

/** Remembers the words of an answered message; said again they start the wait anew. */
export function rememberText(state: RuleState, event: ChatEvent, { at }: Now): RuleState {
  const { conversation, author, sentAt } = event
  const text = textMark(event.text)
  const others = state.answered.filter((entry) => !isSame(entry, event, text))
  const answered = bounded(others, { conversation, author, text, sentAt, at }, BOUNDS.answered)
  return { ...state, answered }
}

function isSame(entry: AnsweredText, event: ChatEvent, mark: string): boolean {
  return entry.text === mark && entry.author === event.author && entry.conversation === event.conversation
}
