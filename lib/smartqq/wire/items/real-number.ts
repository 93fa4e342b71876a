/** The first number QQ ever dealt out is the service itself. */
const SERVICE = '10000'

/**
 * A real QQ or group number as decimal digits; null for anything that cannot be one. Where the service does not tell it,
 * the wire has "" or 0, and old discussions have small counters in its place.
 */
export function realNumber(raw: unknown): string | null {
  const digits = typeof raw === 'number' ? String(raw) : raw
  return typeof digits === 'string' && /^[1-9]\d{4,10}$/.test(digits) && digits !== SERVICE ? digits : null
}
