import type { ExportedMessage } from './format.ts'
import { nextLink } from './integrity.ts'
import { wellFormed } from './well-formed.ts'

/**
 * The JSON of messages that went through the chain, so that it is made once for all formats. Kept by page, as long as the page
 * is. A page that was never chained is made into text on the spot.
 */
const known = new WeakMap<readonly ExportedMessage[], readonly string[]>()

/** Each message of a page as JSON without blanks, its hash last. */
export function messageLines(page: readonly ExportedMessage[]): readonly string[] {
  return known.get(page) ?? page.map((message) => JSON.stringify(message))
}

/** A part of a page that keeps the text of its messages. */
export function slicePage(page: readonly ExportedMessage[], from: number, to: number): readonly ExportedMessage[] {
  if (from === 0 && to === page.length) return page
  const slice = page.slice(from, to)
  const lines = known.get(page)
  if (lines) known.set(slice, lines.slice(from, to))
  return slice
}

/**
 * Gives each message of a page its link in the chain, in place, and returns the last one; `link` is the one before the page.
 * Messages with half a surrogate pair are replaced by well-formed ones: half of one would be an escape in JSON that strict
 * parsers refuse, and a different character in every other format.
 */
export function chainPage(page: ExportedMessage[], link: string): string {
  const lines: string[] = []
  for (const [index, given] of page.entries()) {
    let message = given
    let json = JSON.stringify(message)
    // Such an escape, or its look-alike that somebody wrote: rare enough to look closely at both.
    if (json.includes('\\ud')) {
      message = wellFormed(message)
      json = JSON.stringify(message)
      page[index] = message
    }
    link = nextLink(link, json)
    message.hash = link
    lines.push(`${json.slice(0, -1)},"hash":"${link}"}`)
  }
  known.set(page, lines)
  return link
}
