import { faceEmoji } from '../../../chat/face-emoji.ts'
import type { ExportedMessage, ExportedSegment } from '../../format.ts'
import type { FileContext } from '../../ports.ts'
import { segmentWords } from '../segment-words.ts'
import { escapedHtml } from './escape.ts'

/** What stands around the words of a message. */
export interface MessageFrame {
  /** Index of the author in this file. */
  author: number
  /** Shown name; null when it is the same as above. */
  name: string | null
  /** `HH:MM:SS` */
  time: string
  /** ISO instant. */
  at: string
  marks: readonly string[]
}

/** A message as static markup: it reads, finds and prints without any script. */
export function messageMarkup(
  message: ExportedMessage,
  frame: MessageFrame,
  language: FileContext['language'],
): string {
  const isNotice = message.segments[0]?.type === 'notice'
  const classes = ['m', `a${frame.author}`]
  if (isNotice) classes.push('s')
  else if (message.direction === 'out') classes.push('o')
  if (frame.name === null) classes.push('g')
  if (message.autoReply?.state === 'uncertain') classes.push('u')
  if (message.recalled) classes.push('r')
  const name = frame.name === null ? '' : `<bdi>${escapedHtml(frame.name)}</bdi> `
  const marks = frame.marks.map((mark) => `<i>${escapedHtml(mark)}</i> `).join('')
  const time = `<time datetime="${escapedHtml(frame.at)}">${frame.time}</time> `
  const words = message.segments.map((segment) => segmentMarkup(segment, language)).join('')
  return `<div class="${classes.join(' ')}" id="m${message.n}">${name}${time}${marks}<span class="t">${words}</span></div>\n`
}

function segmentMarkup(segment: ExportedSegment, language: FileContext['language']): string {
  const words = escapedHtml(segmentWords(segment, language))
  switch (segment.type) {
    case 'text':
    case 'notice':
      return words
    case 'face': {
      const emoji = segment.name === null ? null : faceEmoji(segment.name)
      return emoji === null
        ? `<em>${words}</em>`
        : `<span class="f" role="img" aria-label="${words}" title="${words}">${emoji}</span>`
    }
    case 'quote':
      return `<q>${words}</q>`
    case 'picture':
    case 'withheld':
    case 'attachment':
    case 'unknown':
      return `<em>${words}</em>`
  }
}

/** In place of a message that cannot be made into markup: the others are not to suffer for it. */
export function brokenMarkup(words: string): string {
  return `<div class="m s"><span class="t"><em>${escapedHtml(words)}</em></span></div>\n`
}
