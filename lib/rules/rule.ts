import * as z from 'zod/mini'
import { DAY, HOUR, MINUTE, SECOND } from '../time.ts'

/** Limits of what can be written in a rule: what a person can still read. Lengths in characters. */
export const MAX_TEXT_LENGTH = 200
export const MAX_TEXTS = 50
/**
 * Longest message that patterns are tried on, in UTF-16 units: far longer than what people write, and short enough that a
 * hundred patterns which no word rules out take milliseconds, not seconds.
 */
export const MAX_PATTERN_TEXT = 5_000
export const MAX_NAME_LENGTH = 60
export const MAX_REPLY_LENGTH = 1_000
export const MAX_REPLIES = 20
export const MAX_CONDITIONS = 12
export const MAX_CONTACTS = 500
export const MAX_HOURS = 14
export const MAX_CHOICES = 9
export const MAX_TESTS = 30
export const MAX_RULES = 1_000
export const MAX_RULE_GROUPS = 50
/** Longest cooldown, ms: the rules remember a day, so a longer one could not be kept. */
export const MAX_COOLDOWN = DAY
/** Longest delay that a rule can ask for, ms: a message older than 90 s is not answered any more. */
export const MAX_DELAY = MINUTE
export const MAX_SILENCE_DAYS = 365
/** How long a follow-up can wait for its answer, ms. */
export const FOLLOW_UP_WAITS = { least: 30 * SECOND, most: HOUR }

/** What a message is made of. `join`: somebody has become a member; `system`: every other notice of the service. */
export const CONTENT_KINDS = ['text', 'face', 'picture', 'share', 'file', 'shake', 'join', 'system'] as const
export type ContentKind = (typeof CONTENT_KINDS)[number]

export const TEXT_MATCHES = ['exact', 'any-of', 'all-of', 'starts', 'ends'] as const
export type TextMatch = (typeof TEXT_MATCHES)[number]

const idSchema = z.string().check(z.minLength(1), z.maxLength(64))
const contactsSchema = z.array(z.string()).check(z.maxLength(MAX_CONTACTS))
const textsSchema = z
  .array(z.string().check(z.minLength(1), z.maxLength(MAX_TEXT_LENGTH)))
  .check(z.minLength(1), z.maxLength(MAX_TEXTS))
const replyTextSchema = z.string().check(z.minLength(1), z.maxLength(MAX_REPLY_LENGTH))
const joinSchema = z.enum(['all', 'any'])

/** One condition on what a message says or is. `not` turns it round. */
export const conditionSchema = z.discriminatedUnion('on', [
  z.object({
    on: z.literal('text'),
    /** `exact`: the whole text is one of `texts`; `any-of`, `all-of`: contains them; `starts`, `ends`: with one of them. */
    match: z.enum(TEXT_MATCHES),
    texts: textsSchema,
    not: z.boolean(),
  }),
  /**
   * RE2 syntax, found anywhere in the text. Captures of the first one that is not negated can stand in the reply. It does not
   * hold for a message longer than {@link MAX_PATTERN_TEXT}, negated or not.
   */
  z.object({
    on: z.literal('pattern'),
    pattern: z.string().check(z.minLength(1), z.maxLength(MAX_TEXT_LENGTH)),
    not: z.boolean(),
  }),
  /** The message has at least one of these in it. Notices are matched only by rules that ask for their kind. */
  z.object({ on: z.literal('content'), kinds: z.array(z.enum(CONTENT_KINDS)).check(z.minLength(1)), not: z.boolean() }),
])
export type Condition = z.infer<typeof conditionSchema>

/** Minutes since midnight. */
const minuteSchema = z.number().check(z.int(), z.gte(0), z.lte(24 * 60))

/**
 * Hours of a week, half-open: `from` belongs to it, `to` does not. With `to` at or before `from` they pass midnight and end
 * on the next day; the day that counts is the one they began on.
 */
