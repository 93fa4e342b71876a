import type { AccountId } from '../chat/handle.ts'

/** What common file systems allow (255), less room for a browser's " (1)" and its name of an unfinished download. */
const MAX_NAME_BYTES = 200
const FORBIDDEN = /[<>:"/\\|?*%~]/gu
/** Controls, bidi marks and other invisible characters, line breaks, unassigned and private ones, half surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/gu
/** Names of devices on Windows, with or without an extension. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/iu

const encoder = new TextEncoder()

/**
 * Name of an export's file: `SmartQQ-强哥-2026-11-22.json`.
 *
 * `title` is the chat's, null for an export of several, which is named by the account. `at` (ms) is shown as the date in
 * `timeZone` (IANA name; the browser's own when absent).
 *
 * @throws RangeError for a time zone the browser does not know.
 */
export function exportFileName(name: {
  title: string | null
  account: AccountId
  at: number
  timeZone?: string
}): string {
  const start = 'SmartQQ-'
  const end = `-${dateOf(name.at, name.timeZone)}.json`
  const room = MAX_NAME_BYTES - start.length - end.length
  return start + (toNamePart(name.title ?? '', room) || toNamePart(name.account, room) || 'chat') + end
}

/** Text of strangers as part of a file name of at most `maxBytes`; empty when nothing of it can be shown. */
function toNamePart(text: string, maxBytes: number): string {
  const plain = text.replace(/\s/gu, ' ').replace(INVISIBLE, '').replace(FORBIDDEN, '_').normalize('NFC')
  const cut = trimmed(firstBytes(trimmed(plain.replace(/ +/gu, ' ')), maxBytes))
  return RESERVED.test(cut) ? `${cut}_` : cut
}

/** Without dots and blanks at the ends, which Windows drops and Unix hides. */
function trimmed(text: string): string {
  return text.replace(/^[ .]+|[ .]+$/gu, '')
}

/** The longest beginning of at most `maxBytes` bytes of UTF-8, whole characters as a reader sees them. */
function firstBytes(text: string, maxBytes: number): string {
  let length = 0
  let bytes = 0
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    bytes += encoder.encode(segment).length
    if (bytes > maxBytes) break
    length += segment.length
  }
  return text.slice(0, length)
}

function dateOf(at: number, timeZone: string | undefined): string {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const { year, month, day } = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${year}-${month}-${day}`
}
