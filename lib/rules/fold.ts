import { compose } from './compose.ts'
import { DROPPED, ELSEWHERE, tableOf } from './fold-table.ts'
import type { Fold } from './fold-table.ts'

export { foldKey } from './fold-table.ts'
export type { Fold } from './fold-table.ts'

/**
 * The form in which keywords and messages are compared: composed, and without the differences that `fold` names. Each
 * character is looked at by itself, so a part of a text keeps its form inside the whole. Linear in the text.
 */
export function foldText(text: string, fold: Fold): string {
  const { units, others } = tableOf(fold)
  const composed = compose(fold.width ? widenKana(text) : text)
  const start = firstChange(composed, units, fold.repeats)
  if (start === composed.length) return composed

  const out = new Writer(composed, start)
  for (let at = start; at < composed.length; at++) {
    const unit = composed.charCodeAt(at)
    const to = units[unit] ?? unit
    if (to === DROPPED) continue
    if (to !== ELSEWHERE) {
      if (!(fold.repeats && to === out.last && isMark(to))) out.add(to)
      continue
    }
    const character = String.fromCodePoint(composed.codePointAt(at) ?? unit)
    const folded = others.get(character) ?? character
    for (let part = 0; part < folded.length; part++) out.add(folded.charCodeAt(part))
    at += character.length - 1
  }
  return out.text()
}

/** The same without blanks at the ends: how whole texts are compared. Classic clients append a blank to what they send. */
export function foldWhole(text: string, fold: Fold): string {
  return foldText(text, fold).trim()
}

/** The remaining forms of one width or the other, which can become several characters or join their neighbour. */
const OTHER_WIDTHS = /[\uFF5F-\uFFE2\uFFE4-\uFFEE]+/g

function widenKana(text: string): string {
  return text.replace(OTHER_WIDTHS, (found) => found.normalize('NFKC'))
}

const MARK = /[\p{P}~～]/u
const marks = new Map<number, boolean>()

/** A punctuation mark, of which several in a row can count as one. */
export function isMark(unit: number): boolean {
  const known = marks.get(unit)
  if (known !== undefined) return known
  const found = MARK.test(String.fromCharCode(unit))
  marks.set(unit, found)
  return found
}

/** Place of the first unit that does not stay as it is; the length when all stay, as in most messages. */
function firstChange(text: string, units: Uint16Array, repeats: boolean): number {
  let before = -1
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (units[unit] !== unit || (repeats && unit === before && isMark(unit))) return at
    before = unit
  }
  return text.length
}

/** Most units that are handed to `fromCharCode` at once. */
const PIECE = 8_192

/** Puts a text together unit by unit, after the beginning that is taken over as it is. */
class Writer {
  last: number
  private readonly beginning: string
  private readonly units: number[] = []

  constructor(text: string, taken: number) {
    this.beginning = text.slice(0, taken)
    this.last = taken > 0 ? text.charCodeAt(taken - 1) : -1
  }

  add(unit: number): void {
    this.units.push(unit)
    this.last = unit
  }

  text(): string {
    if (this.units.length <= PIECE) return this.beginning + String.fromCharCode(...this.units)
    let text = this.beginning
    for (let from = 0; from < this.units.length; from += PIECE) {
      text += String.fromCharCode(...this.units.slice(from, from + PIECE))
    }
    return text
  }
}
