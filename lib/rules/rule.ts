import * as z from 'zod/mini'

/** Longest pattern and keyword, in characters, and most of them in one rule: what a person can still read. */
export const MAX_TEXT_LENGTH = 200
export const MAX_TEXTS = 50
export const MAX_REPLY_LENGTH = 1_000
export const MAX_RULES = 500

/** A rule, version 1. The order of the list is the priority; the first rule that matches answers. */
export const ruleSchema = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  enabled: z.boolean(),
  who: z.object({
    /** At least one. */
    kinds: z.array(z.enum(['friend', 'group', 'discuss'])).check(z.minLength(1)),
    /** Lasting contact ids of friends, groups or discussions; empty means everybody of those kinds. */
    contacts: z.array(z.string()),
    /** In groups and discussions answer only when the message names me (nick or group card after `@`). */
    onlyWhenMentioned: z.boolean(),
  }),
  what: z.object({
    /** `exact`: the whole text is one of `texts`; `any-of` / `all-of`: contains them; `pattern`: RE2 syntax, `texts[0]`. */
    match: z.enum(['exact', 'any-of', 'all-of', 'pattern']),
    texts: z
      .array(z.string().check(z.minLength(1), z.maxLength(MAX_TEXT_LENGTH)))
      .check(z.minLength(1), z.maxLength(MAX_TEXTS)),
    ignoreCase: z.boolean(),
  }),
  reply: z.object({
    /** Template: plain text, faces as `[微笑]`, variables {nick} {remark} {card} {group} {time} {capture:1} {count}. */
    text: z.string().check(z.minLength(1), z.maxLength(MAX_REPLY_LENGTH)),
  }),
  /** Least time between two answers of this rule in the same conversation, ms. */
  cooldownMs: z.number().check(z.nonnegative()),
})
export type Rule = z.infer<typeof ruleSchema>

/** What is wrong with a rule, by field, for the editor: `code` has words in the catalogues, `detail` is data for them. */
export interface RuleProblem {
  field: 'kinds' | 'contacts' | 'texts' | 'pattern' | 'reply' | 'cooldown' | 'rule'
  code:
    | 'no-kind'
    | 'no-text'
    | 'text-too-long'
    | 'too-many-texts'
    | 'pattern-refused'
    | 'pattern-matches-everything'
    | 'no-reply'
    | 'reply-too-long'
    | 'unknown-variable'
    | 'capture-without-pattern'
    | 'no-such-capture'
    | 'bad-cooldown'
    | 'too-many-rules'
    | 'not-a-rule'
  detail: string
}
