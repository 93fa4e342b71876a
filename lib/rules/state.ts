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
const takeoverSchema = z.object({ conversation: z.string(), at: z.number() })
const ownWordsSchema = z.object({
  key: z.string(),
  epoch: z.string(),
  kind: z.enum(['person', 'group', 'discuss']),
  number: z.number(),
  text: z.string(),
  at: z.number(),
  echoedAt: z.nullable(z.number()),
})

/** A reply that was decided: caps count all of them, cooldown and `{count}` those of one rule in one conversation. */
export type PastReply = z.infer<typeof replySchema>

/** A message that was answered, kept a short while so that the same words again are not. */
export type AnsweredText = z.infer<typeof answeredSchema>

/** The user wrote in a conversation, and rules leave it to them for a while. One entry a conversation. */
export type Takeover = z.infer<typeof takeoverSchema>

/**
 * A message that the user sent on the official page, kept until its echo has had time to come back. `key`: of the archived
 * message; `epoch`, `kind` and `number`: whom it went to; `echoedAt`: when it came back, ms.
 */
export type OwnWords = z.infer<typeof ownWordsSchema>

/**
 * What the rules remember of one account: small plain JSON, replaced and never changed in place. Nothing in it is older
 * than a day, and the cap per day bounds it. Times are ms by this computer's clock, `sentAt` by the server's.
 */
export interface RuleState {
  version: 2
  replies: readonly PastReply[]
  answered: readonly AnsweredText[]
  takeovers: readonly Takeover[]
  ownWords: readonly OwnWords[]
}

/** An account the rules have not answered in yet. */
export const emptyRuleState: RuleState = { version: 2, replies: [], answered: [], takeovers: [], ownWords: [] }

/** How long an answered text is remembered: longer than identical texts matter, as deliveries can lag. */
const ANSWERED_MEMORY = 2 * MINUTE
/** How long after the user wrote in a conversation rules leave it to them. */
export const TAKEOVER_LASTS = 15 * MINUTE
/** Longer than an echo can take, as deliveries can lag. */
const OWN_WORDS_MEMORY = 5 * MINUTE

/**
 * State as stored. Version 1 had no takeovers and no own words. Never throws: damaged entries are left out one by one, so
 * that the caps keep what is still readable.
 */
export function readRuleState(stored: unknown): RuleState {
  const list = z.optional(z.unknown())
  const shape = { version: z.literal([1, 2]), replies: list, answered: list, takeovers: list, ownWords: list }
  const parsed = z.object(shape).safeParse(stored)
  if (!parsed.success) return emptyRuleState
  const { replies, answered, takeovers, ownWords } = parsed.data
  return {
    version: 2,
    replies: readable(replySchema, replies),
    answered: readable(answeredSchema, answered),
    takeovers: readable(takeoverSchema, takeovers),
    ownWords: readable(ownWordsSchema, ownWords),
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
export function prune(state: RuleState, { at: now }: Pick<Moment, 'at'>): RuleState {
  const recent = <T extends { at: number }>(entries: readonly T[], memory: number): T[] =>
    entries.filter(({ at }) => at > now - memory).map((entry) => (entry.at > now ? { ...entry, at: now } : entry))
  return {
    version: 2,
    replies: recent(state.replies, DAY),
    answered: recent(state.answered, ANSWERED_MEMORY),
    takeovers: recent(state.takeovers, TAKEOVER_LASTS),
    ownWords: recent(state.ownWords, OWN_WORDS_MEMORY),
  }
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

/** Remembers that the user writes in a conversation. An earlier time than the one that is remembered changes nothing. */
export function rememberTakeover(state: RuleState, conversation: string, at: number): RuleState {
  const before = state.takeovers.find((entry) => entry.conversation === conversation)
  if (before && before.at >= at) return state
  const others = state.takeovers.filter((entry) => entry !== before)
  return { ...state, takeovers: [...others, { conversation, at }] }
}

/** When the user last wrote in a conversation, if rules still leave it to them; undefined when they do not. */
export function takeoverOf(state: RuleState, conversation: string, moment: Pick<Moment, 'at'>): Takeover | undefined {
  const recent = prune(state, moment).takeovers.filter((entry) => entry.conversation === conversation)
  // Two of them, when two contacts have turned out to be one.
  return recent.toSorted((a, b) => b.at - a.at)[0]
}

/** Remembers that the echo of own words has come. */
export function rememberEcho(state: RuleState, key: string, echoedAt: number): RuleState {
  return { ...state, ownWords: state.ownWords.map((words) => (words.key === key ? { ...words, echoedAt } : words)) }
}

/** Remembers what the user is sending; what is remembered already stays as it is. */
export function rememberOwnWords(state: RuleState, words: OwnWords): RuleState {
  if (state.ownWords.some(({ key }) => key === words.key)) return state
  return { ...state, ownWords: [...state.ownWords, words] }
}
