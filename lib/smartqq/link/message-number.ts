/**
 * Where our message numbers begin. A page numbers its messages from `(seconds % 10000) * 10000` of its own start on,
 * so below this line lies every number that any page of this login can use.
 */
const OURS = 100_000_000
/** Numbers for each second of a login's start: more than the pace of sending can use up, so no later login meets them. */
const A_SECOND = 10

/**
 * The message number before the first one of a login that starts at `now` (ms). Numbers are counted up from it, one a
 * message. They stay below 2^31 and in order for three years; numbers that come again may be taken for duplicates.
 */
export function firstMsgId(now: number): number {
  return OURS + (Math.floor(now / 1_000) % OURS) * A_SECOND
}

/** So many numbers are stored as used at a time. A worker that dies leaves the rest of them out. */
const AT_A_TIME = 10

/** Hands out the message numbers of one login, each once. */
export interface MessageNumbers {
  /** A number that is on disk as used when this resolves. Rejects with what storage says. */
  next(): Promise<number>
}

/**
 * @param last the last number that is stored as used
 * @param store stores another last one
 */
export function createMessageNumbers(last: number, store: (last: number) => Promise<void>): MessageNumbers {
  let used = last
  let stored = last
  return {
    async next() {
      const number = ++used
      if (number <= stored) return number
      const upTo = number + AT_A_TIME - 1
      await store(upTo)
      stored = Math.max(stored, upTo)
      return number
    },
  }
}
