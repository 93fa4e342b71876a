import { BLANK, DROPPED, formOf, PAIR, SEVERAL, unitsOf } from './fold-units.ts'

/**
 * The form in which words are looked for: composed, of one width and one case, without characters that nobody sees, and
 * with a single blank for each run of blanks and line breaks. Traditional and simplified characters stay apart: their table
 * belongs to the rules. A text and a part of it fold alike, and the result is well-formed and has no line feed.
 */
export function foldForSearch(text: string): string {
  if (PLAIN.test(text)) return text
  const out = new FoldedUnits()
  return out.addText(text) ? out.toText() : foldPiece(text)
}

/**
 * Many texts, each folded by itself, with a line feed between them: a word that stands in none of them can be told at once.
 */
export function foldLines(texts: readonly string[]): string {
  const out = new FoldedUnits()
  for (const [index, text] of texts.entries()) {
    if (index > 0) out.addFeed()
    if (!out.addText(text)) out.addFolded(foldPiece(text))
  }
  return out.toText()
}

/** A folded text with the way back to the text that is shown. */
export interface FoldedPlaces {
  folded: string
  /** For each unit of `folded`, and once more for its end: where in the text the character begins that it is from. */
  starts: Uint32Array
  /** For each unit of `folded`: where that character ends. */
  ends: Uint32Array
}

/** Folds like {@link foldForSearch} and remembers where everything came from, for marking what was found. */
export function foldWithPlaces(text: string): FoldedPlaces {
  let folded = ''
  const starts: number[] = []
  const ends: number[] = []
  for (const { 0: piece, index } of text.matchAll(PIECES)) {
    const form = foldPiece(piece)
    folded += form
    for (let unit = 0; unit < form.length; unit++) {
      starts.push(index)
      ends.push(index + piece.length)
    }
  }
  starts.push(text.length)
  return { folded, starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) }
}

/** Texts that are folded already, as most of a Chinese chat are but for their marks. */
const PLAIN = /^(?:[a-z0-9\u3001\u3002\u4E00-\u9FFF[\]]| (?! ))*$/

const UNSEEN = /\p{Default_Ignorable_Code_Point}+/gu
const BLANKS = /\s+/g

/** Only the last form of a letter, and the dot that a Turkish capital keeps, would still depend on what is around them. */
const LAST_SIGMA = /ς/g
const DOTTED = /i\u0307/g

/** The fold itself: of whole texts, or of parts that nothing outside them can change. */
function foldPiece(piece: string): string {
  return piece
    .toWellFormed()
    .replace(UNSEEN, '')
    .replace(BLANKS, ' ')
    .normalize('NFKC')
    .toLowerCase()
    .replace(LAST_SIGMA, 'σ')
    .replace(DOTTED, 'i')
}

/**
 * A character with everything that can change its form: marks on it, the other parts of a Korean syllable, what is not
 * seen; or a run of blanks.
 */
const PIECES =
  /(?:\s[\s\p{Default_Ignorable_Code_Point}]*|[^])[\p{M}\u1160-\u11FF\u3131-\u318E\uFF9E-\uFFDC\p{Default_Ignorable_Code_Point}]*/gu

/** Room for what is being folded, which nobody shares: a fold ends before another one begins. */
let room = new Uint16Array(4_096)
/** More than that, in units, is not kept for the next one. */
const MOST_ROOM = 512 * 1_024

/** Folds unit by unit what can be folded so, which is nearly everything, several times as fast. One at a time. */
class FoldedUnits {
  private units = room
  private length = 0

  /** False, and nothing is added, when characters of the text depend on each other. */
  addText(text: string): boolean {
    this.reserve(text.length)
    // Nearly every unit becomes one: that way is short, and in variables of its own.
    let { units, length } = this
    let isBlank = false
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      const form = formOf(unit, foldPiece)
      if (form < SEVERAL || form > PAIR) {
        units[length++] = form
        isBlank = false
        continue
      }
      if (form === DROPPED) continue
      if (form === BLANK) {
        if (!isBlank) units[length++] = 0x20
        isBlank = true
        continue
      }
      isBlank = false
      if (form === SEVERAL) {
        const folded = unitsOf(unit, foldPiece)
        units = this.withRoom(length, text.length - at + folded.length)
        for (let part = 0; part < folded.length; part++) units[length++] = folded.charCodeAt(part)
      } else if (form === PAIR && isPairOfItself(unit, text.charCodeAt(at + 1))) {
        units[length++] = unit
        units[length++] = text.charCodeAt(++at)
      } else return false
    }
    this.length = length
    return true
  }

  addFolded(text: string): void {
    this.reserve(text.length)
    for (let at = 0; at < text.length; at++) this.units[this.length++] = text.charCodeAt(at)
  }

  addFeed(): void {
    this.reserve(1)
    this.units[this.length++] = 0x0a
  }

  toText(): string {
    const units = this.units.subarray(0, this.length)
    return this.length < SHORT ? String.fromCharCode(...units) : decoder.decode(units)
  }

  private reserve(more: number): void {
    this.withRoom(this.length, more)
  }

  /** The units, with room for `more` behind the first `length`. */
  private withRoom(length: number, more: number): Uint16Array<ArrayBuffer> {
    if (length + more > this.units.length) {
      const larger = new Uint16Array(Math.max(this.units.length * 2, length + more))
      larger.set(this.units.subarray(0, length))
      this.units = larger
      if (larger.length <= MOST_ROOM) room = larger
    }
    return this.units
  }
}

/** Emoji, but for the signs among them that stand for digits. */
function isPairOfItself(high: number, low: number): boolean {
  return low >= 0xdc00 && low < (high === 0xd83e ? 0xdff0 : 0xe000)
}

/** Up to here the decoder costs more than it saves. */
const SHORT = 100
const decoder = new TextDecoder('utf-16le', { ignoreBOM: true })
