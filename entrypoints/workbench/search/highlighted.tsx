import type { ComponentChildren } from 'preact'
import type { Span } from '../../../lib/search/mark.ts'
import { markerOf } from './marker.ts'

/** A text with what the query asks for marked in it. The text is somebody else's: it is shown as it is, and never read. */
export function Highlighted({ text, query }: { text: string; query: string | null }) {
  if (!query) return <>{text}</>
  return <Marked text={text} marks={markerOf(query)(text)} />
}

/** A text with these parts marked. */
export function Marked({ text, marks }: { text: string; marks: readonly Span[] }) {
  if (marks.length === 0) return <>{text}</>
  const parts: ComponentChildren[] = []
  let end = 0
  for (const { from, to } of marks) {
    if (from > end) parts.push(text.slice(end, from))
    parts.push(<mark key={from}>{text.slice(from, to)}</mark>)
    end = to
  }
  if (end < text.length) parts.push(text.slice(end))
  return <>{parts}</>
}
