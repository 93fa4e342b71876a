import { metBy } from './matcher.ts'
import type { Keyword, Matcher } from './matcher.ts'

/** Met when the text ends with one of the words. Blanks after it do not count. */
export function ends(keywords: readonly Keyword[]): Matcher {
  return (reading) => {
    const wholes = reading.wholes()
    const hit = keywords.find((keyword) => reading.has(keyword) && wholes.some((text) => text.endsWith(keyword.folded)))
    return hit ? metBy([hit.text]) : null
  }
}
