import type { RE2JS } from 're2js'
import { NO_MATCH } from './matcher.ts'
import type { Matcher } from './matcher.ts'

/** Longest part of a match that the trace shows, in code points. */
const DETAIL_LENGTH = 60

/**
 * Matches when the pattern is found anywhere in the text, in time linear in the length of the text. Blanks at both ends
 * of the text are left out first, so that `^在吗$` is not defeated by the blank that classic clients append.
 */
export function pattern(compiled: RE2JS): Matcher {
  const names = Object.keys(compiled.namedGroups())
  const groups = compiled.groupCount()
  return (text) => {
    const match = compiled.matcher(text.trim())
    if (!match.find()) return NO_MATCH
    const whole = match.group(0) ?? ''
    return {
      matched: true,
      captures: {
        byNumber: Array.from({ length: groups + 1 }, (_, index) => match.group(index)),
        byName: new Map(names.map((name) => [name, match.group(name)])),
      },
      detail: Array.from(whole).slice(0, DETAIL_LENGTH).join(''),
    }
  }
}
