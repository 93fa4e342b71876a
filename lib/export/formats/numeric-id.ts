/**
 * A number for an id of ours, for formats whose ids are numbers: the same in every export, safe in JavaScript. Of one of our
 * 32 hex digits its first 53 bits; of any other text a hash of 53 bits. Above all numbers that QQ gives out.
 */
export function numericId(id: string): number {
  const bits = /^[0-9a-f]{32}$/.test(id)
    ? Number.parseInt(id.slice(0, 13), 16) * 2 + (Number.parseInt(id[13] ?? '0', 16) >> 3)
    : hash53(id)
  return bits >= ABOVE_NUMBERS ? bits : bits + ABOVE_NUMBERS
}

/** QQ numbers have at most eleven digits. */
const ABOVE_NUMBERS = 10 ** 12

/** FNV-1a over UTF-16 units, twice with different beginnings. */
function hash53(text: string): number {
  let high = 0x811c9dc5
  let low = 0xcbf29ce4
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    high = Math.imul(high ^ unit, 0x01000193)
    low = Math.imul(low ^ unit ^ (high >>> 16), 0x01000193)
  }
  return ((high >>> 0) & 0x1fffff) * 2 ** 32 + (low >>> 0)
}
