import { DAY, HOUR } from '../time.ts'

/** A stretch of the local calendar that files can be split by. */
export type CalendarUnit = 'day' | 'month' | 'year'

/** A local day, month (`day` 1) or year (`month` 1, `day` 1), by the Gregorian calendar. */
export interface LocalDate {
  year: number
  /** 1 to 12. */
  month: number
  day: number
}

/** Days, months and years of one time zone. Each instant belongs to exactly one, also where clocks are set back over midnight. */
export interface ZoneCalendar {
  /** What the clocks and calendars of the zone show. */
  dateOf(at: number): LocalDate
  /**
   * The first instant of a local day, ms. A day that the zone left out has no length: it begins and ends with the next one.
   * Day 0, 32, or month 13 count on, as with `Date.UTC`.
   */
  startOf(date: LocalDate): number
  /** The stretch an instant is in: its date, and its half-open span in ms. */
  around(at: number, unit: CalendarUnit): { date: LocalDate; from: number; to: number }
}

/** Offsets have been between -16 and +16 hours, and a zone that changed sides left out or repeated a whole day. */
const FARTHEST = 16 * HOUR

/** @throws RangeError for a zone that the browser does not know. */
export function createZoneCalendar(timeZone: string): ZoneCalendar {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })

  function dateOf(at: number): LocalDate {
    const date = { year: 1970, month: 1, day: 1 }
    for (const { type, value } of format.formatToParts(at)) {
      if (type === 'year' || type === 'month' || type === 'day') date[type] = Number(value)
    }
    return date
  }

  /** Days since 1970, by the local calendar. */
  const dayNumber = (at: number) => numberOf(dateOf(at))

  function startOf(date: LocalDate): number {
    const wanted = numberOf(date)
    const isBefore = (at: number) => dayNumber(at) < wanted
    // An instant of the day before, and one of the day or after it: where one becomes the other is between them.
    let before = wanted * DAY - FARTHEST
    while (!isBefore(before)) before -= DAY
    // By the hour first: where clocks go back over midnight the day begins twice, and the first time counts.
    let after = before + HOUR / 2
    while (isBefore(after)) {
      before = after
      after += HOUR / 2
    }
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2)
      if (isBefore(middle)) before = middle
      else after = middle
    }
    return after
  }

  function around(at: number, unit: CalendarUnit): { date: LocalDate; from: number; to: number } {
    let date = firstOf(dateOf(at), unit)
    let to = startOf(next(date, unit))
    // The clocks went back over midnight: by the calendar the day before is shown again, and the new one has begun.
    while (at >= to) {
      date = next(date, unit)
      to = startOf(next(date, unit))
    }
    return { date, from: startOf(date), to }
  }

  return { dateOf, startOf, around }
}

/** `2026-11-22`, `2026-11`, `2026`. */
export function dateLabel({ year, month, day }: LocalDate, unit: CalendarUnit): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const label = String(year).padStart(4, '0')
  if (unit === 'year') return label
  return unit === 'month' ? `${label}-${two(month)}` : `${label}-${two(month)}-${two(day)}`
}

function numberOf({ year, month, day }: LocalDate): number {
  return Math.floor(Date.UTC(year, month - 1, day) / DAY)
}

function firstOf({ year, month, day }: LocalDate, unit: CalendarUnit): LocalDate {
  return { year, month: unit === 'year' ? 1 : month, day: unit === 'day' ? day : 1 }
}

/** The next day, month or year; a date in the order of the calendar. */
function next({ year, month, day }: LocalDate, unit: CalendarUnit): LocalDate {
  const date = new Date(
    Date.UTC(unit === 'year' ? year + 1 : year, unit === 'month' ? month : month - 1, unit === 'day' ? day + 1 : day),
  )
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}
