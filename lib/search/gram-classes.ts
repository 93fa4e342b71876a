/** A unit of folded text that is in no piece at all; also what is behind the end of a text. */
export const BLANK = 0
const MARK = 1
export const LATIN = 2
const WORD = 3

const SOME_MARK = /[\p{P}\p{S}\p{C}]/u
const SOME_BLANK = /\s/

const UNKNOWN = 255
/** By UTF-16 unit, learnt when one is first met: nobody meets all of them. */
const classes = new Uint8Array(0x1_0000).fill(UNKNOWN)

/** What kind of unit stands there: blank, mark, Latin letter or digit, or a letter of another writing. */
export function classAt(text: string, at: number): number {
  if (at >= text.length) return BLANK
  const unit = text.charCodeAt(at)
  const known = classes[unit] ?? UNKNOWN
  return known === UNKNOWN ? (classes[unit] = learn(unit)) : known
}

function learn(unit: number): number {
  const character = String.fromCharCode(unit)
  if (SOME_BLANK.test(character)) return BLANK
  if (/[0-9a-z]/.test(character)) return LATIN
  // Halves of surrogate pairs count as letters, so that rare characters and emoji are found by themselves.
  if (unit >= 0xd800 && unit < 0xe000) return WORD
  return SOME_MARK.test(character) ? MARK : WORD
}

/**
 * How many bits of a signature a piece sets, from 1 to 7: more where it tells more. Of Chinese and most other writings a pair
 * is a word, and a triple says little that its pairs do not. Of Latin and digits the pairs are in nearly every text, and many triples
 * in nearly every block; four in a row tell numbers apart, and six words that are made of the same syllables. Pairs of
 * two kinds, as of a word's end and a comma, are many and seldom asked for.
 */
export function probesOf(first: number, last: number, length: number): number {
  if (first !== last || first === MARK) return 1
  if (first === LATIN) return PROBES_OF_LATIN[length - 1] ?? 1
  return PROBES_OF_WORDS[length - 1] ?? 1
}

const PROBES_OF_WORDS = [2, 7, 1]
const PROBES_OF_LATIN = [1, 1, 5, 5, 0, 5]
