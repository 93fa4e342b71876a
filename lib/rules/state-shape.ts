import * as z from 'zod/mini'
import { textMark } from './text-mark.ts'

const replySchema = z.object({
  ruleId: z.string(),
  conversation: z.string(),
  author: z.nullable(z.string()),
  at: z.number(),
  delayMs: z.number(),
  isFollowUp: z.boolean(),
})
/** Version 2 did not keep whom it answered, and had no follow-ups. */
const replySchema2 = z.object({ ruleId: z.string(), conversation: z.string(), at: z.number() })
const tallySchema = z.object({ at: z.number(), count: z.number() })
const draftSchema = z.object({ ruleId: z.string(), conversation: z.string(), at: z.number() })
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
const turnsSchema = z.object({
  conversation: z.string(),
  author: z.nullable(z.string()),
  count: z.number(),
  at: z.number(),
  isAnswered: z.boolean(),
})
const loopSchema = z.object({ conversation: z.string(), until: z.number() })
const heardSchema = z.object({ author: z.string(), text: z.string(), count: z.number(), at: z.number() })
const muteSchema = z.object({ conversation: z.string(), until: z.nullable(z.number()), isWhole: z.boolean() })
const followUpSchema = z.object({
  conversation: z.string(),
  author: z.nullable(z.string()),
  ruleId: z.string(),
  until: z.number(),
  isAskedAgain: z.boolean(),
})
const rotationSchema = z.object({
  ruleId: z.string(),
  conversation: z.nullable(z.string()),
  next: z.number().check(z.int(), z.gte(0)),
  at: z.number(),
})

/**
 * A reply that was decided: caps count all of them, cooldown and `{count}` those of one rule in one conversation that
 * answer no follow-up. It went out `delayMs` after `at`.
 */
export type PastReply = z.infer<typeof replySchema>
/** Replies of which only the number is still known, all counted as of the last of them. */
export type Tally = z.infer<typeof tallySchema>
/** A reply that was offered as a draft, for the cooldown of its rule. */
export type PastDraft = z.infer<typeof draftSchema>
/** A message that was answered, kept a short while so that the same words (`textMark`) again are not. */
export type AnsweredText = z.infer<typeof answeredSchema>
/** The user wrote in a conversation, and rules leave it to them for a while. One entry a conversation. */
export type Takeover = z.infer<typeof takeoverSchema>
/**
 * A message that the user sent on the official page, kept until its echo has had time to come back. `key`: of the archived
 * message; `epoch`, `kind` and `number`: whom it went to; `echoedAt`: when it came back, ms.
 */
export type OwnWords = z.infer<typeof ownWordsSchema>
/** `count` replies in a row to one author, the last of them out at `at`; `isAnswered`: at once, so that one more is another turn. */
export type Turns = z.infer<typeof turnsSchema>
/** A conversation left alone by the loop breaker. */
export type Loop = z.infer<typeof loopSchema>
/** A text (`textMark`) that an author has answered at once with, `count` times, last at `at`. */
export type HeardText = z.infer<typeof heardSchema>
/** The account may not speak in a group until then; null: until further notice. `isWhole`: nobody may, but for its heads. */
export type Mute = z.infer<typeof muteSchema>
/** A question of a rule that waits for its answer. `isAskedAgain`: an answer that was none of the choices has come. */
export type OpenFollowUp = z.infer<typeof followUpSchema>
/** Which of several replies comes next: of a rule (`conversation` null) or of a rule in one conversation. */
export type Rotation = z.infer<typeof rotationSchema>

/**
 * What the rules remember of one account: small plain JSON, replaced and never changed in place. Lists are in the order in
 * which things happened, each with a bound ({@link BOUNDS}) and a time after which its entries are forgotten (`prune`).
 * Times are ms by this computer's clock, `sentAt` by the server's.
 */
export interface RuleState {
  version: 3
  replies: readonly PastReply[]
  tally: readonly Tally[]
  drafts: readonly PastDraft[]
  answered: readonly AnsweredText[]
  takeovers: readonly Takeover[]
  ownWords: readonly OwnWords[]
  turns: readonly Turns[]
  loops: readonly Loop[]
  heard: readonly HeardText[]
  mutes: readonly Mute[]
  followUps: readonly OpenFollowUp[]
  rotations: readonly Rotation[]
}

/** An account the rules have not answered in yet. */
export const emptyRuleState: RuleState = {
  version: 3,
  replies: [],
  tally: [],
  drafts: [],
  answered: [],
  takeovers: [],
  ownWords: [],
  turns: [],
  loops: [],
  heard: [],
  mutes: [],
  followUps: [],
  rotations: [],
}

/**
 * Most entries of each list; the oldest go first. All of them full are less than 100 kB. Replies beyond it are still counted
 * by the caps (`tally`, in steps of a quarter of an hour): only with a higher limit than 200 a day can a cooldown or
 * `{count}` forget some.
 */
export const BOUNDS = {
  replies: 200,
  tally: 100,
  drafts: 30,
  answered: 40,
  takeovers: 40,
  ownWords: 25,
  turns: 30,
  loops: 40,
  heard: 30,
  mutes: 40,
  followUps: 30,
  rotations: 40,
} as const

/**
 * State as stored. Version 1 had replies and answered texts alone, version 2 takeovers and own words too. Never throws:
 * damaged entries are left out one by one, so that the caps keep what is still readable.
 */
export function readRuleState(stored: unknown): RuleState {
  const parsed = storedSchema.safeParse(stored)
  if (!parsed.success) return emptyRuleState
  const { data } = parsed
  return {
    version: 3,
    replies:
      data.version === 3
        ? readable(replySchema, data.replies)
        : readable(replySchema2, data.replies).map((reply) => ({
            ...reply,
            author: null,
            delayMs: 0,
            isFollowUp: false,
          })),
    tally: readable(tallySchema, data.tally),
    drafts: readable(draftSchema, data.drafts),
    answered: readable(answeredSchema, data.answered).map((entry) => ({ ...entry, text: textMark(entry.text) })),
    takeovers: readable(takeoverSchema, data.takeovers),
    ownWords: readable(ownWordsSchema, data.ownWords),
    turns: readable(turnsSchema, data.turns),
    loops: readable(loopSchema, data.loops),
    heard: readable(heardSchema, data.heard),
    mutes: readable(muteSchema, data.mutes),
    followUps: readable(followUpSchema, data.followUps),
    rotations: readable(rotationSchema, data.rotations),
  }
}

const list = z.optional(z.unknown())
const storedSchema = z.object({
  version: z.literal([1, 2, 3]),
  replies: list,
  tally: list,
  drafts: list,
  answered: list,
  takeovers: list,
  ownWords: list,
  turns: list,
  loops: list,
  heard: list,
  mutes: list,
  followUps: list,
  rotations: list,
})

function readable<T>(schema: z.ZodMiniType<T>, stored: unknown): T[] {
  if (!Array.isArray(stored)) return []
  return stored.flatMap((item) => {
    const result = schema.safeParse(item)
    return result.success ? [result.data] : []
  })
}
