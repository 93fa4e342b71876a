import { metBy } from './matcher.ts'
import type { Keyword, Matcher } from './matcher.ts'

/** Met when every one of the words is in the text, in any order; words may overlap. */
export function allOf(keywords: readonly Keyword[]): Matcher {
  const met = metBy(keywords.map(({ text }) => text))
  return (reading) => (keywords.every((keyword) => reading.has(keyword)) ? met : null)
}
