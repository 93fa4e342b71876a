import { foldForSearch, foldWithPlaces } from './fold.ts'
import { wantedWords } from './wish.ts'
import type { Query } from './wish.ts'

/** A part of a text, in UTF-16 units, half-open. */
export interface Span {
  from: number
  to: number
}

/** Finds everything in a text that a query asks for, as it is shown: whole characters, in order, none touching another. */
export type Marker = (text: string) => Span[]

/** More marks than that help nobody. */
const MOST = 500

/** Made once for a query, for many texts. */
export function compileMarker(query: Pick<Query, 'groups'>): Marker {
  const terms = [...new Set(wantedWords(query).map(foldForSearch))].filter((term) => term.trim() !== '')
  return (text) => {
    if (terms.length === 0) return []
    const quick = foldForSearch(text)
    const there = terms.filter((term) => quick.includes(term))
    return there.length === 0 ? [] : spansOf(text, there)
  }
}

function spansOf(text: string, terms: readonly string[]): Span[] {
  const { folded, starts, ends } = foldWithPlaces(text)
  const found: Span[] = []
  for (const term of terms) {
    let count = 0
    for (let at = folded.indexOf(term); at >= 0 && count < MOST; at = folded.indexOf(term, at + term.length)) {
      found.push({ from: starts[at] ?? 0, to: ends[at + term.length - 1] ?? text.length })
      count++
    }
  }
  return joined(found)
}

function joined(spans: Span[]): Span[] {
  const whole: Span[] = []
  for (const span of spans.toSorted((one, other) => one.from - other.from)) {
    const last = whole.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else whole.push({ ...span })
  }
  return whole
}

/** Most that is shown before the first mark, so that it stays in sight. */
const BEFORE = 16

/**
 * A part of a long text in which the first mark is seen, on one line, with the marks that are in it. `isCut`: whether something
 * before it is missing.
 */
export function excerpt(
  text: string,
  marks: readonly Span[],
  length: number,
): { text: string; marks: Span[]; isCut: boolean } {
  const first = marks[0]?.from ?? 0
  const from = text.length <= length || first <= BEFORE ? 0 : wholeFrom(text, first - BEFORE)
  const to = wholeFrom(text, Math.min(text.length, from + length))
  const inside = marks.flatMap((mark) => {
    const span = { from: Math.max(mark.from, from) - from, to: Math.min(mark.to, to) - from }
    return span.from < span.to ? [span] : []
  })
  return { text: text.slice(from, to), marks: inside, isCut: from > 0 }
}

/** Not between the halves of a surrogate pair. */
function wholeFrom(text: string, at: number): number {
  const isInside =
    at > 0 && at < text.length && /[\uDC00-\uDFFF]/.test(text.charAt(at)) && /[\uD800-\uDBFF]/.test(text.charAt(at - 1))
  return isInside ? at - 1 : at
}
