import { fold } from '../fold.ts'
import { matchedBy, NO_MATCH } from './matcher.ts'
import type { Matcher } from './matcher.ts'

/** Matches when the text contains at least one of `texts`; the first of them is what the trace shows. */
export function anyOf(texts: readonly string[], ignoreCase: boolean): Matcher {
  const keywords = texts.map((text) => ({ text, folded: fold(text, ignoreCase) }))
  return (text) => {
    const folded = fold(text, ignoreCase)
    const hit = keywords.find((keyword) => folded.includes(keyword.folded))
    return hit ? matchedBy([hit.text]) : NO_MATCH
  }
}
