import type { Today } from '../../lib/settings.ts'

/** Local calendar day of `at` (ms) as `YYYY-MM-DD`, the form `Today.day` has. */
export function localDay(at: number): string {
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Start of the local day of `at`, ms. */
export function dayStart(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** The counts if they are of today, else zeros: yesterday's numbers are never shown as today's. */
export function countsToday(today: Today, now: number): Today {
  const day = localDay(now)
  return today.day === day ? today : { day, replied: 0, heldBack: 0, uncertain: 0, byRule: {} }
}
