import { beforeEach, describe, expect, it } from 'vitest'
import {
  formatAgo,
  formatBytes,
  formatClock,
  formatDate,
  formatDay,
  formatDuration,
  formatList,
  formatMoment,
  wholeUnit,
} from '../../../lib/i18n/format.ts'
import { setLanguage } from '../../../lib/i18n/t.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts'

beforeEach(() => setLanguage('zh-CN', ''))

const NOON = new Date(2026, 10, 22, 12, 0, 0).getTime()

describe('formatAgo', () => {
  it.each([
    [3 * SECOND, '刚刚'],
    [2 * MINUTE + 59 * SECOND, '2分钟前'],
    [5 * HOUR, '5小时前'],
    [DAY, '昨天'],
    [-HOUR, '刚刚'],
  ])('says %d ms as %s', (age, words) => {
    expect(formatAgo(NOON - age, NOON)).toBe(words)
  })
})

describe('formatClock', () => {
  it('says the time alone for today, with the date before, with the year long before', () => {
    expect(formatClock(NOON + 3 * MINUTE, NOON)).toBe('12:03')
    expect(formatClock(NOON - DAY, NOON)).toBe('11/21 12:00')
    expect(formatClock(NOON - 400 * DAY, NOON)).toContain('2025')
  })

  it.each([Number.NaN, 1e300, undefined])('has a dash for what is no time, such as %s in a damaged record', (at) => {
    const broken = at as number
    expect([formatClock(broken, NOON), formatMoment(broken), formatDate(broken)]).toEqual(['—', '—', '—'])
  })
})

describe('formatDay', () => {
  it.each([
    ['1994-06-26', '1994年6月26日'],
    ['1994-06-00', '1994年6月'],
    ['1994-00-26', '1994年'],
    ['0000-06-26', '6月26日'],
    ['0000-02-29', '2月29日'],
    ['2001-02-29', '2001-02-29'],
    ['0000-00-00', '0000-00-00'],
    ['1994-13-01', '1994-13-01'],
    ['someday', 'someday'],
  ])('says %s as %s', (day, words) => {
    expect(formatDay(day)).toBe(words)
  })
})

describe('formatList', () => {
  it('joins as the language does', async () => {
    expect(formatList(['甲', '乙', '丙'], 'and')).toBe('甲、乙和丙')
    expect(formatList(['甲', '乙'], 'or')).toBe('甲或乙')
    await setLanguage('en', '')
    expect(formatList(['a', 'b'], 'and')).toBe('a and b')
  })
})

describe('formatBytes', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1_500, '1.5'],
    [214_000_000, '214'],
  ])('says %d with the number %s', (bytes, number) => {
    expect(formatBytes(bytes)).toMatch(new RegExp(`^${number.replace('.', '\\.')}\\D`, 'u'))
  })
})

describe('formatDuration', () => {
  it.each([
    [10 * MINUTE, '10分钟'],
    [DAY + 2 * HOUR + 3 * SECOND, '1天2小时3秒'],
    [999, ''],
  ])('says %d ms as %j', (ms, words) => {
    expect(formatDuration(ms)).toBe(words)
  })
})

describe('wholeUnit', () => {
  it.each([
    [0, { value: 0, unit: 'seconds' }],
    [90 * SECOND, { value: 90, unit: 'seconds' }],
    [2 * MINUTE, { value: 2, unit: 'minutes' }],
    [3 * HOUR, { value: 3, unit: 'hours' }],
    [1_500, { value: 1.5, unit: 'seconds' }],
  ])('takes %d ms apart without loss', (ms, expected) => {
    expect(wholeUnit(ms)).toEqual(expected)
  })
})
