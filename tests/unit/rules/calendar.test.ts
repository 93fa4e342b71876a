import { describe, expect, it } from 'vitest'
import { CALENDAR_ENDS, isWorkday, specialDays } from '../../../lib/rules/calendar.ts'

describe('isWorkday', () => {
  it.each<[string, string, number, boolean]>([
    ['a plain Monday', '2026-09-21', 1, true],
    ['a plain Friday', '2026-09-18', 5, true],
    ['a plain Saturday', '2026-09-19', 6, false],
    ['a plain Sunday', '2026-09-13', 7, false],
    ['the national holiday, a Thursday', '2026-10-01', 4, false],
    ['a Sunday that makes up for it', '2026-09-20', 7, true],
    ['a Tuesday of the spring festival', '2026-02-17', 2, false],
    ['a Saturday that makes up for it', '2026-02-14', 6, true],
    ['a Monday in a year that is not announced yet', '2099-10-05', 1, true],
    ['the first of October of such a year, a Saturday', '2101-10-01', 6, false],
    ['a day before all data', '1999-10-01', 5, true],
    ['a day whose name is a property of every object', 'constructor', 1, true],
  ])('%s', (_, day, weekday, expected) => expect(isWorkday(day, weekday, {})).toBe(expected))

  it("lets the user's word count more than the shipped calendar and the week", () => {
    expect(isWorkday('2026-10-01', 4, { '2026-10-01': 'work' })).toBe(true)
    expect(isWorkday('2026-09-20', 7, { '2026-09-20': 'off' })).toBe(false)
    expect(isWorkday('2026-09-21', 1, { '2026-09-21': 'off' })).toBe(false)
    expect(isWorkday('2026-09-19', 6, { '2026-09-19': 'work' })).toBe(true)
    expect(isWorkday('2026-09-22', 2, { '2026-09-21': 'off' })).toBe(true)
  })
})

describe('specialDays', () => {
  it('lists holidays and the working days that make up for them, in order, the end left out', () => {
    const days = specialDays('2026-09-19', '2026-10-02', {})
    expect(days).toEqual([
      { day: '2026-09-20', kind: 'work', name: '国庆节', isEdited: false },
      { day: '2026-09-25', kind: 'off', name: '中秋', isEdited: false },
      { day: '2026-09-26', kind: 'off', name: '中秋', isEdited: false },
      { day: '2026-09-27', kind: 'off', name: '中秋', isEdited: false },
      { day: '2026-10-01', kind: 'off', name: '国庆节', isEdited: false },
    ])
  })

  it("shows the user's own days among them, and over them", () => {
    const edits = { '2026-10-01': 'work', '2026-09-23': 'off', '2030-01-01': 'off' } as const
    expect(specialDays('2026-09-23', '2026-09-24', edits)).toEqual([
      { day: '2026-09-23', kind: 'off', name: null, isEdited: true },
    ])
    expect(specialDays('2026-10-01', '2026-10-02', edits)).toEqual([
      { day: '2026-10-01', kind: 'work', name: '国庆节', isEdited: true },
    ])
  })

  it('is empty where nothing is known', () => {
    expect(specialDays('2098-01-01', '2099-01-01', {})).toEqual([])
  })
})

describe('CALENDAR_ENDS', () => {
  it('is the end of a year that has holidays, and nothing after it has', () => {
    expect(CALENDAR_ENDS).toMatch(/^\d{4}-12-31$/)
    const year = Number(CALENDAR_ENDS.slice(0, 4))
    expect(specialDays(`${year}-01-01`, `${year + 1}-01-01`, {})).not.toEqual([])
    expect(specialDays(`${year + 1}-01-01`, `${year + 3}-01-01`, {})).toEqual([])
  })
})
