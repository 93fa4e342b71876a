import { segmentsToText } from '../../chat/segment.ts'
import type { Segment } from '../../chat/segment.ts'

/**
 * The segments of a message beside its text, which is stored anyway: 0 when they are the text and nothing else; otherwise a piece
 * for each segment: a number for text of that length, `[length, segment]` for anything else that stands for so much of the
 * text. `{ whole }` when text and segments do not belong together.
 */
export type SegmentCode = 0 | SegmentPiece[] | { whole: Segment[] }
type SegmentPiece = number | [number, Segment]

export function encodeSegments(segments: readonly Segment[], text: string): SegmentCode {
  const [only] = segments
  if (segments.length === 1 && only?.type === 'text' && only.text === text) return 0
  let at = 0
  const pieces: SegmentPiece[] = []
  for (const segment of segments) {
    const said = segmentsToText([segment])
    if (!text.startsWith(said, at)) return { whole: [...segments] }
    pieces.push(segment.type === 'text' ? said.length : [said.length, segment])
    at += said.length
  }
  return at === text.length ? pieces : { whole: [...segments] }
}

export function decodeSegments(code: SegmentCode, text: string): Segment[] {
  if (code === 0) return [{ type: 'text', text }]
  if (!Array.isArray(code)) return code.whole
  let at = 0
  return code.map((piece) => {
    const start = at
    at += typeof piece === 'number' ? piece : piece[0]
    return typeof piece === 'number' ? { type: 'text', text: text.slice(start, at) } : piece[1]
  })
}
