/** Messages that somebody wants at once: no more blocks are read for them than it takes. */
const SOON = 50
/** Blocks of a page: few at first, as those of a common word have enough. */
const FIRST = 10
const MOST = 96
/** A little more than the blocks before let expect, so that one page does. */
const MARGIN = 1.25

/** How many blocks a search looks through for a page. Too few cost another transaction, too many their reading. */
export interface Pace {
  /** At most so many blocks for the next page, and none that ends before `enoughAt` (ms) while there is another. */
  next(): { blocks: number; enoughAt: number | null }
  /** A block was looked through. `times`: when its wanted messages were sent, ms, newest first. */
  looked(times: readonly number[]): void
  /** So many messages were handed out. */
  gave(messages: number): void
}

export function createPace(): Pace {
  let blocks = 0
  let count = 0
  let given = 0
  /** Of all wanted messages that are known, at most {@link SOON}, newest first. */
  let newest: number[] = []

  function needed(): number {
    if (count === 0) return FIRST
    if (given >= SOON) return blocks * 2
    const missing = SOON - newest.length
    // Enough are known: it takes those blocks that may have newer ones.
    if (missing === 0) return MOST
    return Math.ceil((missing * count * MARGIN) / Math.max(1, newest.length))
  }

  return {
    next() {
      blocks = Math.max(FIRST, Math.min(MOST, needed()))
      return { blocks, enoughAt: given < SOON ? (newest[SOON - 1] ?? null) : null }
    },
    looked(times) {
      count += 1
      newest = [...newest, ...times.slice(0, SOON)].toSorted((one, other) => other - one).slice(0, SOON)
    },
    gave: (messages) => void (given += messages),
  }
}
