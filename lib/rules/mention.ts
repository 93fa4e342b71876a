import { compose } from './compose.ts'

/**
 * A mention has no kind of its own on the wire: it is `@`, the name and a blank inside the text (docs/PROTOCOL.md,
 * content array). People also type it by hand, with punctuation after it.
 */
const NEXT_IS_OUTSIDE_THE_NAME = /^(?:$|[\s@，。！？；：、,!?;:…~～）)】」』”"']|\.(?![A-Za-z0-9]))/u

/**
 * Whether the text names me. `names`: my card in this group and my nick. A longer name that begins with mine
 * (`@小明明` for `小明`) is somebody else.
 */
export function mentionsMe(text: string, names: readonly string[]): boolean {
  return findMention(plain(text), names) !== null
}

/** The text with the first mention of me taken out and blanks trimmed: what was said to me, for exact rules. */
export function withoutMention(text: string, names: readonly string[]): string {
  const whole = plain(text)
  const found = findMention(whole, names)
  return found ? `${whole.slice(0, found.start).trimEnd()} ${whole.slice(found.end).trimStart()}`.trim() : text
}

/** Longest name first, so that the whole of `小明 2` is taken and not only the `小明` that it begins with. */
function findMention(text: string, names: readonly string[]): { start: number; end: number } | null {
  const mine = names.map((name) => plain(name).trim()).filter((name) => name !== '')
  for (const name of mine.toSorted((a, b) => b.length - a.length)) {
    const marked = `@${name}`
    for (let start = text.indexOf(marked); start !== -1; start = text.indexOf(marked, start + 1)) {
      const end = start + marked.length
      if (NEXT_IS_OUTSIDE_THE_NAME.test(text.slice(end, end + 2))) return { start, end }
    }
  }
  return null
}

/** Names and texts reach us composed or not, and with blanks that do not break (U+00A0): one form to compare. */
function plain(text: string): string {
  return compose(text).replaceAll('\u00A0', ' ')
}
