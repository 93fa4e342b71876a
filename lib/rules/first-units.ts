import { DROPPED, ELSEWHERE, foldKey, rawUnits } from './fold-table.ts'
import type { Fold } from './fold-table.ts'
import { at, NONE } from './keyword-trie.ts'

/** In place of a child of the root: the unit is left out; the text has to be folded as a whole. */
export const SKIP = -2
export const STOP = -3

/** Every unit as itself. */
export const SAME = new Uint16Array(0x1_0000)
for (let unit = 0; unit < SAME.length; unit++) SAME[unit] = unit

/** Children of the root by unit of a folded text. */
export function firstOfFolded(first: ReadonlyMap<number, number>): Int32Array {
  const ofFolded = new Int32Array(0x1_0000).fill(NONE)
  for (const [unit, node] of first) ofFolded[unit] = node
  return ofFolded
}

/** Children of the root by unit as it was written. */
export function firstOfRaw(first: ReadonlyMap<number, number>, fold: Fold): Int32Array {
  const { blank, lastRaw, previousRaw } = rawTable(fold)
  const ofRaw = blank.slice()
  for (const [unit, node] of first) {
    for (let written = at(lastRaw, unit); written !== NONE; written = at(previousRaw, written)) ofRaw[written] = node
  }
  return ofRaw
}

/** What all automata that fold alike begin with. */
interface RawTable {
  /** The root's children, as if there were no words. */
  blank: Int32Array
  /** By folded unit: the last of the units that become it; `NONE`: none does. */
  lastRaw: Int32Array
  /** By unit: the one before it that becomes the same. */
  previousRaw: Int32Array
}

const rawTables: RawTable[] = []

function rawTable(fold: Fold): RawTable {
  return (rawTables[foldKey(fold)] ??= buildRawTable(rawUnits(fold)))
}

function buildRawTable(raw: Uint16Array): RawTable {
  const blank = new Int32Array(raw.length).fill(NONE)
  const lastRaw = new Int32Array(raw.length).fill(NONE)
  const previousRaw = new Int32Array(raw.length).fill(NONE)
  for (let written = 0; written < raw.length; written++) {
    const unit = at(raw, written)
    if (unit === DROPPED) blank[written] = SKIP
    else if (unit === ELSEWHERE) blank[written] = STOP
    else {
      previousRaw[written] = at(lastRaw, unit)
      lastRaw[unit] = written
    }
  }
  return { blank, lastRaw, previousRaw }
}
