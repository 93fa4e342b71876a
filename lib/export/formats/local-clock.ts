import { DAY, MINUTE, SECOND } from '../../time.ts'

/** An instant as the clocks of one zone show it. */
export interface LocalTime {
  /** `YYYY-MM-DD` */
  day: string
  /** `HH:MM:SS`; parts of a second are dropped. */
  time: string
  /** Distance from UTC, ms: local time is UTC plus this. */
  offset: number
}

const QUARTER = 15 * MINUTE
/** Beyond these Intl and Date disagree about years; nobody chatted then. */
const EARLIEST = Date.UTC(1000, 0)
const LATEST = Date.UTC(9999, 11, 30)

/**
 * Clock of a zone (IANA name), made for millions of readings: Intl is asked about the two ends of a day, and only in days
 * on which the clocks were changed about single quarters of an hour, which is where every change lies.
 *
 * @throws RangeError for a zone the browser does not know.
 */
export function createLocalClock(timeZone: string): (at: number) => LocalTime {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn-hc-h23', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const ask = (at: number): number => {
    if (at < EARLIEST || at > LATEST) return 0
    const shown: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(at)) shown[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
  }
  let day = Number.NaN
  let ofDay: number | null = null
  let quarter = Number.NaN
  let ofQuarter = 0

  function offsetAt(at: number): number {
    const thisDay = Math.floor(at / DAY)
    if (thisDay !== day) {
      const first = ask(thisDay * DAY)
      ofDay = first === ask((thisDay + 1) * DAY) ? first : null
      day = thisDay
    }
    if (ofDay !== null) return ofDay
    const thisQuarter = Math.floor(at / QUARTER)
    if (thisQuarter !== quarter) {
      ofQuarter = ask(thisQuarter * QUARTER)
      quarter = thisQuarter
    }
    return ofQuarter
  }

  let shownDay = Number.NaN
  let dayText = ''
  return (at) => {
    const offset = offsetAt(at)
    const local = at + offset
    const thisDay = Math.floor(local / DAY)
    if (thisDay !== shownDay) {
      const iso = new Date(local).toISOString()
      dayText = iso.slice(0, iso.indexOf('T'))
      shownDay = thisDay
    }
    const seconds = Math.floor((local - thisDay * DAY) / SECOND)
    const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
    return { day: dayText, time, offset }
  }
}

/** `+08:00`. Of the few old zones that were off by seconds the minutes are shown. */
export function offsetText(offset: number): string {
  const minutes = Math.floor(Math.abs(offset) / MINUTE)
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

function two(part: number): string {
  return part < 10 ? `0${part}` : String(part)
}
