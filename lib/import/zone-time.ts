import { MINUTE } from '../time.ts'

/** A date and a time as a clock on a wall showed them. Months from 1. */
export interface WallTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

/** When clocks of a zone showed this, ms; null when none ever does. */
export type ZoneTime = (wall: WallTime) => number | null

const QUARTER = 15 * MINUTE

/** `2019-01-01T20:00:00`, also with a blank and with parts of a second, and without any zone; null for anything else. */
export function wallTimeOf(value: unknown): WallTime | null {
  const parts =
    typeof value === 'string' ? /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?$/.exec(value) : null
  if (parts === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number)
  return { year, month, day, hour, minute, second }
}

/**
 * Turns what clocks of a zone (IANA name) showed into ms since the epoch; null when no clock ever shows it. Of an hour that came
 * twice it is the first one. An hour that was left out counts on from the one before it.
 * @throws {RangeError} for a zone that the browser does not know
 */
export function createZoneTime(timeZone: string): ZoneTime {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn-hc-h23', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  // Clocks change at quarters of an hour only; files are in the order of time, so few quarters are asked for.
  const known = new Map<number, number>()
  function offsetAt(at: number): number {
    const quarter = Math.floor(at / QUARTER)
    const before = known.get(quarter)
    if (before !== undefined) return before
    const shown: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(quarter * QUARTER)) shown[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown
    const offset = Date.UTC(year, month - 1, day, hour, minute, second) - quarter * QUARTER
    if (known.size > 10_000) known.clear()
    known.set(quarter, offset)
    return offset
  }
  return ({ year, month, day, hour, minute, second }) => {
    const asUtc = Date.UTC(year, month - 1, day, hour, minute, second)
    const date = new Date(asUtc)
    const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour
    if (!isReal || minute > 59 || second > 59 || year < 1990 || year >= 2100) return null
    // The offset a day earlier is the one before a change, so of two moments the first is found.
    const earlier = asUtc - offsetAt(asUtc - 24 * 60 * MINUTE)
    if (earlier + offsetAt(earlier) === asUtc) return earlier
    const later = asUtc - offsetAt(asUtc + 24 * 60 * MINUTE)
    return later + offsetAt(later) === asUtc ? later : earlier
  }
}
