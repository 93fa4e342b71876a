import type { ExportedMessage } from './format.ts'
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

/**
 * Messages without their links, with room for those of the messages that `isLinked` says have one. Those with half a surrogate pair are replaced by well-formed ones, in place: half of
 * one would be an escape in JSON that strict parsers refuse, and a different character in every other format.
 */
export function toPageBytes(page: ExportedMessage[], isLinked: (index: number) => boolean): PageBytes {
  const starts = new Uint32Array(page.length + 1)
  const links: number[] = []
  bytes = roomFor(Math.ceil(usual * 1.1) * page.length)
  at = 0
  for (const [index, message] of page.entries()) {
    reserve(BETWEEN)
    bytes[at++] = 0x2c
    bytes[at++] = 0x0a
    const start = at
    starts[index] = start
    isIll = false
    putMessage(message)
    if (isIll) {
      at = start
      const shown = wellFormed(message)
      page[index] = shown
      putMessage(shown)
    }
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
  return made
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

/** Without its last brace. Plain text alone, as nearly all messages are, goes straight into the bytes. */
function putMessage(message: ExportedMessage): void {
  const { segments, text } = message
  const isPlain =
    isPlainText(segments, text) &&
    message.recalled === undefined &&
    message.autoReply === undefined &&
    message.hash === undefined
  if (!isPlain) return putWhole(message)
  reserve(300)
  put(N)
  putPlain(String(message.n))
  put(ID)
  putPlain(message.id)
  put(AT)
  putPlain(message.at)
  putAuthor(message)
  putQuoted(text)
  reserve(100)
  put(message.mentionsMe ? MENTIONED : SOURCE)
  putPlain(message.source)
  bytes[at++] = QUOTE
}

/** What stands between time and text: of one author mostly the same, and longer than many a text. */
function putAuthor({ direction, author, authorName }: ExportedMessage): void {
  const known = authors.get(author)
  if (known && known.direction === direction && known.authorName === authorName) {
    reserve(known.bytes.length)
    bytes.set(known.bytes, at)
    at += known.bytes.length
    return
  }
  const start = at
  put(DIRECTION)
  putPlain(direction)
  put(AUTHOR)
  if (author === null) put(NULL)
  else putQuoted(author)
  reserve(AUTHOR_NAME.length + NULL.length)
  put(AUTHOR_NAME)
  if (authorName === null) put(NULL)
  else putQuoted(authorName)
  reserve(TEXT.length)
  put(TEXT)
  if (isIll) return
  if (authors.size >= MOST_AUTHORS) authors.clear()
  authors.set(author, { direction, authorName, bytes: bytes.slice(start, at) })
}

function putWhole(message: ExportedMessage): void {
  const json = JSON.stringify(messageInFile(message))
  // Such an escape, or its look-alike that somebody wrote: what is well-formed already is not changed by looking closely.
  if (json.includes('\\ud') && !isWell(message)) {
    isIll = true
    return
  }
  putUtf8(json.slice(0, -1))
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

/** What has no character that JSON or UTF-8 would write otherwise. */
function putPlain(text: string): void {
  for (let index = 0; index < text.length; index++) bytes[at++] = text.charCodeAt(index)
}

function put(piece: Uint8Array): void {
  for (let index = 0; index < piece.length; index++) bytes[at++] = piece[index]!
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
