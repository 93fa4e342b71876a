/** What a pattern picked out of a message. Empty for the keyword matchers. */
export interface Captures {
  /** By number; 0 is the whole match. null: the group took no part in the match. */
  byNumber: readonly (string | null)[]
  byName: ReadonlyMap<string, string | null>
}

/** How a text was judged. `detail` is what matched, for the trace; empty when nothing did. */
export interface MatchResult {
  matched: boolean
  captures: Captures
  detail: string
}

/** Judges one text. Built once from a rule, then used for every message. */
export type Matcher = (text: string) => MatchResult

/** What the keyword matchers capture. */
export const NO_CAPTURES: Captures = { byNumber: [], byName: new Map() }

/** The text does not match. */
export const NO_MATCH: MatchResult = { matched: false, captures: NO_CAPTURES, detail: '' }

/** The text matches because of these keywords. */
export function matchedBy(keywords: readonly string[]): MatchResult {
  return { matched: true, captures: NO_CAPTURES, detail: keywords.join('、') }
}
