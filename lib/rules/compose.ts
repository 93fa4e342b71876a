/**
 * Composed form (NFC), so that the same letters typed on different systems are equal. Marks on one letter beyond the
 * thirtieth are left apart, as Unicode's stream-safe format does: ordering thousands of them takes a time that grows with
 * the square of their number, and a message can be made of nothing else.
 */
export function compose(text: string): string {
  let run = 0
  let longest = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (MAY_COMPOSE[unit] === 1) longest = Math.max(longest, ++run)
    else if (unit < 0xdc00 || unit > 0xdfff) run = 0
  }
  if (longest === 0) return text
  return (longest > MOST_MARKS ? text.replace(LONG_RUN, '$1\u034F') : text).normalize('NFC')
}

/** Ranges of UTF-16 units that nearly all messages are made of, and which never compose with one another. */
const NEVER_COMPOSE: readonly [number, number][] = [
  [0x0000, 0x02ff],
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x3000, 0x3029],
  [0x3030, 0x3096],
  [0x309b, 0x9fff],
  // Halves of emoji.
  [0xd83c, 0xd83e],
  [0xdc00, 0xdfff],
  [0xff00, 0xffef],
]

/** By UTF-16 unit: 1 when a text that has it may not be composed. */
export const MAY_COMPOSE = new Uint8Array(0x1_0000).fill(1)
for (const [from, to] of NEVER_COMPOSE) MAY_COMPOSE.fill(0, from, to + 1)

const MOST_MARKS = 30
/** So many marks with a further one behind them; what is put between is a joiner that nobody sees. */
const LONG_RUN = /(\p{M}{30})(?=\p{M})/gu
