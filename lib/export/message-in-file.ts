import type { Segment } from '../chat/segment.ts'
import type { ExportedMessage, ExportedSegment, MessageInFile } from './format.ts'

/** Whether a message is its text and nothing else. */
export function isPlainText(segments: readonly (ExportedSegment | Segment)[], text: string): boolean {
  const [only] = segments
  return segments.length === 1 && only?.type === 'text' && only.text === text
}

/** A message as it stands in a file of ours, its members in the order of the format. */
export function messageInFile(message: ExportedMessage): MessageInFile {
  const { n, id, at, direction, author, authorName, segments, text, mentionsMe, source, ...rest } = message
  const isPlain = isPlainText(segments, text)
  return {
    n,
    id,
    at,
    direction,
    author,
    authorName,
    ...(isPlain ? {} : { segments }),
    text,
    ...(mentionsMe ? { mentionsMe } : {}),
    source,
    ...rest,
  }
}
