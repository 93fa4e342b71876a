import { isObject } from './is-object.ts'
import { hoursSchema, ruleSchema, ruleTestSchema } from './rule.ts'
import type { RuleProblem } from './rule.ts'

/** What is wrong with the schedule of a rule beyond its shape. */
export function checkWhen(when: unknown): RuleProblem[] {
  if (!isObject(when)) return []
  return [...checkHours(when.hours), ...checkDates(when.dates)]
}

/** What is wrong with the tests of a rule beyond their shape. */
export function checkTests(tests: unknown): RuleProblem[] {
  if (!Array.isArray(tests)) return []
  return tests.flatMap((raw: unknown, place): RuleProblem[] => {
    const { data } = ruleTestSchema.safeParse(raw)
    const at = data?.given.at ?? null
    return at === null || isWallTime(at) ? [] : [{ field: 'tests', code: 'bad-test', detail: at, at: String(place) }]
  })
}

/** A day that begins at its own end. */
const END_OF_DAY = 24 * 60

function checkHours(hours: unknown): RuleProblem[] {
  if (!Array.isArray(hours)) return []
  return hours.flatMap((raw: unknown, place): RuleProblem[] => {
    const { data } = hoursSchema.safeParse(raw)
    return data?.from === END_OF_DAY ? [{ field: 'hours', code: 'bad-hours', detail: '', at: String(place) }] : []
  })
}

function checkDates(dates: unknown): RuleProblem[] {
  const { data } = ruleSchema.shape.when.shape.dates.safeParse(dates)
  if (!data) return []
  const { from, to } = data
  const wrong = [from, to].filter((day) => day !== null).filter((day) => !isDay(day))
  if (wrong.length > 0) return wrong.map((day) => ({ field: 'dates', code: 'bad-date', detail: day }))
  return from !== null && to !== null && from >= to ? [{ field: 'dates', code: 'dates-never', detail: '' }] : []
}

/** A day that is in the calendar: not the 30th of February. */
function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
}

function isWallTime(time: string): boolean {
  return isDay(time.slice(0, 10)) && !Number.isNaN(Date.parse(`${time}:00Z`)) && !time.endsWith('24:00')
}
