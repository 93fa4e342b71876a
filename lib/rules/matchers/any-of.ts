import { metBy } from './matcher.ts'
import type { Keyword, Matcher } from './matcher.ts'

/** Met when at least one of the words is in the text; the first of them is what the trace shows. */
export function anyOf(keywords: readonly Keyword[]): Matcher {
  return (reading) => {
    const hit = keywords.find((keyword) => reading.has(keyword))
    return hit ? metBy([hit.text]) : null
  }
}
