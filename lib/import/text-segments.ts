import { attachmentText } from '../chat/attachment-text.ts'
import { faceEmoji } from '../chat/face-emoji.ts'
import { segmentsToText } from '../chat/segment.ts'
import type { AttachmentKind, Segment } from '../chat/segment.ts'

const BRACKETS = /\[([^[\]\n]{1,12})\]/g

/**
 * A text in which faces and pictures stand as `[微笑]` and `[图片]`, taken apart. Put together again it is the same text:
 * a code that the file does not tell is 0.
 */
export function textSegments(text: string): Segment[] {
  if (!text.includes('[')) return text === '' ? [] : [{ type: 'text', text }]
  const segments: Segment[] = []
  let from = 0
  for (const { 0: whole, 1: name = '', index } of text.matchAll(BRACKETS)) {
    const segment: Segment | null =
      name === '图片' ? { type: 'picture' } : faceEmoji(name) === null ? null : { type: 'face', code: 0, name }
    if (segment === null) continue
    if (index > from) segments.push({ type: 'text', text: text.slice(from, index) })
    segments.push(segment)
    from = index + whole.length
  }
  if (from < text.length) segments.push({ type: 'text', text: text.slice(from) })
  return segments
}

/** A whole message that is one attachment: as one when its words are ours (`[语音]`, `[文件] a.txt`), else as text with it in front. */
export function attachmentSegments(what: AttachmentKind, text: string): Segment[] {
  const bare = attachmentText({ type: 'attachment', what, name: null })
  if (text === '' || text === bare) return [{ type: 'attachment', what, name: null }]
  if (text.startsWith(`${bare} `)) return [{ type: 'attachment', what, name: text.slice(bare.length + 1) }]
  return textSegments(text)
}

/** The text of segments; of none it is empty. */
export function textOfSegments(segments: readonly Segment[]): string {
  const [only] = segments
  return segments.length === 1 && only?.type === 'text' ? only.text : segmentsToText(segments)
}
