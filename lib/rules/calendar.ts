import shipped from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import type { CalendarEdits } from './policy.ts'
import { dayAfter } from './zone.ts'

/** A day that is not what its place in the week says: a public holiday, or a working day that makes up for one (调休). */
export interface SpecialDay {
  /** `YYYY-MM-DD` */
  day: string
  kind: 'off' | 'work'
  /** The holiday it belongs to, as it is called in China (`春节`); null for one of the user's own days. */
  name: string | null
  /** The user's own word. */
  isEdited: boolean
}

/** Days of mainland China as its State Council announced them. */
const holidays: Readonly<Record<string, string>> = shipped.holidays
const workdays: Readonly<Record<string, string>> = shipped.workdays

/**
 * The last day that the shipped calendar knows about, `YYYY-MM-DD`: the end of the last year that was announced. Days after
 * it are judged by the week alone, but for the user's own changes.
 */
export const CALENDAR_ENDS = `${Object.keys(holidays)
  .reduce((last, day) => (day > last ? day : last), '')
  .slice(0, 4)}-12-31`

/** Whether a day (`YYYY-MM-DD`, `weekday` 1 Monday to 7 Sunday) is a working day: edits first, then the shipped days, then the week. */
export function isWorkday(day: string, weekday: number, edits: CalendarEdits): boolean {
  const edited = own(edits, day)
  if (edited !== undefined) return edited === 'work'
  if (own(workdays, day) !== undefined) return true
  return own(holidays, day) === undefined && weekday <= 5
}

/** The special days from `from` (inclusive) to `to` (exclusive), both `YYYY-MM-DD`, in order: shipped ones and the user's. */
export function specialDays(from: string, to: string, edits: CalendarEdits): SpecialDay[] {
  const days: SpecialDay[] = []
  for (let day = from; day < to; day = dayAfter(day, 1)) {
    const edited = own(edits, day)
    const holiday = own(holidays, day)
    const workday = own(workdays, day)
    const name = nameOf(holiday ?? workday)
    if (edited !== undefined) days.push({ day, kind: edited, name, isEdited: true })
    else if (workday !== undefined) days.push({ day, kind: 'work', name, isEdited: false })
    else if (holiday !== undefined) days.push({ day, kind: 'off', name, isEdited: false })
  }
  return days
}

/** The data say `Spring Festival,春节,4`: the name in English and in Chinese, and how many days of it are by law. */
function nameOf(entry: string | undefined): string | null {
  return entry?.split(',')[1] ?? null
}

/** A field of the record itself: a day is text that may come from anywhere. */
function own<T>(record: Readonly<Record<string, T>>, day: string): T | undefined {
  return Object.hasOwn(record, day) ? record[day] : undefined
}