export const hoursSchema = z.object({
  /** ISO days (1 Monday to 7 Sunday), or what the calendar of public holidays says of the day. */
  on: z.union([
    z.array(z.number().check(z.int(), z.gte(1), z.lte(7))).check(z.minLength(1)),
    z.enum(['workdays', 'days-off']),
  ]),
  from: minuteSchema,
  to: minuteSchema,
})
export type Hours = z.infer<typeof hoursSchema>

const daySchema = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))

/** A message to try a rule with, and what has to come of it. */
export const ruleTestSchema = z.object({
  given: z.object({
    text: z.string().check(z.maxLength(MAX_REPLY_LENGTH)),
    kind: z.enum(['friend', 'group', 'discuss']),
    mentioned: z.boolean(),
    /** What else the message is, beside its text. */
    content: z.array(z.enum(CONTENT_KINDS)),
    /** Local wall time `YYYY-MM-DDTHH:mm`; null: a time at which the rule's schedule lets it answer. */
    at: z.nullable(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/))),
  }),
  /** `text` null: any reply of this rule. `why` null: silence, whatever the reason; else a code of `WhyNot`. */
  expect: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('reply'), text: z.nullable(z.string()) }),
    z.object({ kind: z.literal('silence'), why: z.nullable(z.string()) }),
  ]),
})
export type RuleTest = z.infer<typeof ruleTestSchema>

/** A rule, version 2. The order of the list is the priority; the first rule that matches answers. */
export const ruleSchema = z.object({
  id: idSchema,
  /** The user's own name for it; empty: it reads as its sentence. */
  name: z.string().check(z.maxLength(MAX_NAME_LENGTH)),
  enabled: z.boolean(),
  /** Id of the group of rules it belongs to; null: none. A group that is not there counts as none. */
  group: z.nullable(idSchema),
  who: z.object({
    /** At least one. */
    kinds: z.array(z.enum(['friend', 'group', 'discuss'])).check(z.minLength(1)),
    /** Lasting contact ids of friends, groups or discussions; empty means everybody of those kinds. */
    contacts: contactsSchema,
    /** Conversations and people it never answers. */
    except: contactsSchema,
    /** Categories (分组) of friends; empty: all, and friends in none. */
    categories: z.array(z.string()).check(z.maxLength(MAX_TEXTS)),
    /** In groups and discussions only when one of these people writes; empty: everybody. */
    authors: contactsSchema,
    /** In groups only what somebody with one of these roles writes; empty: everybody. */
    roles: z.array(z.enum(['owner', 'admin', 'member'])),
    /**
     * In groups and discussions answer only when the message names me (nick or group card after `@`). Without it the
     * safety kernel still asks that the group is one of `contacts`.
     */
    onlyWhenMentioned: z.boolean(),
  }),
  /** `groups` of conditions, each joined in itself, joined with each other: one level of brackets, not more. */
  what: z.object({
    join: joinSchema,
    groups: z
      .array(
        z.object({
          join: joinSchema,
          conditions: z.array(conditionSchema).check(z.minLength(1), z.maxLength(MAX_CONDITIONS)),
        }),
      )
      .check(z.minLength(1), z.maxLength(MAX_CONDITIONS)),
    /** What makes no difference when texts are compared. Patterns see the text as it is, but for `case`. */
    fold: z.object({
      case: z.boolean(),
      /** Full-width and half-width forms. */
      width: z.boolean(),
      /** Blanks anywhere. */
      blanks: z.boolean(),
      /** The same punctuation mark several times in a row. */
      repeats: z.boolean(),
      /** Traditional and simplified characters. */
      script: z.boolean(),
    }),
  }),
  when: z.object({
    /** Empty: always. */
    hours: z.array(hoursSchema).check(z.maxLength(MAX_HOURS)),
    /** Days `YYYY-MM-DD`, half-open: `to` is the first day on which it does not answer any more. */
    dates: z.nullable(z.object({ from: z.nullable(daySchema), to: z.nullable(daySchema) })),
    /**
     * Only the first message of the author there: ever; of the local day; after `silenceDays` days (of 24 hours)
     * without one.
     */
    first: z.enum(['any', 'ever', 'today', 'after-silence']),
    silenceDays: z.number().check(z.int(), z.gte(1), z.lte(MAX_SILENCE_DAYS)),
    onlyWhenAway: z.boolean(),
  }),
  reply: z.object({
    /** Templates: plain text, faces as `[微笑]`, variables as in `template.ts`. `weight` counts for `weighted` alone. */
    texts: z
      .array(z.object({ text: replyTextSchema, weight: z.number().check(z.int(), z.gte(1), z.lte(100)) }))
      .check(z.minLength(1), z.maxLength(MAX_REPLIES)),
    /** `round-robin`: the next one each time it answers anybody; `sequence`: per conversation, and then stays at the last. */
    choose: z.enum(['random', 'weighted', 'round-robin', 'sequence']),
    /** Pause before it goes out, ms, drawn between the two; null: as the settings say, longer for longer texts. */
    delay: z.nullable(
      z.object({
        fromMs: z.number().check(z.int(), z.gte(0), z.lte(MAX_DELAY)),
        toMs: z.number().check(z.int(), z.gte(0), z.lte(MAX_DELAY)),
      }),
    ),
    /** `draft`: nothing is sent; the drawer offers the reply for the page's box, and the person presses send. */
    mode: z.enum(['send', 'draft']),
    /** After the reply, wait for one of these answers of the same person in the same conversation. */
    followUp: z.nullable(
      z.object({
        /** The first whose `texts` has the whole answer (folded as the rule says). `again`: the question is open again. */
        choices: z
          .array(z.object({ texts: textsSchema, reply: replyTextSchema, again: z.boolean() }))
          .check(z.minLength(1), z.maxLength(MAX_CHOICES)),
        waitMs: z.number().check(z.gte(FOLLOW_UP_WAITS.least), z.lte(FOLLOW_UP_WAITS.most)),
        /** Said once when the answer is none of them; null: then the other rules are asked as always. */
        otherwise: z.nullable(replyTextSchema),
      }),
    ),
  }),
  /** Least time between two answers of this rule in the same conversation, ms. */
  cooldownMs: z.number().check(z.gte(0), z.lte(MAX_COOLDOWN)),
  /** Rules below it are asked too after it has answered. */
  goOn: z.boolean(),
  tests: z.array(ruleTestSchema).check(z.maxLength(MAX_TESTS)),
})
export type Rule = z.infer<typeof ruleSchema>

