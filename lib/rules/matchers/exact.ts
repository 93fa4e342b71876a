import { fold } from '../fold.ts'
import { matchedBy, NO_MATCH } from './matcher.ts'
import type { Matcher } from './matcher.ts'

/** Matches when the whole text is one of `texts`. Blanks at both ends do not count: classic clients append one. */
export function exact(texts: readonly string[], ignoreCase: boolean): Matcher {
  const keywords = texts.map((text) => ({ text, folded: fold(text, ignoreCase).trim() }))
  return (text) => {
    const folded = fold(text, ignoreCase).trim()
    const hit = keywords.find((keyword) => keyword.folded === folded)
    return hit ? matchedBy([hit.text]) : NO_MATCH
  }
}
