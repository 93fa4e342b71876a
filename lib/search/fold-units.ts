/** What becomes of a unit when it is none by itself: numbers of halves of surrogate pairs, which no folded unit has. */
const UNKNOWN = 0
/** Several units. */
export const SEVERAL = 0xd800
/** A blank: one for a run of them. */
export const BLANK = 0xd801
/** What it becomes depends on what is around it. */
const ELSEWHERE = 0xd802
export const DROPPED = 0xd803
/** The first half of a character that may stay as it is. */
export const PAIR = 0xd804

/** By UTF-16 unit, learnt when one is first met: nobody meets all of them. */
const forms = new Uint16Array(0x1_0000)

/** What a unit becomes, or one of the signs above. `fold`: folds a character by itself. */
export function formOf(unit: number, fold: (character: string) => string): number {
  const known = forms[unit] ?? UNKNOWN
  return known === UNKNOWN ? (forms[unit] = learn(unit, fold)) : known
}

/** What units become that become several, learnt in the same way. */
const several = new Map<number, string>()

/** The units that one becomes whose form is {@link SEVERAL}. */
export function unitsOf(unit: number, fold: (character: string) => string): string {
  const known = several.get(unit)
  if (known !== undefined) return known
  const folded = fold(String.fromCharCode(unit))
  several.set(unit, folded)
  return folded
}

const UNSEEN = /\p{Default_Ignorable_Code_Point}/u
const SOME_BLANK = /\s/
/** Marks, and parts of syllables: they join what stands before them. */
const JOINING = /[\p{M}\u1100-\u11FF\u3131-\u318E\uFF9E-\uFFDC]/u

function learn(unit: number, fold: (character: string) => string): number {
  const character = String.fromCharCode(unit)
  if (unit === 0xd83d || unit === 0xd83e) return PAIR
  if (unit === 0 || (unit >= 0xd800 && unit < 0xe000)) return ELSEWHERE
  if (UNSEEN.test(character)) return DROPPED
  if (SOME_BLANK.test(character)) return BLANK
  if (JOINING.test(character)) return ELSEWHERE
  const folded = fold(character)
  return folded.length === 1 ? folded.charCodeAt(0) : SEVERAL
}
