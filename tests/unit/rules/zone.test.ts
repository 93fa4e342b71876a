import { describe, expect, it } from 'vitest'
import { clockName, dayAfter, dayAt, wallAt } from '../../../lib/rules/zone.ts'
import { MINUTE } from '../../../lib/time.ts'

const wall = (at: string, zone: string) => {
  const { day, weekday, minute } = wallAt(Date.parse(at), zone)
  return `${day} ${weekday} ${clockName(minute)}`
}

describe('wallAt', () => {
  it.each([
    ['2026-09-21T14:13:20Z', 'Asia/Shanghai', '2026-09-21 1 22:13'],
    ['2026-09-21T16:00:00Z', 'Asia/Shanghai', '2026-09-22 2 00:00'],
    ['2026-09-21T15:59:59Z', 'Asia/Shanghai', '2026-09-21 1 23:59'],
    ['2026-09-20T12:00:00Z', 'UTC', '2026-09-20 7 12:00'],
    ['2026-12-31T23:30:00Z', 'Asia/Kolkata', '2027-01-01 5 05:00'],
    ['2026-09-21T00:00:00Z', 'Asia/Kathmandu', '2026-09-21 1 05:45'],
    ['1969-12-31T23:59:00Z', 'UTC', '1969-12-31 3 23:59'],
    ['1970-01-01T00:00:00Z', 'UTC', '1970-01-01 4 00:00'],
    ['2024-02-29T12:00:00Z', 'UTC', '2024-02-29 4 12:00'],
  ])('reads %s in %s as %s', (at, zone, expected) => expect(wall(at, zone)).toBe(expected))

  it.each([
    // Forward: 2:00 is followed by 3:00.
    ['2026-03-08T06:59:59Z', 'America/New_York', '2026-03-08 7 01:59'],
    ['2026-03-08T07:00:00Z', 'America/New_York', '2026-03-08 7 03:00'],
    ['2026-03-29T00:59:59Z', 'Europe/Berlin', '2026-03-29 7 01:59'],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', '2026-03-29 7 03:00'],
    // Back: 1:00 to 2:00 comes twice.
    ['2026-11-01T05:30:00Z', 'America/New_York', '2026-11-01 7 01:30'],
    ['2026-11-01T06:30:00Z', 'America/New_York', '2026-11-01 7 01:30'],
    ['2026-10-25T00:30:00Z', 'Europe/Berlin', '2026-10-25 7 02:30'],
    ['2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-25 7 02:30'],
    // Half an hour.
    ['2026-04-04T14:59:59Z', 'Australia/Lord_Howe', '2026-04-05 7 01:59'],
    ['2026-04-04T15:00:00Z', 'Australia/Lord_Howe', '2026-04-05 7 01:30'],
    ['2026-10-03T15:29:59Z', 'Australia/Lord_Howe', '2026-10-04 7 01:59'],
    ['2026-10-03T15:30:00Z', 'Australia/Lord_Howe', '2026-10-04 7 02:30'],
  ])('follows the clocks where they change: %s in %s is %s', (at, zone, expected) =>
    expect(wall(at, zone)).toBe(expected),
  )

  it('agrees with the zone data every minute of the days on which clocks change', () => {
    for (const zone of ['America/New_York', 'Europe/Berlin', 'Asia/Shanghai', 'Australia/Lord_Howe']) {
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
      for (const start of ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01']) {
        const from = Date.parse(`${start}T00:00:00Z`) - 14 * 60 * MINUTE
        for (let at = from; at < from + 38 * 60 * MINUTE; at += MINUTE) {
          const { day, minute } = wallAt(at, zone)
          expect(`${day} ${clockName(minute)}`).toBe(format.format(at))
        }
      }
    }
  })

  it('takes a zone that nobody knows for UTC', () => {
    expect(wall('2026-09-21T14:13:20Z', 'Mars/Olympus')).toBe('2026-09-21 1 14:13')
    expect(wall('2026-09-21T14:13:20Z', '')).toBe('2026-09-21 1 14:13')
  })

  it('does not throw for a time that is none', () => {
    expect(wallAt(Number.NaN, 'Asia/Shanghai').day).toBe('9999-12-31')
    expect(dayAt(Number.POSITIVE_INFINITY, 'UTC')).toBe('9999-12-31')
  })
})

describe('dayAt', () => {
  it('begins at the local midnight', () => {
    expect(dayAt(Date.parse('2026-09-21T15:59:59.999Z'), 'Asia/Shanghai')).toBe('2026-09-21')
    expect(dayAt(Date.parse('2026-09-21T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-09-22')
  })

  it('goes on being right after more places and times than are remembered', () => {
    const start = Date.parse('2000-01-01T00:00:00Z')
    for (let index = 0; index < 5_000; index++) {
      const at = start + index * 24 * 60 * MINUTE
      expect(dayAt(at, 'UTC')).toBe(new Date(at).toISOString().slice(0, 10))
    }
  })
})

describe('dayAfter', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2027-01-01', -1, '2026-12-31'],
    ['2026-09-21', 0, '2026-09-21'],
  ])('of %s, %i later, is %s', (day, days, expected) => expect(dayAfter(day, days)).toBe(expected))
})
