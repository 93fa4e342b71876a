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
