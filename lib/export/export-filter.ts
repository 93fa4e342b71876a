import type { ContactId } from '../chat/contact.ts'
import type { MessageView } from '../chat/message.ts'
import type { Segment } from '../chat/segment.ts'
import type { ExportContent, ExportFilter, ExportSource } from './ports.ts'

/** Whether a filter looks at anything but the time of sending, so that counting without reading cannot tell how many are left. */
export function needsReading({ authors, words, content, archivedFrom }: ExportFilter): boolean {
  return Boolean(authors ?? words ?? content) || archivedFrom !== undefined
}

/** The test that a filter is. The range of time is left to whoever reads. */
export function createFilter(
  filter: ExportFilter,
  canonical: ExportSource['canonical'],
): (message: MessageView) => boolean {
  const { words, archivedBefore = Infinity, archivedFrom = -Infinity } = filter
  // Whoever was chosen may have been merged with somebody since.
  const authors = filter.authors && new Set(filter.authors.map((id) => (id === null ? null : canonical(id))))
  const content = filter.content && new Set(filter.content)
  return (message) =>
    message.receivedAt < archivedBefore &&
    message.receivedAt >= archivedFrom &&
    (!authors || isBy(authors, message, canonical)) &&
    (!content || message.segments.some((segment) => holds(content, contentOf(segment)))) &&
    (!words || words(message))
}

/** Null only for ourselves: what the service does not say who it is about was written by nobody. */
function isBy(
  authors: ReadonlySet<ContactId | null>,
  { direction, author }: MessageView,
  canonical: ExportSource['canonical'],
): boolean {
  if (direction === 'out') return authors.has(null)
  return author !== null && authors.has(canonical(author))
}

function holds(wanted: ReadonlySet<ExportContent>, content: ExportContent | null): boolean {
  return content !== null && wanted.has(content)
}

/** Null: blank text, which is no content. */
function contentOf(segment: Segment): ExportContent | null {
  switch (segment.type) {
    case 'text':
    case 'quote':
      return segment.text.trim() === '' ? null : 'text'
    case 'picture':
    // Nearly always a picture that the service kept back.
    case 'withheld':
      return 'picture'
    case 'face':
    case 'attachment':
    case 'notice':
    case 'unknown':
      return segment.type
  }
}
