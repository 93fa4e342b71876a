import { fold } from '../fold.ts'
import { matchedBy, NO_MATCH } from './matcher.ts'
import type { Matcher } from './matcher.ts'

/** Matches when the text contains every one of `texts`, in any order. */
export function allOf(texts: readonly string[], ignoreCase: boolean): Matcher {
  const keywords = texts.map((text) => fold(text, ignoreCase))
  return (text) => {
    const folded = fold(text, ignoreCase)
    return keywords.every((keyword) => folded.includes(keyword)) ? matchedBy(texts) : NO_MATCH
  }
}
