/** How many bytes of a long name survive in one of two lists: 18 (pandolia/qqbot) or 21 (Mojo-Webqq). */
const CUTS = [18, 21]
/** Bytes of UTF-8 the last character may lack before a cut. */
const LONGEST_CHARACTER = 4

/**
 * Whether two names can be the same one: equal, or the shorter is what is left of the longer after the service has cut
 * it at 18 or 21 bytes of UTF-8. It does so in one list and not in the other, and sometimes inside a character, whose
 * rest then arrives as U+FFFD.
 */
export function sameCutName(a: string, b: string): boolean {
  if (a === b) return true
  const [short, long] = [a, b].map((name) => name.replace(/\uFFFD+$/, '')).sort((x, y) => x.length - y.length) as [
    string,
    string,
  ]
  if (!long.startsWith(short)) return false
  const bytes = new TextEncoder().encode(short).length
  return CUTS.some((cut) => bytes <= cut && bytes > cut - LONGEST_CHARACTER)
}
