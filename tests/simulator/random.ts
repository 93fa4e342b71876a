import { createHash } from 'node:crypto'

/** A deterministic stream of numbers: the same seed always gives the same stream. */
export type Random = {
  /** A whole number from 0 to limit - 1. */
  below(limit: number): number
  /** Lower-case hex of the given length. */
  hex(length: number): string
  /** Characters drawn from an alphabet. */
  text(length: number, alphabet: string): string
  pick<T>(choices: readonly T[]): T
}

/** Makes the stream for a seed, by hashing the seed with a counter. Not for secrets: this is a test tool. */
export function createRandom(seed: string): Random {
  let block = Buffer.alloc(0)
  let used = 0
  let counter = 0

  function byte(): number {
    if (used === block.length) {
      block = createHash('sha256').update(`${seed}#${counter++}`).digest()
      used = 0
    }
    return block[used++] ?? 0
  }

  function below(limit: number): number {
    // 48 bits over limits of at most 2^32: the bias is far below anything a test could see.
    let value = 0
    for (let i = 0; i < 6; i++) value = value * 256 + byte()
    return value % limit
  }

  return {
    below,
    hex: (length) => Array.from({ length }, () => below(16).toString(16)).join(''),
    text: (length, alphabet) => Array.from({ length }, () => alphabet[below(alphabet.length)]).join(''),
    pick<T>(choices: readonly T[]): T {
      // One entry from a random place on: a slice has no holes, so that T need not exclude undefined.
      for (const picked of choices.slice(below(Math.max(1, choices.length)))) return picked
      throw new Error('nothing to pick from')
    },
  }
}
