/**
 * A number from 0 up to 1, the same for the same arguments and else as good as drawn: all chance in a decision comes from
 * the one number it was given, so that a replay draws the same.
 * @param random - The number of the decision, from 0 up to 2^32.
 * @param about - What it is drawn for: the message, the rule, the purpose. Each has its own number.
 */
export function chance(random: number, ...about: readonly string[]): number {
  let hash = 0x811c9dc5 ^ random
  for (const text of about) {
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
    // Sets `ab`, `c` apart from `a`, `bc`.
    hash = Math.imul(hash ^ 0x10000, 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296
}
