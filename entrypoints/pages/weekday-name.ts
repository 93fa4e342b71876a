import { DAY } from '../../lib/time.ts'

/** A Monday, at noon UTC. */
const MONDAY = Date.UTC(2024, 0, 1, 12)

/** The short name of an ISO day of the week (1 Monday to 7 Sunday): `周一`, `Mon`. */
export function weekdayName(day: number, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(MONDAY + (day - 1) * DAY)
}
