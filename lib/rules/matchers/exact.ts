import { metBy } from './matcher.ts'
import type { Keyword, Matcher } from './matcher.ts'

/** Met when the whole text is one of the words. Blanks at both ends do not count: classic clients append one. */
export function exact(keywords: readonly Keyword[]): Matcher {
  return (reading) => {
    const wholes = reading.wholes()
    const hit = keywords.find(({ folded }) => wholes.includes(folded))
    return hit ? metBy([hit.text]) : null
  }
}
