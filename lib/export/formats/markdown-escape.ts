import { oneLine, plainLines } from './controls.ts'

/** Means something anywhere, in CommonMark or in one of the dialects: emphasis, code, links, HTML, tables, maths, tags. */
const ANYWHERE = /[\\`*_[\]{}<>&|~$#=^%@]/g
/** Addresses that some readers turn into links by themselves; and `:names:` of emoji. */
const ADDRESS = /(https?|ftp|mailto|xmpp)(:)|(:)(?=[a-z0-9_+\\-]+:)|(www)(\.)/gi
/** Begins a list, a rule or a heading (`-`, `+`, `1.`, `1)`), behind blanks or not. */
const LINE_START = /^(\s*)(?:([-+])|(\d+)([.)]))/

/** One line of somebody's words as Markdown that shows just them: no markup, no HTML, no link, no picture comes out of it. */
export function escapedLine(line: string): string {
  return (
    line
      .replace(ANYWHERE, '\\$&')
      .replace(ADDRESS, (found, scheme?: string, colon?: string, emoji?: string, www?: string) =>
        scheme ? `${scheme}\\${colon}` : emoji ? '\\:' : www ? `${www}\\.` : found,
      )
      .replace(LINE_START, (_found, blanks: string, sign?: string, number?: string, dot?: string) =>
        sign ? `${blanks}\\${sign}` : `${blanks}${number}\\${dot}`,
      )
      // Blanks at either end would be cut off, or make code or a line break.
      .replace(/^[ \t]+|[ \t]+$/g, (blanks) => blanks.replace(/[ \t]/g, (blank) => (blank === ' ' ? '&#32;' : '&#9;')))
  )
}

/** Text as one paragraph that keeps its line breaks, empty lines too. */
export function escapedText(text: string): string {
  return plainLines(text)
    .split('\n')
    .map((line) => escapedLine(line) || EMPTY)
    .join('\\\n')
}

/** A name or heading on one line, which cannot turn round what stands behind it. */
export function escapedName(name: string): string {
  const line = escapedLine(oneLine(name))
  return REORDERS.test(line) ? `\u2068${line}\u2069` : line
}

const REORDERS = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/

/** Keeps an empty line within its paragraph. */
const EMPTY = '&#8203;'
