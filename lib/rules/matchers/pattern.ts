import type { RE2JS } from 're2js'
import { cut } from './matcher.ts'
import type { Keyword, Matcher, Met } from './matcher.ts'

/**
 * Met when the pattern is found anywhere in the text, in time linear in the length of the text. Blanks at both ends of the
 * text are left out first, so that `^在吗$` is not defeated by the blank that classic clients append.
 * @param needed - Words of which every match has one in it; null: none are known. Without one the pattern is not run.
 */
export function pattern(compiled: RE2JS, needed: readonly Keyword[] | null): Matcher {
  const names = Object.keys(compiled.namedGroups())
  const groups = compiled.groupCount()

  const find = (text: string): Met | null => {
    // Far cheaper than looking for the groups, and nearly always enough.
    if (!compiled.test(text)) return null
    const match = compiled.matcher(text)
    if (!match.find()) return null
    return {
      detail: cut(match.group(0) ?? ''),
      captures: {
        byNumber: Array.from({ length: groups + 1 }, (_, index) => match.group(index)),
        byName: new Map(names.map((name) => [name, match.group(name)])),
      },
    }
  }
  return (reading) => {
    if (needed && !needed.some((keyword) => reading.has(keyword))) return null
    for (const text of reading.originals()) {
      const met = find(text)
      if (met) return met
    }
    return null
  }
}
