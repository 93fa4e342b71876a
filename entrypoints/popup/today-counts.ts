import type { Today } from '../../lib/settings.ts'
import { localDay } from '../../lib/time.ts'

/** The counts if they are of today, else zeros: yesterday's numbers are never shown as today's. */
export function countsToday(today: Today, now: number): Today {
  const day = localDay(now)
  return today.day === day ? today : { day, replied: 0, heldBack: 0, uncertain: 0, byRule: {} }
}
