import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLocalClock, offsetText } from '../../../../lib/export/formats/local-clock.ts'

const ZONES = [
  'UTC',
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Africa/Casablanca',
]

describe('the clock of a zone', () => {
  it('shows what Intl shows, at any instant in any order', () => {
    for (const zone of ZONES) {
      const clock = createLocalClock(zone)
      const format = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
      fc.assert(
        fc.property(fc.integer({ min: Date.UTC(1999, 0), max: Date.UTC(2040, 0) }), (at) => {
          const { day, time, offset } = clock(at)
          expect(`${day} ${time}`).toBe(format.format(at))
          expect(Date.parse(`${day}T${time}${offsetText(offset)}`)).toBe(Math.floor(at / 1000) * 1000)
        }),
        { numRuns: 60 },
      )
    }
  })

  it.each([
    ['Europe/Berlin', '2026-10-25T00:59:59.999Z', '2026-10-25 02:59:59 +02:00'],
    ['Europe/Berlin', '2026-10-25T01:00:00.000Z', '2026-10-25 02:00:00 +01:00'],
    ['Europe/Berlin', '2026-03-29T01:00:00.000Z', '2026-03-29 03:00:00 +02:00'],
    ['Australia/Lord_Howe', '2026-04-04T14:59:59.000Z', '2026-04-05 01:59:59 +11:00'],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00.000Z', '2026-04-05 01:30:00 +10:30'],
    ['Pacific/Apia', '2011-12-30T09:59:59.000Z', '2011-12-29 23:59:59 -10:00'],
    ['Pacific/Apia', '2011-12-30T10:00:00.000Z', '2011-12-31 00:00:00 +14:00'],
  ])('in %s at %s shows %s', (zone, at, shown) => {
    const { day, time, offset } = createLocalClock(zone)(Date.parse(at))
    expect(`${day} ${time} ${offsetText(offset)}`).toBe(shown)
  })

  it('still answers at the ends of time', () => {
    expect(createLocalClock('Asia/Shanghai')(-8e15).time).toMatch(/^\d\d:\d\d:\d\d$/)
    expect(() => createLocalClock('Nowhere/Land')).toThrow(RangeError)
  })
})