/** Rules that are switched together. A rule answers when both it and its group are switched on. */
export const ruleGroupSchema = z.object({
  id: idSchema,
  name: z.string().check(z.minLength(1), z.maxLength(MAX_NAME_LENGTH)),
  enabled: z.boolean(),
})
export type RuleGroup = z.infer<typeof ruleGroupSchema>

/** What is wrong with a rule, by field, for the editor: `code` has words in the catalogues, `detail` is data for them. */
export interface RuleProblem {
  field:
    | 'name'
    | 'kinds'
    | 'contacts'
    | 'people'
    | 'texts'
    | 'pattern'
    | 'content'
    | 'hours'
    | 'dates'
    | 'first'
    | 'reply'
    | 'delay'
    | 'follow-up'
    | 'cooldown'
    | 'tests'
    | 'rule'
  code:
    | 'name-too-long'
    | 'no-kind'
    | 'too-many-contacts'
    | 'no-text'
    | 'text-too-long'
    | 'too-many-texts'
    | 'too-many-conditions'
    | 'pattern-refused'
    | 'pattern-matches-everything'
    | 'no-content'
    | 'bad-hours'
    | 'too-many-hours'
    | 'bad-date'
    | 'dates-never'
    | 'bad-silence'
    | 'no-reply'
    | 'too-many-replies'
    | 'reply-too-long'
    | 'bad-weight'
    | 'unknown-variable'
    | 'capture-without-pattern'
    | 'no-such-capture'
    | 'bad-delay'
    | 'no-answer'
    | 'same-answer'
    | 'bad-wait'
    | 'bad-cooldown'
    | 'bad-test'
    | 'too-many-rules'
    | 'not-a-rule'
  detail: string
  /** Which of several: place of the condition as `group.condition`, of the reply, hours, choice or test; from 0. */
  at?: string
}
