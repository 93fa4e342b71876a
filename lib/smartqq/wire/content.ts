import type { Segment } from '../../chat/segment.ts'
import { withoutControls } from './controls.ts'
import { decodeText } from './entities.ts'
import { faceByName, faceName } from './faces.ts'

/** Kinds of parts that stand for a picture; none arrives since December 2015, archives and old servers have them. */
const PICTURES = new Set<unknown>(['cface', 'offpic', 'pic_id', 'image'])
/**
 * What is left of a sender's font when its message was cut wrongly: style, size, colour, encoding, name and length in
 * binary. hexsum/Mojo-Webqq drops group messages that begin with it.
 */
const BROKEN_FONT = '\0\n\0\0\0\0\u0002宋体\r'
const FONT = ['font', { name: '宋体', size: 10, style: [0, 0, 0], color: '000000' }] as const

/**
 * A message's `content` in our words, in order. Strings that follow each other are one text (a mention arrives in
 * several), entities are decoded once after joining, line ends made `\n`. Never empty: a message with nothing in it
 * is a picture or a long text that the service kept back. A part of unknown form becomes `unknown`.
 */
export function readContent(content: unknown): Segment[] {
  const segments: Segment[] = []
  let text = ''
  const endText = () => {
    const said = text.replaceAll(` ${BROKEN_FONT}`, '').replaceAll(BROKEN_FONT, '')
    const readable = decodeText(withoutControls(said).replace(/\r\n?/g, '\n'))
    if (readable !== '') segments.push({ type: 'text', text: readable })
    text = ''
  }
  for (const part of Array.isArray(content) ? (content as unknown[]) : [content]) {
    if (typeof part === 'string') {
      text += part
    } else if (!isFont(part)) {
      endText()
      segments.push(toSegment(part))
    }
  }
  endText()
  return segments.length > 0 ? segments : [{ type: 'withheld' }]
}

function isFont(part: unknown): boolean {
  return Array.isArray(part) && part[0] === 'font'
}

function toSegment(part: unknown): Segment {
  if (!Array.isArray(part)) return { type: 'unknown', raw: part }
  const [kind, detail] = part as unknown[]
  if (PICTURES.has(kind)) return { type: 'picture' }
  const code = typeof detail === 'string' && /^\d{1,6}$/.test(detail) ? Number(detail) : detail
  if (kind === 'face' && typeof code === 'number' && Number.isInteger(code) && code >= 0) {
    return { type: 'face', code, name: faceName(code) }
  }
  return { type: 'unknown', raw: part }
}

/** A text with its sendable faces (`[微笑]`) as segments of their own; other brackets stay text. */
export function textToSegments(text: string): Segment[] {
  const segments: Segment[] = []
  for (const piece of text.split(FACE)) {
    const code = faceCode(piece)
    const last = segments.at(-1)
    if (code !== null) segments.push({ type: 'face', code, name: piece.slice(1, -1) })
    else if (last?.type === 'text') last.text += piece
    else if (piece !== '') segments.push({ type: 'text', text: piece })
  }
  return segments
}

/**
 * Text as the `content` of a send, which is JSON in a string. `[微笑]` becomes a face part followed by a blank, as in
 * the page; brackets around anything else stay text. There is always a string part (a message of faces alone is not
 * delivered: lwqq), and the font comes last.
 */
export function writeContent(text: string): string {
  const parts: (string | readonly unknown[])[] = []
  let blank = ''
  for (const segment of textToSegments(text)) {
    if (segment.type === 'text') {
      parts.push(blank + segment.text)
      blank = ''
    } else if (segment.type === 'face') {
      if (blank) parts.push(blank)
      parts.push(['face', segment.code])
      blank = ' '
    }
  }
  if (blank || parts.length === 0) parts.push(blank)
  return JSON.stringify([...parts, FONT])
}

/** The page's own pattern for a face in a text. Splitting by it leaves the bracketed names as pieces of their own. */
const FACE = /(\[[A-Za-z\u4e00-\u9fa5]{1,20}?\])/

/** The code of a piece that is exactly a sendable face in brackets; null for any other text. */
function faceCode(piece: string): number | null {
  const name = /^\[(.+)\]$/.exec(piece)?.[1]
  return name === undefined ? null : faceByName(name)
}
