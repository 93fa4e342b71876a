import type { ContactId } from '../chat/contact.ts'
import type { MessageView } from '../chat/message.ts'
import type { ExportedMessage, ExportedSegment } from './format.ts'
import { dayText, timeOfDay } from './instant.ts'
import { exportedMessageId } from './message-id.ts'
import { HOUR, MINUTE } from '../time.ts'
import { isPlainText, messageInFile } from './message-in-file.ts'
import { wellFormed } from './well-formed.ts'

/**
 * A page of messages as JSON in UTF-8, without blanks: ready for a file, made once for all formats and without a text of it in between.
 * Before each message stand a comma and a line break. Messages with a link of the chain have it as their last member.
 */
export interface PageBytes {
  bytes: Uint8Array<ArrayBuffer>
  /** Where the brace of each message is, and at the end where that of the next one would be. */
  starts: Uint32Array<ArrayBuffer>
  /** Which messages have a link, in order. */
  links: Uint32Array<ArrayBuffer>
}

/** `,\n` */
export const BETWEEN = 2
const BEFORE_HASH = ascii(',"hash":"')
/** A link, hex digits. */
export const HASH = 32
/** From the end of a message without its hash to that of one with it, but for the brace. */
export const HASH_MEMBER = BEFORE_HASH.length + HASH + 1

const N = ascii('{"n":')
const ID = ascii(',"id":"')
const AT = ascii('","at":"')
const DIRECTION = ascii('","direction":"')
const AUTHOR = ascii('","author":')
const AUTHOR_NAME = ascii(',"authorName":')
const SEGMENTS = ascii(',"segments":')
const TEXT = ascii(',"text":')
const MENTIONED = ascii(',"mentionsMe":true,"source":"')
const SOURCE = ascii(',"source":"')
const NULL = ascii('null')
const QUOTE = 0x22
const encoder = new TextEncoder()

let bytes = new Uint8Array(0)
let at = 0
/** What pages were in that nobody needs any more: a million messages are two hundred pages of more than a megabyte. */
const spare: Uint8Array<ArrayBuffer>[] = []
const MOST_SPARE = 3
/** Half a surrogate pair was met. */
let isIll = false
/** How the last message of each author told of them, as it was written. */
const authors = new Map<
  ExportedMessage['author'],
  Pick<ExportedMessage, 'direction' | 'authorName'> & { bytes: Uint8Array }
>()
const MOST_AUTHORS = 2_000
/** What a message usually takes, bytes: so much room is made at first. */
let usual = 600

/** How messages are put into words where they are more than their text. */
export interface PageWords {
  /** The number of the first message. */
  first: number
  canonical(id: ContactId): ContactId
  /** As files show it. */
  wordOf(message: MessageView, index: number): ExportedMessage
  /** Nothing goes straight from the archive into a file. */
  isEachWorded: boolean
}

/**
 * Messages without their links, with room for those of the messages that `isLinked` says have one. `worded` has those that had to be
 * put into words, by their index. Of those with half a surrogate pair they are well-formed: half of one would be an escape in JSON
 * that strict parsers refuse, and a different character in every other format.
 */
export function toPageBytes(
  page: readonly MessageView[],
  { first, canonical, wordOf, isEachWorded }: PageWords,
  isLinked: (index: number) => boolean,
): { bytes: PageBytes; worded: (ExportedMessage | undefined)[] } {
  const starts = new Uint32Array(page.length + 1)
  const links: number[] = []
  const worded: (ExportedMessage | undefined)[] = []
  bytes = roomFor(Math.ceil(usual * 1.1) * page.length)
  at = 0
  for (let index = 0; index < page.length; index++) {
    const message = page[index]!
    reserve(BETWEEN)
    bytes[at++] = 0x2c
    bytes[at++] = 0x0a
    const start = at
    starts[index] = start
    isIll = false
    let shown: ExportedMessage | undefined
    if (!isEachWorded && isPlain(message)) {
      const { author, sentAt } = message
      const id = message.exportId ?? exportedMessageId(message.key)
      putMembers(first + index, id, sentAt, author === null ? null : canonical(author), null, message)
    } else {
      shown = wordOf(message, index)
      putWorded(shown, message)
    }
    if (isIll) {
      at = start
      shown = wellFormed(shown ?? wordOf(message, index))
      putWorded(shown, message)
    }
    worded.push(shown)
    reserve(HASH_MEMBER + 1)
    if (isLinked(index)) {
      links.push(index)
      put(BEFORE_HASH)
      at += HASH
      bytes[at++] = QUOTE
    }
    bytes[at++] = 0x7d
  }
  starts[page.length] = at + BETWEEN
  const made = { bytes: bytes.subarray(0, at), starts, links: Uint32Array.from(links) }
  if (page.length > 0) usual = at / page.length
  bytes = new Uint8Array(0)
  return { bytes: made, worded }
}

