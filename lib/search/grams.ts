import { BLANK, classAt, LATIN, probesOf } from './gram-classes.ts'

/**
 * Pieces of text, and small filters over them that say of many texts at once whether a word can stand in one of them. A no is
 * never wrong, so that nothing that is there is missed.
 *
 * A folded text is cut into its UTF-16 units, its pairs of units, those triples that are of one writing, and four and six Latin
 * letters or digits in a row. Blanks are in no piece.
 */

/** All pieces of one folded text; one may come more than once. */
export function* textGrams(folded: string): Iterable<string> {
  for (let at = 0; at < folded.length; at++) {
    const length = longestAt(folded, at)
    for (let taken = 1; taken <= length; taken++) if (taken !== SKIPPED) yield folded.slice(at, at + taken)
  }
}

/**
 * Pieces that every text has in which the folded term stands, each once, the most telling first. Empty for blanks: then
 * there is nothing to go by.
 */
export function queryGrams(foldedTerm: string): string[] {
  return [...new Set(textGrams(foldedTerm))].toSorted((one, other) => other.length - one.length)
}

/** What a text has to have to be wanted. */
export interface Pieces {
  /** All of these. */
  grams: readonly string[]
  /** And of each of these groups all pieces of at least one list. */
  either?: readonly (readonly (readonly string[])[])[]
}

/** A filter over the pieces of some folded texts: a Bloom filter, of at most {@link LARGEST_SHARE} of their size in UTF-8. */
export function createSignature(foldedTexts: Iterable<string>): Uint8Array {
  const pieces = new Gathered()
  for (const text of foldedTexts) pieces.addText(text)
  const hashes = pieces.distinct()
  let probes = 0
  for (const hash of hashes) probes += hash & PROBES
  const fitting = Math.min(Math.ceil((probes * BITS_A_PROBE) / 8), Math.floor(pieces.bytes * LARGEST_SHARE))
  const signature = new Uint8Array(Math.max(SMALLEST, fitting))
  const bits = signature.length * 8
  for (const hash of hashes) {
    const step = mixed(hash, 0xc2b2_ae35)
    let at = mixed(hash, 0x27d4_eb2f)
    for (let probe = hash & PROBES; probe > 0; probe--, at = (at + step) >>> 0) {
      const bit = at % bits
      signature[bit >>> 3]! |= 1 << (bit & 7)
    }
  }
  return signature
}

/** Whether one of the texts of the signature may have all the pieces, as {@link queryGrams} gives them. */
export function mayContain(signature: Uint8Array, grams: readonly string[]): boolean {
  return hasAll(signature, hashesOf(grams))
}

/** The same for pieces of which there is a choice. Made once for a search, for thousands of signatures. */
export function compilePieces({ grams, either = [] }: Pieces): (signature: Uint8Array) => boolean {
  const all = hashesOf(grams)
  const groups = either.map((lists) => lists.map(hashesOf))
  return (signature) =>
    hasAll(signature, all) && groups.every((lists) => lists.some((hashes) => hasAll(signature, hashes)))
}

function hasAll(signature: Uint8Array, hashes: Int32Array): boolean {
  const bits = signature.length * 8
  for (const hash of hashes) {
    const step = mixed(hash, 0xc2b2_ae35)
    let at = mixed(hash, 0x27d4_eb2f)
    for (let probe = hash & PROBES; probe > 0; probe--, at = (at + step) >>> 0) {
      const bit = at % bits
      if ((signature[bit >>> 3]! & (1 << (bit & 7))) === 0) return false
    }
  }
  return true
}

/** What a signature may take at most of the size of its texts. */
export const LARGEST_SHARE = 0.38

/** Half of the bits are set then: the most that they can say. */
const BITS_A_PROBE = 1 / Math.LN2
const SMALLEST = 8

/** The lowest bits of a piece's hash: how many bits of a signature it sets. */
const PROBES = 7

/** The pieces of one search are asked of thousands of signatures: they are hashed once. */
const hashed = new WeakMap<readonly string[], Int32Array>()

function hashesOf(grams: readonly string[]): Int32Array {
  const known = hashed.get(grams)
  if (known) return known
  const hashes = Int32Array.from(grams, hashOf)
  hashed.set(grams, hashes)
  return hashes
}

/** Letters in a row of which there is no piece: those of four and of six have told it already. */
const SKIPPED = 5
const LONGEST_LATIN = 6

/** How many units the longest piece has that begins there. */
function longestAt(text: string, at: number): number {
  const first = classAt(text, at)
  if (first === BLANK) return 0
  const second = classAt(text, at + 1)
  if (second === BLANK) return 1
  if (second !== first || classAt(text, at + 2) !== first) return 2
  if (first !== LATIN) return 3
  for (let length = 3; ; length++) {
    if (length === LONGEST_LATIN || classAt(text, at + length) !== LATIN) return length
  }
}

/** The hash of a piece, unit by unit, so that a longer one goes on from a shorter. */
function hashedOn(hash: number, unit: number): number {
  const product = Math.imul(hash ^ unit, 0x9e37_79b1)
  return product ^ (product >>> 15)
}

/** With the number of its bits in its lowest ones. */
function finished(hash: number, text: string, at: number, length: number): number {
  const product = Math.imul(hash ^ length, 0x85eb_ca6b)
  const mixed = product ^ (product >>> 13)
  return (mixed & ~PROBES) | probesOf(classAt(text, at), classAt(text, at + length - 1), length)
}

function hashOf(gram: string): number {
  let hash = 0
  for (let at = 0; at < gram.length; at++) hash = hashedOn(hash, gram.charCodeAt(at))
  return finished(hash, gram, 0, gram.length)
}

/** Where a piece's first bit is, and the way to each next one, as the factor has it. */
function mixed(hash: number, factor: number): number {
  const product = Math.imul(hash, factor)
  return (product ^ (product >>> 15)) >>> 0
}

/** Hashes of pieces, gathered. */
class Gathered {
  /** Of the texts, in UTF-8. */
  bytes = 0
  private hashes = new Int32Array(4_096)
  private count = 0

  addText(text: string): void {
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      this.bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3
      const length = longestAt(text, at)
      let hash = 0
      for (let taken = 1; taken <= length; taken++) {
        hash = hashedOn(hash, text.charCodeAt(at + taken - 1))
        if (taken !== SKIPPED) this.add(finished(hash, text, at, taken))
      }
    }
  }

  /** Each once. */
  distinct(): Int32Array {
    const sorted = this.hashes.subarray(0, this.count).sort()
    let kept = 0
    for (let at = 0; at < sorted.length; at++)
      if (at === 0 || sorted[at] !== sorted[at - 1]) sorted[kept++] = sorted[at]!
    return sorted.subarray(0, kept)
  }

  private add(hash: number): void {
    if (this.count === this.hashes.length) {
      const larger = new Int32Array(this.hashes.length * 2)
      larger.set(this.hashes)
      this.hashes = larger
    }
    this.hashes[this.count++] = hash
  }
}
