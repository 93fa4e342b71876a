import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createZoneTime } from '../../../lib/import/zone-time.ts'
import { ownZone, zoneNamed, zonesToChoose } from '../../../lib/import/zones.ts'

/** `2026-03-29 02:30:00` as a clock of the zone has it, in UTC. */
function read(timeZone: string, text: string): string | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/\D/u).map(Number)
  const at = createZoneTime(timeZone)({ year, month, day, hour, minute, second })
  return at === null ? null : new Date(at).toISOString().slice(0, 19)
}

function shown(timeZone: string, at: number): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  return format.format(at)
}

describe('a time without a zone', () => {
  it.each([
    ['Asia/Shanghai', '2019-01-01 20:00:00', '2019-01-01T12:00:00'],
    // Clocks were changed there until 1991.
    ['Asia/Shanghai', '1990-07-01 20:00:00', '1990-07-01T11:00:00'],
    ['America/New_York', '2026-07-04 09:00:00', '2026-07-04T13:00:00'],
    ['Asia/Kathmandu', '2026-01-01 00:00:00', '2025-12-31T18:15:00'],
  ])('in %s at %s is %s', (zone, wall, utc) => {
    expect(read(zone, wall)).toBe(utc)
  })

  it.each([
    ['Europe/Berlin', '2026-10-25 02:30:00', '2026-10-25T00:30:00'],
    ['America/New_York', '2026-11-01 01:59:59', '2026-11-01T05:59:59'],
    ['Australia/Lord_Howe', '2026-04-05 01:45:00', '2026-04-04T14:45:00'],
  ])('that came twice in %s, %s, is the first one', (zone, wall, utc) => {
    expect(read(zone, wall)).toBe(utc)
  })

  it.each([
    ['Europe/Berlin', '2026-03-29 02:30:00', '2026-03-29T01:30:00'],
    ['America/New_York', '2026-03-08 02:00:00', '2026-03-08T07:00:00'],
    // A whole day was left out.
    ['Pacific/Apia', '2011-12-30 12:00:00', '2011-12-30T22:00:00'],
  ])('that was left out in %s, %s, counts on from before', (zone, wall, utc) => {
    expect(read(zone, wall)).toBe(utc)
  })

  it.each([
    '2026-02-30 00:00:00',
    '2026-13-01 00:00:00',
    '2026-01-01 24:00:00',
    '2026-01-01 00:60:00',
    '1969-01-01 00:00:00',
  ])('that no clock shows is none: %s', (wall) => {
    expect(read('Asia/Shanghai', wall)).toBeNull()
  })

  it('is shown by the clocks of its zone as it was written, and never later than it can be', () => {
    const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC']
    const seconds = fc.integer({ min: Date.UTC(1991, 0, 1) / 1_000, max: Date.UTC(2090, 0, 1) / 1_000 })
    fc.assert(
      fc.property(fc.constantFrom(...zones), seconds, (zone, second) => {
        const wall = shown(zone, second * 1_000)
        const found = Date.parse(`${read(zone, wall)}Z`)
        expect(shown(zone, found)).toBe(wall)
        expect(found).toBeLessThanOrEqual(second * 1_000)
      }),
      { numRuns: 200 },
    )
  })
})

describe('the zones to choose from', () => {
  it('have that of the computer first, those that are likely next, and every one once', () => {
    const { near, others } = zonesToChoose()
    expect(near[0]).toBe(ownZone())
    expect(near).toContain('Asia/Shanghai')
    const all = [...near, ...others]
    expect(new Set(all).size).toBe(all.length)
    expect(all).toEqual(expect.arrayContaining([...Intl.supportedValuesOf('timeZone'), 'UTC']))
    expect(all.every((zone) => zoneNamed(zone) !== null)).toBe(true)
  })

  it.each([
    [' asia/shanghai ', 'Asia/Shanghai'],
    ['utc', 'UTC'],
    ['上海', null],
    ['', null],
    ['Asia/Shanghai"><img>', null],
  ])('knows %j as %j', (text, zone) => {
    expect(zoneNamed(text)).toBe(zone)
  })
})
