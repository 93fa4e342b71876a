import { comparableText, hash32, hasNamelessFaces, looseText, withoutFaces } from './text-key.ts'

/** Marks of a fingerprint. */
export const OUT = 1
export const DIRECTION_KNOWN = 2
/** Its time is exact to the minute only. */
export const MINUTE_ONLY = 4
/** It has faces that its file does not name. */
export const NAMELESS = 8
/** Its id is one of our exports'. */
export const OUR_ID = 16

/** What two descriptions of one message have in common, in numbers: 40 bytes a message, however long it is. */
export interface Fingerprint {
  /** Seconds since the epoch. */
  second: number
  textA: number
  textB: number
  /** Without faces. */
  folded: number
  /** Its words alone; 0 without any. */
  loose: number
  /** Of the author's name; 0 without one. */
  name: number
  /** Of its id; both 0 without one. */
  idA: number
  idB: number
  marks: number
}

const SEED_A = 0x12345
const SEED_B = 0x6789b

/** The hash of a name as it was shown; 0 for none. */
export function nameHash(name: string | null): number {
  return name === null ? 0 : hash32(comparableText(name), SEED_A) || 1
}

/** Numbers that stand for a text. */
export function textPrint(
  text: string,
): Pick<Fingerprint, 'textA' | 'textB' | 'folded' | 'loose'> & { nameless: boolean } {
  const comparable = comparableText(text)
  const loose = looseText(comparable)
  const folded = withoutFaces(comparable)
  const textA = hash32(comparable, SEED_A)
  return {
    textA,
    textB: hash32(comparable, SEED_B),
    folded: folded === comparable ? textA : hash32(folded, SEED_A),
    loose: loose === '' ? 0 : hash32(loose, SEED_B) || 1,
    nameless: hasNamelessFaces(comparable),
  }
}

/** Numbers that stand for an id. */
export function idPrint(id: string | null): Pick<Fingerprint, 'idA' | 'idB'> {
  return id === null ? { idA: 0, idB: 0 } : { idA: hash32(id, SEED_A) || 1, idB: hash32(id, SEED_B) }
}

/** Fingerprints of all messages of an import, in the order of reading. */
export class Fingerprints {
  length = 0
  second = new Uint32Array(1_024)
  textA = new Uint32Array(1_024)
  textB = new Uint32Array(1_024)
  folded = new Uint32Array(1_024)
  loose = new Uint32Array(1_024)
  name = new Uint32Array(1_024)
  idA = new Uint32Array(1_024)
  idB = new Uint32Array(1_024)
  marks = new Uint8Array(1_024)
  /** Index of the conversation, and of the author plus one (0: nobody). */
  conversation = new Uint32Array(1_024)
  person = new Uint32Array(1_024)
  /** Which part it is from. */
  part = new Uint16Array(1_024)

  add(print: Fingerprint, conversation: number, person: number, part: number): void {
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
    this.conversation[at] = conversation
    this.person[at] = person
    this.part[at] = part
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

  private grow(): void {
    this.second = doubled(this.second)
    this.textA = doubled(this.textA)
    this.textB = doubled(this.textB)
    this.folded = doubled(this.folded)
    this.loose = doubled(this.loose)
    this.name = doubled(this.name)
    this.idA = doubled(this.idA)
    this.idB = doubled(this.idB)
    this.marks = doubled(this.marks)
    this.conversation = doubled(this.conversation)
    this.person = doubled(this.person)
    this.part = doubled(this.part)
  }
}

/** The same numbers in twice the room. */
export function doubled<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array>(numbers: T): T {
  const Kind = numbers.constructor as new (length: number) => T
  const more = new Kind(numbers.length * 2)
  more.set(numbers)
  return more
}