/** A page that was written: nobody looks at its bytes again, and the next page may lie there. */
export function giveBack({ bytes: { buffer } }: PageBytes): void {
  if (spare.push(new Uint8Array(buffer)) > MOST_SPARE) spare.shift()
}

function roomFor(size: number): Uint8Array<ArrayBuffer> {
  const found = spare.findIndex(({ length }) => length >= size && length <= 4 * size)
  return found < 0 ? new Uint8Array(size) : spare.splice(found, 1)[0]!
}

/** The messages from one index up to another. */
export function slicePageBytes({ bytes: all, starts, links }: PageBytes, from: number, to: number): PageBytes {
  const begin = starts[from]! - BETWEEN
  return {
    bytes: all.subarray(begin, starts[to]! - BETWEEN),
    starts: starts.slice(from, to + 1).map((start) => start - begin),
    links: links.filter((index) => index >= from && index < to).map((index) => index - from),
  }
}

/** The link of the last message. */
export function lastLink({ bytes: all, starts }: PageBytes): string {
  const end = starts.at(-1)! - BETWEEN - 2
  return String.fromCharCode(...all.subarray(end - HASH, end))
}

/** Whether a message is its text and nothing else, as nearly all are: then it goes from the archive into the bytes. */
function isPlain(message: MessageView): boolean {
  if (message.outboxId !== null || message.recalled) return false
  return message.isText ?? isPlainText(message.segments, message.text)
}

/** Without its last brace. */
function putWorded(shown: ExportedMessage, { sentAt }: MessageView): void {
  const { n, id, author, segments, text, recalled, autoReply } = shown
  if (recalled || autoReply) putWhole(shown)
  else putMembers(n, id, sentAt, author, isPlainText(segments, text) ? null : segments, shown)
}

/** What nearly all messages have, without the last brace. `segments`: null where they are the text alone. */
function putMembers(
  n: number,
  id: string,
  sentAt: number,
  author: ContactId | null,
  segments: readonly ExportedSegment[] | null,
  message: Pick<ExportedMessage, 'direction' | 'authorName' | 'text' | 'mentionsMe' | 'source'>,
): void {
  reserve(300)
  put(N)
  putNumber(n)
  put(ID)
  putAscii(id)
  put(AT)
  putInstant(sentAt)
  putAuthor(author, message.direction, message.authorName)
  if (segments) {
    reserve(SEGMENTS.length)
    put(SEGMENTS)
    putJson(segments)
  }
  reserve(TEXT.length)
  put(TEXT)
  putQuoted(message.text)
  reserve(100)
  put(message.mentionsMe ? MENTIONED : SOURCE)
  putAscii(message.source)
  bytes[at++] = QUOTE
}

/** What stands between time and segments: of one author mostly the same, and longer than many a text. */
function putAuthor(author: ContactId | null, direction: 'in' | 'out', authorName: string | null): void {
  const known = authors.get(author)
  if (known && known.direction === direction && known.authorName === authorName) {
    reserve(known.bytes.length)
    put(known.bytes)
    return
  }
  const start = at
  put(DIRECTION)
  putAscii(direction)
  put(AUTHOR)
  if (author === null) put(NULL)
  else putQuoted(author)
  reserve(AUTHOR_NAME.length + NULL.length)
  put(AUTHOR_NAME)
  if (authorName === null) put(NULL)
  else putQuoted(authorName)
  if (isIll) return
  if (authors.size >= MOST_AUTHORS) authors.clear()
  authors.set(author, { direction, authorName, bytes: bytes.slice(start, at) })
}

