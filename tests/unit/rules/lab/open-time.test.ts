import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf, openTime } from '../../../../lib/rules/lab/open-time.ts'
import { DEFAULT_POLICY } from '../../../../lib/rules/policy.ts'
import type { Rule } from '../../../../lib/rules/rule.ts'
import { wallAt } from '../../../../lib/rules/zone.ts'
import { DAY, HOUR } from '../../../../lib/time.ts'
import { rule } from '../examples.ts'

const ZONE = 'Asia/Shanghai'
/** Monday, 28 September 2026, noon. */
const NEAR = Date.parse('2026-09-28T12:00:00+08:00')

function open(when: Partial<Rule['when']>, near = NEAR, zone = ZONE) {
  const { kind, at } = openTime(rule({ when }), DEFAULT_POLICY, zone, near)
  return at === null ? { kind } : { kind, at: new Date(at).toISOString() }
}

const iso = (text: string): string => new Date(text).toISOString()

describe('a time at which a rule may answer', () => {
  it.each<[string, Partial<Rule['when']>, string]>([
    ['is now when it always may', {}, '2026-09-28T12:00:00+08:00'],
    ['is now within its hours', { hours: [{ on: [1], from: 600, to: 780 }] }, '2026-09-28T12:00:00+08:00'],
    ['is the next beginning of its hours', { hours: [{ on: [1], from: 540, to: 720 }] }, '2026-10-05T09:00:00+08:00'],
    ['is tonight', { hours: [{ on: [1, 2], from: 1320, to: 480 }] }, '2026-09-28T22:00:00+08:00'],
    ['is on the first of its dates', { dates: { from: '2026-11-11', to: null } }, '2026-11-11T00:00:00+08:00'],
    [
      'is on a day off, as the calendar has it',
      { hours: [{ on: 'days-off', from: 0, to: 1440 }] },
      '2026-10-01T00:00:00+08:00',
    ],
    [
      'is at midnight when its hours began the day before',
      { hours: [{ on: [7], from: 1320, to: 480 }], dates: { from: '2026-10-05', to: '2026-10-06' } },
      '2026-10-05T00:00:00+08:00',
    ],
  ])('%s', (_, when, at) => {
    expect(open(when)).toEqual({ kind: 'open', at: iso(at) })
  })

  it('is never when hours and dates have nothing in common', () => {
    const hours: Rule['when']['hours'] = [{ on: [7], from: 540, to: 720 }]
    expect(open({ hours, dates: { from: '2026-10-05', to: '2026-10-10' } })).toEqual({ kind: 'never' })
    expect(open({ dates: { from: '2026-10-05', to: '2026-10-05' } })).toEqual({ kind: 'never' })
  })

  it('is over once its last day has passed', () => {
    expect(open({ dates: { from: '2026-09-01', to: '2026-09-28' } })).toMatchObject({ kind: 'over' })
    expect(open({ dates: { from: null, to: '2026-09-28' } })).toMatchObject({ kind: 'over' })
    expect(open({ dates: { from: '2026-09-01', to: '2026-09-29' } })).toMatchObject({ kind: 'open' })
    const mondays: Rule['when']['hours'] = [{ on: [1], from: 0, to: 60 }]
    expect(open({ hours: mondays, dates: { from: '2026-09-21', to: '2026-10-01' } })).toEqual({
      kind: 'over',
      at: iso('2026-09-21T00:00:00+08:00'),
    })
  })
})

describe('the moment of a wall time', () => {
  it.each([
    ['2026-09-28', 90, 'Asia/Shanghai', '2026-09-28T01:30:00+08:00'],
    ['2026-03-08', 150, 'America/New_York', '2026-03-08T03:30:00-04:00'],
    ['2026-11-01', 90, 'America/New_York', '2026-11-01T01:30:00-04:00'],
    ['2026-10-25', 150, 'Europe/Berlin', '2026-10-25T02:30:00+02:00'],
    ['2026-10-04', 135, 'Australia/Lord_Howe', '2026-10-04T02:45:00+11:00'],
    ['2026-01-01', 0, 'UTC', '2026-01-01T00:00:00Z'],
  ])('%s minute %i in %s is %s', (day, minute, zone, at) => {
    expect(new Date(instantOf(day, minute, zone)).toISOString()).toBe(iso(at))
  })

  it('is shown by the clock of the zone again, where there is one', () => {
    const zones = fc.constantFrom(
      'Asia/Shanghai',
      'America/New_York',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Asia/Kolkata',
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 * 365 }), fc.integer({ min: 0, max: 23 }), zones, (days, hour, zone) => {
        const at = Date.UTC(2010, 0, 1) + days * DAY + hour * HOUR
        const wall = wallAt(at, zone)
        const found = wallAt(instantOf(wall.day, wall.minute, zone), zone)
        expect(found).toEqual(wall)
      }),
    )
  })
})
