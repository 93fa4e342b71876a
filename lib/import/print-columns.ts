import type { Fingerprint } from './fingerprints.ts'

/** Rows there is room for at first. */
export const FIRST_ROOM = 1_024

/** Fingerprints one after the other, a column each of their numbers, which grow as they come. */
export class PrintColumns {
  length = 0
  second = new Uint32Array(FIRST_ROOM)
  textA = new Uint32Array(FIRST_ROOM)
  textB = new Uint32Array(FIRST_ROOM)
  folded = new Uint32Array(FIRST_ROOM)
  loose = new Uint32Array(FIRST_ROOM)
  name = new Uint32Array(FIRST_ROOM)
  idA = new Uint32Array(FIRST_ROOM)
  idB = new Uint32Array(FIRST_ROOM)
  marks = new Uint8Array(FIRST_ROOM)

  /** Adds one at the end, and gives its place. Who keeps columns beside makes room in them with `grow`. */
  push(print: Fingerprint): number {
    if (this.length === this.second.length) this.grow()
    const at = this.length
    this.length += 1
    this.second[at] = print.second
    this.textA[at] = print.textA
    this.textB[at] = print.textB
    this.folded[at] = print.folded
    this.loose[at] = print.loose
    this.name[at] = print.name
    this.idA[at] = print.idA
    this.idB[at] = print.idB
    this.marks[at] = print.marks
    return at
  }

  /** Reads one back into an object that is used again for each. */
  read(at: number, into: Fingerprint): void {
    into.second = this.second[at] ?? 0
    into.textA = this.textA[at] ?? 0
    into.textB = this.textB[at] ?? 0
    into.folded = this.folded[at] ?? 0
    into.loose = this.loose[at] ?? 0
    into.name = this.name[at] ?? 0
    into.idA = this.idA[at] ?? 0
    into.idB = this.idB[at] ?? 0
    into.marks = this.marks[at] ?? 0
  }

  /** Makes room for twice as many. */
  protected grow(): void {
    this.second = doubled(this.second)
    this.textA = doubled(this.textA)
    this.textB = doubled(this.textB)
    this.folded = doubled(this.folded)
    this.loose = doubled(this.loose)
    this.name = doubled(this.name)
    this.idA = doubled(this.idA)
    this.idB = doubled(this.idB)
    this.marks = doubled(this.marks)
  }
}

/** The same numbers in twice the room. */
export function doubled<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array>(numbers: T): T {
  const Kind = numbers.constructor as new (length: number) => T
  const more = new Kind(numbers.length * 2)
  more.set(numbers)
  return more
}