function putWhole(message: ExportedMessage): void {
  putJson(messageInFile(message))
  // Its brace comes behind the link.
  at -= 1
}

function putJson(value: object): void {
  const json = JSON.stringify(value)
  // Such an escape, or its look-alike that somebody wrote: what is well-formed already is not changed by looking closely.
  if (json.includes('\\ud') && !isWell(value)) isIll = true
  putUtf8(json)
}

function isWell(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (value === null || typeof value !== 'object') return true
  return Object.entries(value).every(([name, member]) => name.isWellFormed() && isWell(member))
}

/** A string of JSON, with its quotes. */
function putQuoted(text: string): void {
  const { length } = text
  reserve(3 * length + 2)
  const into = bytes
  let to = at
  into[to++] = QUOTE
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) {
      if (unit < 0x20 || unit === QUOTE || unit === 0x5c) return putEscaped(text)
      into[to++] = unit
    } else if (unit < 0x800) {
      into[to++] = 0xc0 | (unit >> 6)
      into[to++] = 0x80 | (unit & 0x3f)
    } else {
      // A surrogate: an emoji, or half of one.
      if (unit >= 0xd800 && unit < 0xe000) return putEscaped(text)
      into[to++] = 0xe0 | (unit >> 12)
      into[to++] = 0x80 | ((unit >> 6) & 0x3f)
      into[to++] = 0x80 | (unit & 0x3f)
    }
  }
  into[to++] = QUOTE
  at = to
}

function putEscaped(text: string): void {
  if (!text.isWellFormed()) isIll = true
  putUtf8(JSON.stringify(text))
}

function putUtf8(text: string): void {
  reserve(3 * text.length)
  at += encoder.encodeInto(text, bytes.subarray(at)).written
}

/** As `instantText`, without a text of it. */
function putInstant(sentAt: number): void {
  putAscii(dayText(sentAt))
  const time = timeOfDay(sentAt)
  const hours = Math.floor(time / HOUR)
  const minutes = Math.floor(time / MINUTE)
  const seconds = Math.floor(time / 1_000)
  putDigits(hours, 2)
  bytes[at++] = 0x3a
  putDigits(minutes - hours * 60, 2)
  bytes[at++] = 0x3a
  putDigits(seconds - minutes * 60, 2)
  bytes[at++] = 0x2e
  putDigits(time - seconds * 1_000, 3)
  bytes[at++] = 0x5a
}

/** With zeros in front. */
function putDigits(number: number, count: number): void {
  const into = bytes
  const start = at
  let rest = number
  for (let digit = start + count - 1; digit >= start; digit--) {
    const more = Math.floor(rest / 10)
    into[digit] = 48 + rest - more * 10
    rest = more
  }
  at = start + count
}

/** Counts in decimal digits. */
function putNumber(number: number): void {
  let digits = 1
  for (let rest = number; rest >= 10; rest = Math.floor(rest / 10)) digits += 1
  putDigits(number, digits)
}

/** What has no character that JSON or UTF-8 would write otherwise. */
function putAscii(text: string): void {
  const into = bytes
  const { length } = text
  const to = at
  for (let index = 0; index < length; index++) into[to + index] = text.charCodeAt(index)
  at = to + length
}

function put(piece: Uint8Array): void {
  const into = bytes
  const { length } = piece
  const to = at
  for (let index = 0; index < length; index++) into[to + index] = piece[index]!
  at = to + length
}

function reserve(more: number): void {
  if (at + more <= bytes.length) return
  const grown = new Uint8Array(2 * (at + more))
  grown.set(bytes.subarray(0, at))
  bytes = grown
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}
