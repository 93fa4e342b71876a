import { filterNamed } from '../../../lib/search/filters.ts'
import { foldForSearch } from '../../../lib/search/fold.ts'
import { formatValue } from '../../../lib/search/format-query.ts'
import type { FilterName } from '../../../lib/search/wish.ts'

/** The value of a filter that is being typed. */
export interface OpenValue {
  filter: FilterName
  /** What of it is there, without the quotation mark. */
  typed: string
  /** Where it stands in the text, with the mark. */
  from: number
  to: number
}

const BEFORE_CARET = /(?:^|[\s|｜])[-－]?([^\s:：|｜"“]{1,7})[:：](["“]?)([^"“”]*)$/u

/** The value that ends at the caret; null when none does. Only a quoted one can have blanks in it. */
export function openValue(text: string, caret: number): OpenValue | null {
  const [, name = '', mark = '', typed = ''] = BEFORE_CARET.exec(text.slice(0, caret)) ?? []
  const filter = filterNamed(name)
  if (filter === null || (mark === '' && /[\s|｜]/.test(typed))) return null
  return { filter, typed, from: caret - typed.length - mark.length, to: caret }
}

/** The text with the value put in and a blank behind it, and where the caret is then. */
export function complete(text: string, { from, to }: OpenValue, value: string): { text: string; caret: number } {
  const behind = text.slice(to).replace(/^["”]/u, '').trimStart()
  const before = `${text.slice(0, from)}${formatValue(value, false)} `
  return { text: before + behind, caret: before.length }
}

/** Those in which the typed part stands, the ones that begin with it first; at most so many. */
export function matching(names: Iterable<string>, typed: string, most: number): string[] {
  const wanted = foldForSearch(typed).trim()
  const starting: string[] = []
  const others: string[] = []
  for (const name of new Set(names)) {
    const at = foldForSearch(name).indexOf(wanted)
    if (at === 0) starting.push(name)
    else if (at > 0) others.push(name)
    if (starting.length >= most) break
  }
  return [...starting, ...others].slice(0, most)
}
