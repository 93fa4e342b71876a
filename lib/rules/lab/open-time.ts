import { MINUTE } from '../../time.ts'
import type { Policy } from '../policy.ts'
import type { Rule } from '../rule.ts'
import { WHEN } from '../when-conditions.ts'
import { dayAfter, dayAt, wallAt } from '../zone.ts'
import { eventFrom, nowFrom } from './event-draft.ts'

/** Days that are looked through for one on which a rule answers: every kind of day comes within them. */
const DAYS_AHEAD = 400
/** Windows of dates up to this long are looked through whole, so that "never" is certain. */
const LONGEST_WINDOW = 400

/**
 * When a rule's schedule lets it answer.
 * - `open`: at `at` (ms), the first such time from `near` on, or else the last day's before it
 * - `over`: its last day has passed; `at`: while it still answered
 * - `never`: its hours and dates have no time in common
 * - `unknown`: none was found, and not every day was looked at
 */
export type OpenTime = { kind: 'open' | 'over'; at: number } | { kind: 'never' | 'unknown'; at: null }

/** Looks for a time at which a rule may answer, from `near` (ms) on. */
export function openTime(rule: Rule, policy: Policy, zone: string, near: number): OpenTime {
  const { when } = rule
  const holds = (at: number): boolean => isScheduled(rule, policy, zone, at)
  if (holds(near)) return { kind: 'open', at: near }
  const today = dayAt(near, zone)
  const { from, to } = when.dates ?? { from: null, to: null }
  if (from !== null && to !== null && from >= to) return { kind: 'never', at: null }

  const isOver = to !== null && to <= today
  const first = isOver ? (from ?? dayAfter(to, -DAYS_AHEAD)) : from !== null && from > today ? from : today
  const end = to ?? dayAfter(first, DAYS_AHEAD)
  const found = firstOpen(when, first, end, zone, isOver ? -Infinity : near, holds)
  if (found !== null) return { kind: isOver ? 'over' : 'open', at: found }
  // What was left out is the time before `near`, and days beyond the last that was looked at.
  const began = isOver || from === null || from > today ? null : firstOpen(when, from, end, zone, -Infinity, holds)
  if (began !== null) return { kind: 'over', at: began }
  const isWhole = from !== null && to !== null && dayAfter(from, LONGEST_WINDOW) >= to
  return isWhole ? { kind: 'never', at: null } : { kind: 'unknown', at: null }
}

const SCHEDULE = WHEN.filter(({ check }) => check === 'hours' || check === 'dates')

function isScheduled(rule: Rule, policy: Policy, zone: string, at: number): boolean {
  const event = eventFrom({ text: '', kind: 'friend', mentioned: false, content: [], at })
  const input = { rule, event, now: nowFrom(at, zone), policy }
  return SCHEDULE.every(({ ask }) => ask(input)?.passed !== false)
}

function firstOpen(
  when: Rule['when'],
  first: string,
  end: string,
  zone: string,
  after: number,
  holds: (at: number) => boolean,
): number | null {
  // A span that began the day before is open at midnight; every other opens at its own beginning.
  const minutes = [...new Set([0, ...when.hours.map((hours) => hours.from)])].sort((a, b) => a - b)
  let days = 0
  for (let day = first; day < end && days < DAYS_AHEAD; day = dayAfter(day, 1), days++) {
    for (const minute of minutes) {
      const at = instantOf(day, minute, zone)
      if (at >= after && holds(at)) return at
    }
  }
  return null
}

/**
 * The time at which the wall clock of a zone shows a day (`YYYY-MM-DD`) and a minute since midnight, ms: the first of two.
 * A wall time that never comes, as clocks are set forward, is the moment after the jump.
 */
export function instantOf(day: string, minute: number, zone: string): number {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE
  const shown = (at: number): number => {
    const wall = wallAt(at, zone)
    return Date.parse(`${wall.day}T00:00:00Z`) + wall.minute * MINUTE
  }
  // Within a day of it the clock is off by at most what it is off before or after a change.
  const offsets = new Set(
    [-26, 0, 26].map((hours) => shown(wanted + hours * 60 * MINUTE) - (wanted + hours * 60 * MINUTE)),
  )
  const found = [...offsets].map((offset) => wanted - offset).filter((at) => shown(at) === wanted)
  return found.length > 0 ? Math.min(...found) : wanted - Math.min(...offsets)
}
