import { isWorkday } from './calendar.ts'
import type { CalendarEdits } from './policy.ts'
import type { Hours } from './rule.ts'
import { dayAfter } from './zone.ts'
import type { Wall } from './zone.ts'

/**
 * Whether a wall time is within hours of a week. They go by what the wall says: where clocks change, a span that passes
 * the change is an hour longer or shorter than it looks, and a time that comes twice counts both times.
 */
export function isInHours({ on, from, to }: Hours, { day, weekday, minute }: Wall, edits: CalendarEdits): boolean {
  if (from < to) return minute >= from && minute < to && isOn(on, day, weekday, edits)
  if (minute >= from && isOn(on, day, weekday, edits)) return true
  // Past midnight the day that counts is the one they began on.
  return minute < to && isOn(on, dayAfter(day, -1), weekday === 1 ? 7 : weekday - 1, edits)
}

function isOn(on: Hours['on'], day: string, weekday: number, edits: CalendarEdits): boolean {
  switch (on) {
    case 'workdays':
      return isWorkday(day, weekday, edits)
    case 'days-off':
      return !isWorkday(day, weekday, edits)
    default:
      return on.includes(weekday)
  }
}
