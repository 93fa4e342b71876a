import type { Segment } from '../../chat/segment.ts'

/** What a pattern picked out of a message. Empty for everything but patterns. */
export interface Captures {
  /** By number; 0 is the whole match. null: the group took no part in the match. */
  byNumber: readonly (string | null)[]
  byName: ReadonlyMap<string, string | null>
}

/** What rules without a pattern capture. */
export const NO_CAPTURES: Captures = { byNumber: [], byName: new Map() }

/** A word of a rule. `id` is its number in the index that its rule is looked up in. */
export interface Keyword {
  /** As it is written in the rule. */
  text: string
  /** As it is compared; never empty. */
  folded: string
  id: number
}

/**
 * A message as the matchers read it: twice when it names me, once as it is and once without the mention, so that
 * `@me 在吗` is exactly `在吗`. A condition is met when either reading meets it.
 */
export interface Reading {
  /** Of the longer one as it was written, in UTF-16 units. */
  length: number
  /** Folded as the rule says, without blanks at the ends. */
  wholes(): readonly string[]
  /** Composed and without blanks at the ends, else as they were written: what patterns see. */
  originals(): readonly string[]
  segments: readonly Segment[]
  /** Whether the word, folded, is somewhere in one of the folded texts. */
  has(keyword: Keyword): boolean
}

/** How a condition was met. `detail` is what met it, for the trace. */
export interface Met {
  detail: string
  captures: Captures
}

/** Judges one message by one condition: null when it is not met. Built once from a rule, then used for every message. */
export type Matcher = (reading: Reading) => Met | null

/** Longest detail, in code points. */
export const DETAIL_LENGTH = 60

/** Met because of these words. */
export function metBy(words: readonly string[]): Met {
  return { detail: cut(words.join('、')), captures: NO_CAPTURES }
}

/** The beginning of a text that a trace shows. */
export function cut(text: string): string {
  return text.length <= DETAIL_LENGTH
    ? text
    : Array.from(text.slice(0, 2 * DETAIL_LENGTH))
        .slice(0, DETAIL_LENGTH)
        .join('')
}
