import type { Days } from './days.ts'
import type { Content } from './content.ts'

/**
 * What is searched for, taken apart. Each group has to hold, and of a group at least one of its wishes does.
 *
 * The grammar: words between blanks all have to stand in the text, wherever in it; `"…"` holds words together; `-` in front
 * asks for what is not so; `|` is between alternatives and binds closer than the blank. Filters are `from:` `in:` `has:`
 * `before:` `after:` `on:` (or 来自: 在: 含: 早于: 晚于: 当天:). Dates are whole days, months or years of this computer's
 * zone: before a day ends where it begins, after a day begins with it. A backslash makes a sign an ordinary one. The signs
 * of Chinese keyboards (：｜－“”) are as good as the others. Alternatives without blanks share what is in front of the
 * first: `-has:图片|表情` wants neither.
 */
export interface Query {
  groups: readonly (readonly Wish[])[]
  /** What could not be understood, and was left out. */
  mistakes: readonly Mistake[]
}

/** One thing that is wished for; `not`: that it is not so. */
export type Wish = { not: boolean } & (
  | { kind: 'words'; text: string }
  /** Who wrote it; `isMe`: the account itself. */
  | { kind: 'from'; name: string; isMe: boolean }
  | { kind: 'in'; name: string }
  | { kind: 'has'; what: Content }
  | { kind: 'before' | 'after' | 'on'; days: Days }
  /** Any of these: several things that are denied together. */
  | { kind: 'any'; of: readonly Wish[] }
)

export const FILTER_NAMES = ['from', 'in', 'has', 'before', 'after', 'on'] as const
export type FilterName = (typeof FILTER_NAMES)[number]

/** Something in the text that was left out; its words are in the catalogues, by `why`. */
export type Mistake =
  | { why: 'open-quote'; value: string }
  | { why: 'no-value'; filter: FilterName }
  | { why: 'no-date'; value: string }
  | { why: 'no-content'; value: string }
  | { why: 'loose-bar' }

/** Whether nothing is searched for yet. */
export function isBlankQuery(query: Query): boolean {
  return query.groups.length === 0
}

/** The words that have to stand in the text or are an alternative to others, as they were typed: what is marked in it. */
export function wantedWords(query: Pick<Query, 'groups'>): string[] {
  return query.groups.flatMap((group) =>
    group.flatMap((wish) => (wish.kind === 'words' && !wish.not ? [wish.text] : [])),
  )
}
