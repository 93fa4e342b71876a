import { compileMarker } from '../../../lib/search/mark.ts'
import type { Marker } from '../../../lib/search/mark.ts'
import { parseQuery } from '../../../lib/search/query.ts'

let last: { query: string; marker: Marker } | null = null

/** What marks the words of a query as it was typed. Kept for the last one: a list asks for every row. */
export function markerOf(query: string): Marker {
  if (last?.query !== query) last = { query, marker: compileMarker(parseQuery(query)) }
  return last.marker
}
