import type { Segment } from '../../chat/segment.ts'
import { FACE, faceCode } from '../wire/content.ts'

/** A text as segments: `[微笑]` and its like become faces, all else stays text. */
export function textToSegments(text: string): Segment[] {
  return text
    .split(FACE)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const code = faceCode(piece)
      return code === null ? { type: 'text', text: piece } : { type: 'face', code, name: piece.slice(1, -1) }
    })
}
