import { RE2JS } from 're2js'
import { compose } from './compose.ts'

/**
 * Most instructions of a compiled pattern. Time is linear in the text but also in this: a counted repetition such as
 * `(.{500}){2}` makes a short pattern expensive. Hand-written patterns stay under a few hundred.
 */
export const MAX_PROGRAM_SIZE = 1_000

/** A pattern ready to run, or why it is refused (the engine's own words, in English). */
export type Compiled = { pattern: RE2JS; refused: null } | { pattern: null; refused: string }

/** Compiled before; forgotten all at once when there are too many. The same few are compiled over and over while rules are edited. */
const known = new Map<string, Compiled>()
const MOST_KNOWN = 500

/**
 * Compiles a pattern in RE2 syntax: no lookaround, no backreference, so that none can take more than linear time.
 * `\uXXXX`, `\u{X}` and `(?<name>…)` of JavaScript are understood too. Never throws.
 */
export function compileRe2(source: string, ignoreCase: boolean): Compiled {
  const key = `${Number(ignoreCase)}${source}`
  const before = known.get(key)
  if (before) return before
  if (known.size >= MOST_KNOWN) known.clear()
  const compiled = compileAnew(source, ignoreCase)
  known.set(key, compiled)
  return compiled
}

function compileAnew(source: string, ignoreCase: boolean): Compiled {
  const strange = strangeEscape(source)
  if (strange !== null) return { pattern: null, refused: `invalid escape sequence: ${strange}` }
  try {
    const flags = ignoreCase ? RE2JS.CASE_INSENSITIVE : 0
    const pattern = RE2JS.compile(toRe2Syntax(source), flags)
    const size = pattern.programSize()
    if (size > MAX_PROGRAM_SIZE) return { pattern: null, refused: `too large: ${size} > ${MAX_PROGRAM_SIZE}` }
    return { pattern, refused: null }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const said = reason.replace(/^error parsing regexp: /, '')
    // The engine shows the flag that it puts in front itself, which nobody has written.
    return { pattern: null, refused: ignoreCase ? said.replace('`(?i)', '`') : said }
  }
}

/** A pattern that compiles, with what it has of JavaScript's syntax put into RE2's. Patterns are found in composed texts. */
export function toRe2Syntax(source: string): string {
  return RE2JS.translateRegExp(joinSurrogates(compose(source)))
}

/** An escape and what follows the backslash, taken pairwise so that `\\k` is a backslash and a k. */
const ESCAPE = /\\(.)/gsu

/** Letters and escapes that mean something in RE2, or in JavaScript and then translated (`\u`, `\c`). */
const KNOWN_LETTER = /[aAbBcdDEfnpPQrsStuvwWxz]/

/**
 * The first escaped letter that means nothing. The translation would drop the backslash without a word, which turns
 * the backreference `\k<name>` into the letters `k<name>` and `\Z` into a capital Z.
 */
function strangeEscape(source: string): string | null {
  for (const [escape, letter = ''] of source.matchAll(ESCAPE)) {
    if (/[A-Za-z]/.test(letter) && !KNOWN_LETTER.test(letter)) return escape
  }
  return null
}

/** An escape, or two of them that are the halves of one character beyond U+FFFF. */
const SURROGATES = /\\(?:u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|.)/gisu

/** `\uD83D\uDE00` as `\x{1F600}`: RE2 reads whole characters, and no text ever contains a half. */
function joinSurrogates(source: string): string {
  return source.replace(SURROGATES, (escape: string, high?: string, low?: string) => {
    if (high === undefined || low === undefined) return escape
    const character = String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16))
    return `\\x{${(character.codePointAt(0) ?? 0).toString(16)}}`
  })
}
