import { describe, expect, it } from 'vitest'
import { isInHours } from '../../../lib/rules/hours.ts'
import type { Hours } from '../../../lib/rules/rule.ts'
import { wallAt } from '../../../lib/rules/zone.ts'
import { HOUR, MINUTE } from '../../../lib/time.ts'

const at = (hours: number, minutes = 0): number => hours * 60 + minutes
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

function isIn(hours: Hours, time: string, zone = 'UTC', edits = {}): boolean {
  return isInHours(hours, wallAt(Date.parse(time), zone), edits)
}

/** How many minutes of a span around a night are in the hours. */
function minutesIn(hours: Hours, from: string, to: string, zone: string): number {
  let minutes = 0
  for (let time = Date.parse(from); time < Date.parse(to); time += MINUTE) {
    if (isInHours(hours, wallAt(time, zone), {})) minutes++
  }
  return minutes
}

describe('isInHours', () => {
  const office: Hours = { on: [1, 2, 3, 4, 5], from: at(9), to: at(18) }
  const night: Hours = { on: [5], from: at(22), to: at(8) }

  it.each<[string, Hours, string, boolean]>([
    // 2026-09-18 is a Friday.
    ['when they begin', office, '2026-09-18T09:00:00Z', true],
    ['a moment before', office, '2026-09-18T08:59:59Z', false],
    ['a moment before they end', office, '2026-09-18T17:59:59Z', true],
    ['when they end', office, '2026-09-18T18:00:00Z', false],
    ['on another day', office, '2026-09-19T12:00:00Z', false],
    ['past midnight, the evening before', night, '2026-09-18T22:00:00Z', true],
    ['past midnight, the morning after', night, '2026-09-19T07:59:59Z', true],
    ['past midnight, when they end', night, '2026-09-19T08:00:00Z', false],
    ['past midnight, the morning of the day they begin on', night, '2026-09-18T07:00:00Z', false],
    ['past midnight, the evening of the day they end on', night, '2026-09-19T22:00:00Z', false],
    ['past the midnight of Sunday, on Monday', { ...night, on: [7] }, '2026-09-21T01:00:00Z', true],
    ['past the midnight of Monday, on Monday', { ...night, on: [1] }, '2026-09-21T01:00:00Z', false],
    ['the whole of a day, at its first minute', { on: [5], from: 0, to: at(24) }, '2026-09-18T00:00:00Z', true],
    ['the whole of a day, at its last', { on: [5], from: 0, to: at(24) }, '2026-09-18T23:59:59Z', true],
    ['the whole of a day, a day later', { on: [5], from: 0, to: at(24) }, '2026-09-19T00:00:00Z', false],
    ['24 hours from nine, before nine the next day', { on: [5], from: at(9), to: at(9) }, '2026-09-19T08:59:00Z', true],
    ['24 hours from nine, at nine the next day', { on: [5], from: at(9), to: at(9) }, '2026-09-19T09:00:00Z', false],
    ['24 hours from nine, before nine', { on: [5], from: at(9), to: at(9) }, '2026-09-18T08:59:00Z', false],
  ])('%s', (_, hours, time, expected) => expect(isIn(hours, time)).toBe(expected))

  it.each<[string, Hours['on'], string, boolean]>([
    ['a working Monday', 'workdays', '2026-09-21T02:00:00Z', true],
    ['the national holiday', 'workdays', '2026-10-01T02:00:00Z', false],
    ['the national holiday', 'days-off', '2026-10-01T02:00:00Z', true],
    ['a Sunday that makes up for it', 'workdays', '2026-09-20T02:00:00Z', true],
    ['a Sunday that makes up for it', 'days-off', '2026-09-20T02:00:00Z', false],
    ['a plain Sunday', 'days-off', '2026-09-13T02:00:00Z', true],
  ])('asks the calendar about %s', (_, on, time, expected) => {
    expect(isIn({ on, from: at(9), to: at(18) }, time, 'Asia/Shanghai')).toBe(expected)
  })

  it('asks the calendar about the day they began on', () => {
    const eve: Hours = { on: 'workdays', from: at(22), to: at(6) }
    // The last working day before the holiday, and its first two nights.
    expect(isIn(eve, '2026-09-30T19:00:00Z', 'Asia/Shanghai')).toBe(true)
    expect(isIn(eve, '2026-10-01T15:00:00Z', 'Asia/Shanghai')).toBe(false)
    expect(isIn(eve, '2026-10-01T19:00:00Z', 'Asia/Shanghai')).toBe(false)
  })

  it("asks the user's own changes of the calendar first", () => {
    const day: Hours = { on: 'workdays', from: 0, to: at(24) }
    expect(isIn(day, '2026-09-21T02:00:00Z', 'Asia/Shanghai', { '2026-09-21': 'off' })).toBe(false)
    expect(isIn(day, '2026-10-01T02:00:00Z', 'Asia/Shanghai', { '2026-10-01': 'work' })).toBe(true)
  })
})

describe('isInHours, where clocks change', () => {
  const night: Hours = { on: EVERY_DAY, from: at(22), to: at(8) }
  const early: Hours = { on: EVERY_DAY, from: at(1), to: at(2) }

  it.each([
    ['America/New_York', 'plain', '2026-06-06T16:00Z', '2026-06-07T16:00Z', 10 * 60, 60],
    ['America/New_York', 'forward', '2026-03-07T17:00Z', '2026-03-08T16:00Z', 9 * 60, 60],
    ['America/New_York', 'back', '2026-10-31T16:00Z', '2026-11-01T17:00Z', 11 * 60, 120],
    ['Europe/Berlin', 'forward', '2026-03-28T11:00Z', '2026-03-29T10:00Z', 9 * 60, 60],
    ['Europe/Berlin', 'back', '2026-10-24T10:00Z', '2026-10-25T11:00Z', 11 * 60, 60],
    ['Australia/Lord_Howe', 'forward', '2026-10-03T01:30Z', '2026-10-04T01:00Z', 9.5 * 60, 60],
    ['Australia/Lord_Howe', 'back', '2026-04-04T01:00Z', '2026-04-05T01:30Z', 10.5 * 60, 90],
    ['Asia/Shanghai', 'never', '2026-03-28T04:00Z', '2026-03-29T04:00Z', 10 * 60, 60],
  ])('in %s (%s) a night is as long as the wall says', (zone, _, from, to, ofNight, ofHour) => {
    expect(minutesIn(night, from, to, zone)).toBe(ofNight)
    expect(minutesIn(early, from, to, zone)).toBe(ofHour)
  })

  it('skips hours that do not exist', () => {
    const skipped: Hours = { on: EVERY_DAY, from: at(2), to: at(3) }
    const day = Date.parse('2026-03-08T05:00:00Z')
    expect(
      minutesIn(skipped, new Date(day).toISOString(), new Date(day + 23 * HOUR).toISOString(), 'America/New_York'),
    ).toBe(0)
  })
})
