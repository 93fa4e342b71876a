import { MINUTE_ONLY, NAMELESS, OUR_ID, OUT, DIRECTION_KNOWN } from './fingerprints.ts'
import type { Fingerprint } from './fingerprints.ts'
import { doubled, FIRST_ROOM, PrintColumns } from './print-columns.ts'

/** Who wrote, as a number: a contact's hash, or one of these. */
export const NOBODY_KNOWN = 0
export const SELF = 1
export const SYSTEM = 2

/** What became of a message that was looked up. */
export type Match =
  /** Nothing like it is there. */
  | { kind: 'new' }
  | { kind: 'same' }
  /** The same id with another text, or nearly the same text of the same author in the same second; with what. */
  | { kind: 'conflict'; why: 'same-id' | 'near'; entry: number }

const NEW: Match = { kind: 'new' }
const SAME: Match = { kind: 'same' }
/** Messages of one second that are looked at for a likeness: in a file that has everything in one second it must not take for ever. */
const MOST_NEAR = 256
/** The same for equal texts of one second that have different authors or ids. */
const MOST_EQUAL = 1_000

/**
 * What a conversation has, as fingerprints: of the archive first, and of the files as they are taken in. Two equal messages in one
 * second are two; each of them is found once for each file (`nextSource`).
 */
export class Ledger extends PrintColumns {
  private who = new Uint32Array(FIRST_ROOM)
  /** How many there are of exactly this one, and how many the present source has found. */
  private count = new Uint32Array(FIRST_ROOM)
  private taken = new Uint32Array(FIRST_ROOM)
  /** Where it is from: -1 the archive, else the index of its fingerprint. */
  private from = new Int32Array(FIRST_ROOM)
  private nextText = new Int32Array(FIRST_ROOM)
  private nextSecond = new Int32Array(FIRST_ROOM)
  private nextId = new Int32Array(FIRST_ROOM)
  private texts = new Int32Array(4 * FIRST_ROOM).fill(-1)
  private seconds = new Int32Array(4 * FIRST_ROOM).fill(-1)
  private ids = new Int32Array(4 * FIRST_ROOM).fill(-1)
  /** Whether the archive has messages that are exact to the minute only. */
  private hasMinutes = false
  private readonly isFriend: boolean

  /** `isFriend`: one other person writes, whatever they are called. */
  constructor(isFriend: boolean) {
    super()
    this.isFriend = isFriend
  }

  /** Adds what is there. `from`: -1 of the archive, else the index of its fingerprint; then it counts as found in this source. */
  add(print: Fingerprint, who: number, from: number): void {
    const twin = this.twin(print, who, from)
    if (twin !== -1) {
      this.count[twin] = (this.count[twin] ?? 0) + 1
      if (from !== -1) this.taken[twin] = (this.taken[twin] ?? 0) + 1
      return
    }
    const at = this.push(print)
    this.who[at] = who
    this.count[at] = 1
    this.taken[at] = from === -1 ? 0 : 1
    this.from[at] = from
    if (from === -1 && print.marks & MINUTE_ONLY) this.hasMinutes = true
    this.chain(at)
  }

  /** What follows is from another source: everything can be found in it again. */
  nextSource(): void {
    this.taken.fill(0)
  }

  /** Where an entry is from: -1 the archive, else the index of its fingerprint. */
  origin(entry: number): number {
    return this.from[entry] ?? -1
  }

  /** The text of an entry, as hashes. */
  text(entry: number): { textA: number; textB: number; second: number } {
    return { textA: this.textA[entry] ?? 0, textB: this.textB[entry] ?? 0, second: this.second[entry] ?? 0 }
  }

  /** Looks a message up, and takes what is found: the next equal one needs another entry. */
  match(print: Fingerprint, who: number): Match {
    if (print.idA !== 0) {
      const known = this.byId(print)
      if (known !== -1) {
        const isSame = this.textA[known] === print.textA && this.textB[known] === print.textB
        if (!isSame) return { kind: 'conflict', why: 'same-id', entry: known }
        this.take(known)
        return SAME
      }
    }
    const span = print.marks & MINUTE_ONLY ? 60 : 1
    for (let second = print.second; second < print.second + span; second++) {
      const found = this.bySecondAndText(print, who, second, false)
      if (found !== -1) return this.take(found)
    }
    if (this.hasMinutes && span === 1) {
      const found = this.bySecondAndText(print, who, print.second - (print.second % 60), true)
      if (found !== -1) return this.take(found)
    }
    return this.near(print, who)
  }

  private take(at: number): Match {
    this.taken[at] = (this.taken[at] ?? 0) + 1
    return SAME
  }

