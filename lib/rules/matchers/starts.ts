import { metBy } from './matcher.ts'
import type { Keyword, Matcher } from './matcher.ts'

/** Met when the text starts with one of the words. Blanks before it do not count. */
export function starts(keywords: readonly Keyword[]): Matcher {
  return (reading) => {
    const wholes = reading.wholes()
    const hit = keywords.find(
      (keyword) => reading.has(keyword) && wholes.some((text) => text.startsWith(keyword.folded)),
    )
    return hit ? metBy([hit.text]) : null
  }
}
