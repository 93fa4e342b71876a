import { DAY } from '../../../lib/time.ts'
import type { ExportOrder } from './order.ts'

/** First and last local day, both inside; null is unbounded. */
export interface Days {
  firstDay: string | null
  lastDay: string | null
}

/** The days that are meant, on the day `today` (`YYYY-MM-DD`, in the zone of the order). */
export function spanDays(
  { span, firstDay, lastDay }: Pick<ExportOrder, 'span' | 'firstDay' | 'lastDay'>,
  today: string,
): Days {
  switch (span) {
    case 'all':
      return { firstDay: null, lastDay: null }
    case 'today':
      return { firstDay: today, lastDay: today }
    case 'week':
      return { firstDay: shifted(today, -6), lastDay: today }
    case 'thirty-days':
      return { firstDay: shifted(today, -29), lastDay: today }
    case 'month':
      return { firstDay: `${today.slice(0, 7)}-01`, lastDay: today }
    case 'year':
      return { firstDay: `${today.slice(0, 4)}-01-01`, lastDay: today }
    case 'days':
      return { firstDay, lastDay }
  }
}

/** The last day comes before the first. */
export function isBackwards({ firstDay, lastDay }: Days): boolean {
  return firstDay !== null && lastDay !== null && lastDay < firstDay
}

/** The calendar day `days` after a day: days without hours, so no zone has a say. */
export function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

/** Calendar day of an instant (ms) in a zone, `YYYY-MM-DD`. @throws RangeError for a zone that the browser does not know. */
export function dayIn(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
}
