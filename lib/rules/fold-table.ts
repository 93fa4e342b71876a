import { MAY_COMPOSE } from './compose.ts'
import type { Rule } from './rule.ts'
import { scriptForms } from './script-table.ts'

/** What makes no difference when texts are compared. */
export type Fold = Rule['what']['fold']

/** A number from 0 to 31 that stands for the options. */
export function foldKey(fold: Fold): number {
  return (
    Number(fold.case) +
    2 * Number(fold.width) +
    4 * Number(fold.blanks) +
    8 * Number(fold.repeats) +
    16 * Number(fold.script)
  )
}

/** In a table: the unit is left out. Never a character itself. */
export const DROPPED = 0xffff
/** In a table: the unit by itself does not say what becomes of it. Never a character itself. */
export const ELSEWHERE = 0xfffe

/**
 * What becomes of each UTF-16 unit of a text that has not been composed: itself, another one, `DROPPED` or `ELSEWHERE`. A
 * text without the last can be folded while it is read; any other has to go through `foldText` first.
 */
export function rawUnits(fold: Fold): Uint16Array {
  return tableOf(fold).raw
}

/** What becomes of each character. */
export interface FoldTable {
  /** What each UTF-16 unit of a composed text becomes. */
  units: Uint16Array
  /** The same of a text that has not been composed. */
  raw: Uint16Array
  /** Characters of which they or their form are more than one unit. */
  others: ReadonlyMap<string, string>
}

const tables: FoldTable[] = []

/** Made once for each choice of options. */
export function tableOf(fold: Fold): FoldTable {
  return (tables[foldKey(fold)] ??= buildTable(fold))
}

function buildTable(fold: Fold): FoldTable {
  const units = new Uint16Array(0x1_0000)
  for (let unit = 0; unit < units.length; unit++) units[unit] = unit
  units[DROPPED] = ELSEWHERE
  units[ELSEWHERE] = ELSEWHERE
  const others = new Map<string, string>()
  const forms = fold.script ? scriptForms() : new Map<string, string>()
  const changing = [
    ...(fold.width ? WIDE : []),
    ...(fold.case ? casedCharacters() : []),
    ...(fold.blanks ? BLANKS : []),
    ...forms.keys(),
  ]
  for (const character of changing) {
    const to = foldCharacter(character, fold, forms)
    if (character.length === 1 && to.length <= 1) {
      units[character.charCodeAt(0)] = to === '' ? DROPPED : to.charCodeAt(0)
      continue
    }
    units[character.charCodeAt(0)] = ELSEWHERE
    others.set(character, to)
  }
  const raw = units.slice()
  for (let unit = 0; unit < raw.length; unit++) if (MAY_COMPOSE[unit] === 1) raw[unit] = ELSEWHERE
  if (fold.width) raw.fill(ELSEWHERE, 0xff5f, 0xffef)
  return { units, raw, others }
}

function foldCharacter(character: string, fold: Fold, forms: ReadonlyMap<string, string>): string {
  let to = character
  if (fold.width) to = narrow(to)
  if (fold.case) to = withoutCase(to)
  to = forms.get(to) ?? to
  return fold.blanks && BLANKS.has(to) ? '' : to
}

/** Full-width forms of ASCII, and the blank of that width. */
const WIDE: ReadonlySet<string> = new Set([
  '\u3000',
  ...Array.from({ length: 0x5e }, (_, index) => String.fromCharCode(0xff01 + index)),
])

function narrow(character: string): string {
  return WIDE.has(character) ? character.normalize('NFKC') : character
}

/** Blanks, and characters without width that are used like blanks. */
const BLANKS: ReadonlySet<string> = new Set(
  '\t\n\v\f\r \u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF\u200B\u2060',
)

/** Every character of the first plane that has a case. */
function casedCharacters(): string[] {
  let plane = ''
  for (let unit = 0; unit < 0xd800; unit++) plane += String.fromCharCode(unit)
  for (let unit = 0xe000; unit < 0xfffe; unit++) plane += String.fromCharCode(unit)
  return plane.match(/[\p{Changes_When_Casefolded}\p{Changes_When_Casemapped}]/gu) ?? []
}

/** By way of the capital, so that the two small sigmas are one letter. What would become two letters stays. */
function withoutCase(character: string): string {
  const capital = character.toUpperCase()
  const small = (capital.length === 1 ? capital : character).toLowerCase()
  return small.length === 1 ? small : character
}