  /** An entry with the same text in a second; one of the same author by contact before one by name. -1: none. */
  private bySecondAndText(print: Fingerprint, who: number, second: number, onlyMinutes: boolean): number {
    let byName = -1
    let steps = 0
    for (
      let at = this.texts[this.slot(print.textA ^ second, this.texts)] ?? -1;
      at !== -1;
      at = this.nextText[at] ?? -1
    ) {
      if (this.second[at] !== second || this.textA[at] !== print.textA || this.textB[at] !== print.textB) continue
      steps += 1
      if (steps > MOST_EQUAL) break
      if ((this.taken[at] ?? 0) >= (this.count[at] ?? 0)) continue
      if (onlyMinutes && !((this.marks[at] ?? 0) & MINUTE_ONLY)) continue
      if (this.areApart(print, at)) continue
      if (this.who[at] === who && who !== NOBODY_KNOWN) return at
      if (byName === -1 && this.isSameAuthor(print, who, at)) byName = at
    }
    return byName
  }

  /** Two messages of one export have different ids because they are two. */
  private areApart(print: Fingerprint, at: number): boolean {
    return (
      this.from[at] !== -1 &&
      (print.marks & (this.marks[at] ?? 0) & OUR_ID) !== 0 &&
      (this.idA[at] !== print.idA || this.idB[at] !== print.idB)
    )
  }

  private near(print: Fingerprint, who: number): Match {
    let steps = 0
    let found = -1
    for (
      let at = this.seconds[this.slot(print.second, this.seconds)] ?? -1;
      at !== -1;
      at = this.nextSecond[at] ?? -1
    ) {
      if (this.second[at] !== print.second) continue
      steps += 1
      if (steps > MOST_NEAR) break
      if (
        (this.taken[at] ?? 0) >= (this.count[at] ?? 0) ||
        !this.isSameAuthor(print, who, at) ||
        this.areApart(print, at)
      )
        continue
      const isNameless = ((print.marks | (this.marks[at] ?? 0)) & NAMELESS) !== 0
      if (isNameless && this.folded[at] === print.folded) return this.take(at)
      if (found === -1 && print.loose !== 0 && this.loose[at] === print.loose && this.textA[at] !== print.textA)
        found = at
    }
    return found === -1 ? NEW : { kind: 'conflict', why: 'near', entry: found }
  }

  private isSameAuthor(print: Fingerprint, who: number, at: number): boolean {
    const other = this.who[at] ?? 0
    if (who === other && who !== NOBODY_KNOWN) return true
    if (who === SYSTEM || other === SYSTEM) return who !== SELF && other !== SELF
    const isNamed = print.name !== 0 && this.name[at] === print.name
    if (who === SELF || other === SELF)
      return isNamed && !(this.directionKnown(print.marks) && this.directionKnown(this.marks[at] ?? 0))
    if (this.isFriend) return true
    return isNamed && (who === NOBODY_KNOWN || other === NOBODY_KNOWN)
  }

  private directionKnown(marks: number): boolean {
    return (marks & (DIRECTION_KNOWN | OUT)) !== 0
  }

  private twin(print: Fingerprint, who: number, from: number): number {
    let steps = 0
    for (
      let at = this.texts[this.slot(print.textA ^ print.second, this.texts)] ?? -1;
      at !== -1;
      at = this.nextText[at] ?? -1
    ) {
      if (this.second[at] !== print.second || this.textA[at] !== print.textA || this.textB[at] !== print.textB) continue
      steps += 1
      if (steps > MOST_EQUAL) break
      if (
        this.who[at] === who &&
        this.name[at] === print.name &&
        this.idA[at] === print.idA &&
        this.idB[at] === print.idB &&
        (this.from[at] === -1) === (from === -1)
      )
        return at
    }
    return -1
  }

  private byId(print: Fingerprint): number {
    for (let at = this.ids[this.slot(print.idA, this.ids)] ?? -1; at !== -1; at = this.nextId[at] ?? -1)
      if (this.idA[at] === print.idA && this.idB[at] === print.idB) return at
    return -1
  }

  private slot(hash: number, table: Int32Array): number {
    return (Math.imul(hash, 0x9e3779b1) >>> 7) & (table.length - 1)
  }

  private chain(at: number): void {
    const text = this.slot((this.textA[at] ?? 0) ^ (this.second[at] ?? 0), this.texts)
    this.nextText[at] = this.texts[text] ?? -1
    this.texts[text] = at
    const second = this.slot(this.second[at] ?? 0, this.seconds)
    this.nextSecond[at] = this.seconds[second] ?? -1
    this.seconds[second] = at
    if (this.idA[at] === 0) return
    const id = this.slot(this.idA[at] ?? 0, this.ids)
    this.nextId[at] = this.ids[id] ?? -1
    this.ids[id] = at
  }

  protected override grow(): void {
    super.grow()
    this.who = doubled(this.who)
    this.count = doubled(this.count)
    this.taken = doubled(this.taken)
    this.from = doubled(this.from)
    this.nextText = doubled(this.nextText)
    this.nextSecond = doubled(this.nextSecond)
    this.nextId = doubled(this.nextId)
    const tables = this.second.length * 4
    this.texts = new Int32Array(tables).fill(-1)
    this.seconds = new Int32Array(tables).fill(-1)
    this.ids = new Int32Array(tables).fill(-1)
    for (let at = 0; at < this.length; at++) this.chain(at)
  }
}
