import * as z from 'zod/mini'
import { DAY, MINUTE } from '../time.ts'
import type { ChatEvent, Moment } from './event.ts'

const replySchema = z.object({ ruleId: z.string(), conversation: z.string(), at: z.number() })
const answeredSchema = z.object({
  conversation: z.string(),
  author: z.nullable(z.string()),
  text: z.string(),
  sentAt: z.number(),
  at: z.number(),
})

/** A reply that was decided: caps count all of them, cooldown and `{count}` those of one rule in one conversation. */
export type PastReply = z.infer<typeof replySchema>

/** A message that was answered, kept a short while so that the same words again are not. */
export type AnsweredText = z.infer<typeof answeredSchema>

/**
 * What the rules remember of one account: small plain JSON, replaced and never changed in place. Nothing in it is older
 * than a day, and the cap per day bounds it. Times are ms by this computer's clock, `sentAt` by the server's.
 */
export interface RuleState {
  version: 1
  replies: readonly PastReply[]
  answered: readonly AnsweredText[]
}

/** An account the rules have not answered in yet. */
export const emptyRuleState: RuleState = { version: 1, replies: [], answered: [] }

/** How long an answered text is remembered: longer than identical texts matter, as deliveries can lag. */
const ANSWERED_MEMORY = 2 * MINUTE

/** State as stored. Never throws: damaged entries are left out one by one, so that the caps keep what is still readable. */
export function readRuleState(stored: unknown): RuleState {
  const parsed = z.object({ version: z.literal(1), replies: z.unknown(), answered: z.unknown() }).safeParse(stored)
  if (!parsed.success) return emptyRuleState
  return {
    version: 1,
    replies: readable(replySchema, parsed.data.replies),
    answered: readable(answeredSchema, parsed.data.answered),
  }
}

function readable<T>(schema: z.ZodMiniType<T>, stored: unknown): T[] {
  if (!Array.isArray(stored)) return []
  return stored.flatMap((item) => {
    const result = schema.safeParse(item)
    return result.success ? [result.data] : []
  })
}

/**
 * The state without what no longer matters. An entry from the future (this computer's clock was set back) counts as
 * from now: it still holds back, and is forgotten a day later like any other.
 */
export function prune(state: RuleState, { at: now }: Moment): RuleState {
  const recent = <T extends { at: number }>(entries: readonly T[], memory: number): T[] =>
    entries.filter(({ at }) => at > now - memory).map((entry) => (entry.at > now ? { ...entry, at: now } : entry))
  return { version: 1, replies: recent(state.replies, DAY), answered: recent(state.answered, ANSWERED_MEMORY) }
}

/** The replies of one rule in one conversation, oldest first. */
export function repliesOf(state: RuleState, ruleId: string, conversation: string): PastReply[] {
  return state.replies.filter((reply) => reply.ruleId === ruleId && reply.conversation === conversation)
}

/** Remembers that a rule answers this message now. */
export function rememberReply(state: RuleState, ruleId: string, event: ChatEvent, moment: Moment): RuleState {
  const reply = { ruleId, conversation: event.conversation, at: moment.at }
  return rememberText({ ...state, replies: [...state.replies, reply] }, event, moment)
}

/** Remembers the words of an answered message; said again they start the wait anew. */
export function rememberText(state: RuleState, event: ChatEvent, moment: Moment): RuleState {
  const { conversation, author, text, sentAt } = event
  const others = state.answered.filter((entry) => !isSameText(entry, event))
  return { ...state, answered: [...others, { conversation, author, text, sentAt, at: moment.at }] }
}

/** The same author saying the same words in the same conversation. */
export function isSameText(entry: AnsweredText, event: ChatEvent): boolean {
  return entry.text === event.text && entry.author === event.author && entry.conversation === event.conversation
}
