/** A moment as a clock on the wall shows it. */
export interface LocalMoment {
  /** `YYYY-MM-DD` */
  day: string
  /** 0 is Monday. */
  weekday: number
  /** 0 to 23 */
  hour: number
}

/** Zones are apart from each other, and from themselves in another season, by whole quarters of an hour. */
const QUARTER = 15 * 60_000

/**
 * Reads moments (ms) off the clock of a time zone. Asking the engine costs microseconds; moments of the same quarter of an hour
 * are the same to us, and come one after the other.
 */
export function createLocalClock(zone: string): (at: number) => LocalMoment {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
  })
  let quarter = Number.NaN
  let known: LocalMoment = { day: '', weekday: 0, hour: 0 }
  return (at) => {
    const of = Math.floor(at / QUARTER)
    if (of === quarter) return known
    const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
    for (const { type, value } of format.formatToParts(of * QUARTER)) parts[type] = value
    const year = (parts.year ?? '').padStart(4, '0')
    const { month = '01', day = '01', hour = '0' } = parts
    quarter = of
    known = {
      day: `${year}-${month}-${day}`,
      weekday: weekdayOf(Number(year), Number(month), Number(day)),
      hour: Number(hour),
    }
    return known
  }
}

function weekdayOf(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return (date.getUTCDay() + 6) % 7
}
