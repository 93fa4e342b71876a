/**
 * Texts that a pattern is likely to be found in, made from its source. A guess: whoever uses one asks the engine whether it
 * is. Empty when the pattern has something in it that is not understood here.
 */
export function textsForPattern(source: string): string[] {
  const reader = { source, at: 0 }
  const texts = alternation(reader)
  return texts && reader.at === source.length ? texts.slice(0, MOST) : []
}

/** Most texts of one pattern: branches multiply. */
const MOST = 12
/** A counted repetition longer than this is not written out. */
const LONGEST_RUN = 300

interface Reader {
  source: string
  at: number
}

/** What comes next, by whole characters; empty at the end. */
function peek({ source, at }: Reader): string {
  const code = source.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}

function take(reader: Reader): string {
  const character = peek(reader)
  reader.at += character.length
  return character
}

function takeIf(reader: Reader, text: string): boolean {
  if (!reader.source.startsWith(text, reader.at)) return false
  reader.at += text.length
  return true
}

/** `a|b`: the texts of each branch, taken in turns so that every branch has one among the first. */
function alternation(reader: Reader): string[] | null {
  const branches: string[][] = []
  do {
    const branch = sequence(reader)
    if (!branch) return null
    branches.push(branch)
  } while (takeIf(reader, '|'))
  const longest = Math.max(...branches.map(({ length }) => length))
  const texts: string[] = []
  for (let place = 0; place < longest; place++) {
    for (const branch of branches) {
      const text = branch[place]
      if (text !== undefined) texts.push(text)
    }
  }
  return [...new Set(texts)].slice(0, MOST)
}

function sequence(reader: Reader): string[] | null {
  let texts = ['']
  while (reader.at < reader.source.length && !/^[|)]/.test(peek(reader))) {
    const part = atom(reader)
    const repeated = part && repetition(reader, part)
    if (!repeated) return null
    texts = texts.flatMap((text) => repeated.map((next) => text + next)).slice(0, MOST)
  }
  return texts
}

/** The quantifier behind an atom: the least that it allows, and with `?` and `*` also one. */
function repetition(reader: Reader, texts: string[]): string[] | null {
  let least = 1
  let isOptional = false
  if (takeIf(reader, '*') || takeIf(reader, '?')) isOptional = true
  else if (takeIf(reader, '+')) least = 1
  else {
    const [written, from] = /^\{(\d+)(?:,\d*)?\}/.exec(reader.source.slice(reader.at)) ?? []
    if (written !== undefined && from !== undefined) {
      reader.at += written.length
      least = Number(from)
      if (least > LONGEST_RUN) return null
      if (least === 0) isOptional = true
    }
  }
  // Unwilling repetition takes the same texts.
  takeIf(reader, '?')
  if (isOptional) return [...texts, '']
  return texts.map((text) => text.repeat(least))
}

function atom(reader: Reader): string[] | null {
  const character = take(reader)
  switch (character) {
    case '(':
      return group(reader)
    case '[':
      return characterClass(reader)
    case '.':
      return ['好']
    case '^':
    case '$':
      return ['']
    case '\\':
      return escape(reader)
    case '*':
    case '+':
    case '?':
      return null
    default:
      return [character]
  }
}

function group(reader: Reader): string[] | null {
  const [opening, flagsOnly] = /^\?(?:P?<[^>]*>|[a-zA-Z-]*(:|\)))/.exec(reader.source.slice(reader.at)) ?? []
  if (opening !== undefined) {
    reader.at += opening.length
    if (flagsOnly === ')') return ['']
  } else if (peek(reader) === '?') return null
  const inside = alternation(reader)
  return inside && takeIf(reader, ')') ? inside : null
}

/** One member of each class of characters by letter. */
const CLASS_MEMBERS: Readonly<Record<string, string>> = { d: '7', w: 'a', s: ' ', D: '好', W: '好', S: '好' }
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', a: '\u0007' }
const PROPERTIES: Readonly<Record<string, string>> = {
  Han: '好',
  L: '好',
  Lo: '好',
  N: '7',
  Nd: '7',
  P: '!',
  Latin: 'a',
  Lu: 'A',
  Ll: 'a',
}

function escape(reader: Reader): string[] | null {
  const letter = take(reader)
  const [hex, braced, plain] =
    /^(?:[xu]\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2}))/.exec(letter + reader.source.slice(reader.at)) ?? []
  const code = braced ?? plain
  if (hex !== undefined && code !== undefined) {
    reader.at += hex.length - 1
    return fromHex(code)
  }
  const [unit] = letter === 'u' ? (/^[0-9a-fA-F]{4}/.exec(reader.source.slice(reader.at)) ?? []) : []
  if (unit !== undefined) {
    reader.at += 4
    return fromHex(unit)
  }
  if (letter === 'p') {
    const [written, braces, single] = /^(?:\{(\w+)\}|(\w))/.exec(reader.source.slice(reader.at)) ?? []
    const member = PROPERTIES[braces ?? single ?? '']
    if (written === undefined || member === undefined) return null
    reader.at += written.length
    return [member]
  }
  if (letter === 'Q') {
    const end = reader.source.indexOf('\\E', reader.at)
    const text = end === -1 ? reader.source.slice(reader.at) : reader.source.slice(reader.at, end)
    reader.at += text.length + (end === -1 ? 0 : 2)
    return [text]
  }
  if (letter === 'b' || letter === 'A' || letter === 'z') return ['']
  const member = CLASS_MEMBERS[letter] ?? CONTROLS[letter]
  if (member !== undefined) return [member]
  return letter === '' || /[A-Za-z0-9]/.test(letter) ? null : [letter]
}

function fromHex(digits: string): string[] | null {
  const code = Number.parseInt(digits, 16)
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? null : [String.fromCodePoint(code)]
}

/** Tried, in this order, for a class that says what it does not have. */
const COMMON = ['好', 'a', '7', ' ', '!', 'A', '。', 'é', '文']

/** `[a-z]` gives its first member, `[^a-z]` a common character that is none of them. */
function characterClass(reader: Reader): string[] | null {
  const isNegated = takeIf(reader, '^')
  const ranges: { from: string; to: string }[] = []
  let isFirst = true
  while (isFirst || peek(reader) !== ']') {
    isFirst = false
    if (reader.at >= reader.source.length || reader.source.startsWith('[:', reader.at)) return null
    // A class inside a class, as `[\d-]`, stands for one of its members; to leave members out, that is not enough.
    if (isNegated && /^\\[wWDSpP]/.test(reader.source.slice(reader.at))) return null
    const from = member(reader)
    if (from === null) return null
    let to = from
    if (peek(reader) === '-' && !reader.source.startsWith('-]', reader.at)) {
      take(reader)
      const end = member(reader)
      if (end === null) return null
      to = end
    }
    ranges.push(from === '7' && reader.source[reader.at - 1] === 'd' ? { from: '0', to: '9' } : { from, to })
  }
  take(reader)
  if (!isNegated) return ranges.slice(0, 1).map(({ from }) => from)
  const other = COMMON.find((character) => !ranges.some(({ from, to }) => character >= from && character <= to))
  return other === undefined ? null : [other]
}

function member(reader: Reader): string | null {
  const character = take(reader)
  return character === '\\' ? (escape(reader)?.[0] ?? null) : character
}
