import { DAY, MINUTE } from '../time.ts'

/** What a clock on the wall and a calendar show. */
export interface Wall {
  /** `YYYY-MM-DD`, in the calendar of the Gregorian year. */
  day: string
  /** ISO: 1 Monday to 7 Sunday. */
  weekday: number
  /** Minutes since midnight as the clock shows them, 0 to 1439. */
  minute: number
}

/**
 * The wall time of `at` (ms) in a zone by its IANA name; a name that nobody knows reads as UTC. Where clocks are set back
 * the same wall time comes twice, where they are set forward some never come.
 */
export function wallAt(at: number, zone: string): Wall {
  const wall = at + offsetAt(at, zone)
  const days = Math.floor(wall / DAY)
  // 1 January 1970 was a Thursday.
  const weekday = ((((days + 3) % 7) + 7) % 7) + 1
  return { day: dayName(days), weekday, minute: Math.floor((wall - days * DAY) / MINUTE) }
}

/** The calendar day of `at` (ms) in a zone, `YYYY-MM-DD`. */
export function dayAt(at: number, zone: string): string {
  return dayName(Math.floor((at + offsetAt(at, zone)) / DAY))
}

/** `YYYY-MM-DD`, `days` days after (negative: before) another one. */
export function dayAfter(day: string, days: number): string {
  return dayName(Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY) + days)
}

/** Minutes since midnight as `HH:mm`. */
export function clockName(minute: number): string {
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

const dayNames = new Map<number, string>()

function dayName(days: number): string {
  const known = dayNames.get(days)
  if (known !== undefined) return known
  const date = new Date(days * DAY)
  // Past the last day that a date can have there is no name; such times are nobody's.
  const name = Number.isNaN(date.getTime()) ? '9999-12-31' : date.toISOString().slice(0, 10)
  remember(dayNames, days, name)
  return name
}

/** Clocks change on a quarter of an hour, everywhere and always since 1972: one offset holds for all of it. */
const QUARTER = 15 * MINUTE
/** A replay walks over years; what it has passed is not asked for again. */
const KEPT = 4_096

const offsets = new Map<string, Map<number, number>>()
const formats = new Map<string, Intl.DateTimeFormat>()

/** What the wall clock of a zone is ahead of UTC, ms. Remembered: to ask `Intl` costs as much as the whole decision. */
function offsetAt(at: number, zone: string): number {
  let known = offsets.get(zone)
  if (!known) remember(offsets, zone, (known = new Map()))
  const quarter = Math.floor(at / QUARTER)
  const before = known.get(quarter)
  if (before !== undefined) return before
  const offset = askOffset(quarter * QUARTER, zone)
  remember(known, quarter, offset)
  return offset
}

function askOffset(at: number, zone: string): number {
  if (!Number.isFinite(at) || Math.abs(at) > 8_640_000_000_000_000) return 0
  const parts: Record<string, number> = {}
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = Number(value)
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - at
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = makeFormat(zone) ?? makeFormat('UTC') ?? new Intl.DateTimeFormat('en-US')
  remember(formats, zone, made)
  return made
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return null
  }
}

function remember<Key, Value>(kept: Map<Key, Value>, key: Key, value: Value): void {
  if (kept.size >= KEPT) kept.clear()
  kept.set(key, value)
}
