/**
 * What a pattern is made of, as far as the words it needs are concerned. `unknown`: one character of several, or a part
 * that was not understood but cannot go beyond its own bounds. `nothing`: it takes no character (`^`, `\b`).
 */
export type PatternNode =
  /** `anyCase`: an inline flag lets both cases stand here. */
  | { kind: 'character'; character: string; anyCase: boolean }
  | { kind: 'unknown' }
  | { kind: 'nothing' }
  | { kind: 'sequence'; parts: readonly PatternNode[] }
  | { kind: 'choice'; options: readonly PatternNode[] }
  /** Its part at least once, or maybe not at all. */
  | { kind: 'repeat'; part: PatternNode; isOptional: boolean; isOnce: boolean }

/**
 * Takes a pattern apart that RE2 has accepted, in RE2's own syntax. Anything out of the ordinary gives null for the whole
 * pattern: better no knowledge than wrong knowledge.
 */
export function parsePattern(source: string): PatternNode | null {
  const reader: Reader = { rest: source, anyCase: false }
  const node = readChoice(reader)
  return node && reader.rest === '' ? node : null
}

interface Reader {
  rest: string
  anyCase: boolean
}

/** Takes what matches at the front of the rest; null: it does not. */
function take(reader: Reader, what: RegExp): RegExpExecArray | null {
  const found = what.exec(reader.rest)
  if (found) reader.rest = reader.rest.slice(found[0].length)
  return found
}

function readChoice(reader: Reader): PatternNode | null {
  const options: PatternNode[] = []
  do {
    const option = readSequence(reader)
    if (!option) return null
    options.push(option)
  } while (take(reader, /^\|/))
  const [only] = options
  return only && options.length === 1 ? only : { kind: 'choice', options }
}

function readSequence(reader: Reader): PatternNode | null {
  const parts: PatternNode[] = []
  while (reader.rest !== '' && !/^[|)]/.test(reader.rest)) {
    const atom = readAtom(reader)
    const part = atom && readRepeats(reader, atom)
    if (!part) return null
    parts.push(part)
  }
  return { kind: 'sequence', parts }
}

const REPEAT = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/

function readRepeats(reader: Reader, atom: PatternNode): PatternNode {
  let part = atom
  for (let found = take(reader, REPEAT); found; found = take(reader, REPEAT)) {
    const [, sign, least, comma] = found
    part = {
      kind: 'repeat',
      part,
      isOptional: sign === undefined ? Number(least) === 0 : sign !== '+',
      isOnce: sign === '?' || (least === '1' && comma === undefined),
    }
  }
  return part
}

const UNKNOWN: PatternNode = { kind: 'unknown' }
const NOTHING: PatternNode = { kind: 'nothing' }

function readAtom(reader: Reader): PatternNode | null {
  if (take(reader, /^\(/)) return readGroup(reader)
  if (take(reader, /^[\^$]/)) return NOTHING
  if (take(reader, /^\./)) return UNKNOWN
  if (reader.rest.startsWith('[')) return take(reader, CLASS) ? UNKNOWN : null
  if (reader.rest.startsWith('\\')) return readEscape(reader)
  const found = take(reader, /^[^*+?{}\]]/u)
  return found && { kind: 'character', character: found[0], anyCase: reader.anyCase }
}

/** A class of characters to its end; classes in it by name (`[:alpha:]`), escapes, and a bracket that stands first. */
const CLASS = /^\[\^?\]?(?:\[:\^?[a-z]+:\]|\\[^]|[^\]\\])*\]/u

function readGroup(reader: Reader): PatternNode | null {
  const flags = take(reader, /^\?([imsU]*)(-[imsU]+)?([:)])/)
  if (!flags && !take(reader, /^\?P?<[A-Za-z0-9_]+>/) && reader.rest.startsWith('?')) return null
  // A flag that is set inside a group holds to its end, over the bars too.
  const before = reader.anyCase
  if (flags?.[1]?.includes('i')) reader.anyCase = true
  if (flags?.[3] === ')') return NOTHING
  const inside = readChoice(reader)
  reader.anyCase = before
  return inside && take(reader, /^\)/) ? inside : null
}

function readEscape(reader: Reader): PatternNode | null {
  const code = take(reader, /^\\x(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))/)
  if (code) {
    const character = String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? '', 16))
    return { kind: 'character', character, anyCase: reader.anyCase }
  }
  if (take(reader, /^\\[AbBz]/)) return NOTHING
  if (take(reader, /^\\[aftnrv]/)) return UNKNOWN
  if (take(reader, /^\\(?:[dDsSwW]|[pP](?:[A-Za-z]|\{\^?[A-Za-z_]+\}))/)) return UNKNOWN
  const found = take(reader, /^\\([^A-Za-z0-9])/u)
  return found && { kind: 'character', character: found[1] ?? '', anyCase: reader.anyCase }
}
