import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createZoneCalendar, dateLabel, type CalendarUnit } from '../../../lib/export/zone-days.ts'

const HOUR = 3_600_000
const zones = [
  'UTC',
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Africa/Casablanca',
]
const calendars = new Map(zones.map((zone) => [zone, createZoneCalendar(zone)]))

function hoursOf(zone: string, label: string): number {
  const [year = 0, month = 1, day = 1] = label.split('-').map(Number)
  const calendar = createZoneCalendar(zone)
  return (calendar.startOf({ year, month, day: day + 1 }) - calendar.startOf({ year, month, day })) / HOUR
}

describe('a zone calendar', () => {
  it.each([
    ['UTC', '2026-11-22', 24],
    ['Asia/Shanghai', '2026-11-22', 24],
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    // Clocks go forward at midnight: the day begins at one.
    ['America/Sao_Paulo', '2018-11-04', 23],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    // The zone went over the date line, and left a day out.
    ['Pacific/Apia', '2011-12-30', 0],
    ['Asia/Shanghai', '1990-04-15', 23],
  ])('in %s has %s with %d hours', (zone, label, hours) => {
    expect(hoursOf(zone, label)).toBe(hours)
  })

  it('begins a day at the first of two midnights', () => {
    const calendar = createZoneCalendar('America/St_Johns')
    // On 31 October 2010 the clocks went from 00:01 back to 23:01.
    const around = calendar.around(Date.UTC(2010, 10, 7, 2, 30, 30), 'day')
    expect(dateLabel(around.date, 'day')).toBe('2010-11-07')
    expect(new Date(around.from).toISOString()).toBe('2010-11-07T02:30:00.000Z')
    // Half an hour later the calendar on the wall shows the 6th once more; the 7th has begun.
    expect(calendar.around(Date.UTC(2010, 10, 7, 3, 0), 'day')).toEqual(around)
  })

  it('puts every instant into exactly one day, month and year', () => {
    const instant = fc.integer({ min: Date.UTC(1985, 0, 1), max: Date.UTC(2040, 0, 1) })
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        instant,
        fc.constantFrom<CalendarUnit>('day', 'month', 'year'),
        (zone, at, unit) => {
          const calendar = calendars.get(zone)!
          const { date, from, to } = calendar.around(at, unit)
          expect(from).toBeLessThanOrEqual(at)
          expect(to).toBeGreaterThan(at)
          // It is the whole stretch, and the next one begins where it ends.
          expect(calendar.around(from, unit)).toEqual({ date, from, to })
          expect(calendar.around(to - 1, unit)).toEqual({ date, from, to })
          expect(calendar.around(to, unit).from).toBe(to)
          expect(calendar.startOf(date)).toBe(from)
          expect(to - from).toBeLessThanOrEqual(unit === 'day' ? 25 * HOUR : Infinity)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('labels what it gives', () => {
    const { date } = calendars.get('Asia/Shanghai')!.around(Date.UTC(2026, 10, 22, 20), 'day')
    expect(dateLabel(date, 'day')).toBe('2026-11-23')
    expect(dateLabel(date, 'month')).toBe('2026-11')
    expect(dateLabel(date, 'year')).toBe('2026')
  })

  it('is refused for a zone that nobody knows', () => {
    expect(() => createZoneCalendar('Nowhere/At_All')).toThrow(RangeError)
  })
})
