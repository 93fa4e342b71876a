import { doubled, FIRST_ROOM, PrintColumns } from './print-columns.ts'
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
export class Fingerprints extends PrintColumns {
  /** Index of the conversation, and of the author plus one (0: nobody). */
  conversation = new Uint32Array(FIRST_ROOM)
  person = new Uint32Array(FIRST_ROOM)
  /** Which part it is from. */
  part = new Uint16Array(FIRST_ROOM)

  add(print: Fingerprint, conversation: number, person: number, part: number): void {
    const at = this.push(print)
    this.conversation[at] = conversation
    this.person[at] = person
    this.part[at] = part
  }

  protected override grow(): void {
    super.grow()
    this.conversation = doubled(this.conversation)
    this.person = doubled(this.person)
    this.part = doubled(this.part)
  }
}
