import { beforeEach, describe, expect, it } from 'vitest'
import { dayStart, dayWords } from '../../../../../entrypoints/workbench/chats/day-words.ts'
import { setLanguage } from '../../../../../lib/i18n/t.ts'
import { localDay } from '../../../../../lib/time.ts'

const NOW = new Date(2026, 10, 23, 0, 5).getTime()

describe('dayWords', () => {
  beforeEach(() => setLanguage('zh-CN', ''))

  it('says the date and the day of the week', () => {
    expect(dayWords(new Date(2026, 10, 20, 9).getTime(), NOW)).toBe('2026年11月20日周五')
  })

  it('says today and yesterday by the calendar, not by hours', () => {
    expect(dayWords(new Date(2026, 10, 23).getTime(), NOW)).toMatch(/^今天 · 2026年11月23日/u)
    expect(dayWords(new Date(2026, 10, 22, 23, 59).getTime(), NOW)).toMatch(/^昨天 · /u)
    expect(dayWords(new Date(2026, 10, 21, 23, 59).getTime(), NOW)).not.toMatch(/·/u)
  })

  it('speaks English', async () => {
    await setLanguage('en', '')
    expect(dayWords(new Date(2026, 10, 22, 12).getTime(), NOW)).toBe('Yesterday · Sun, November 22, 2026')
  })
})

describe('dayStart', () => {
  it('is the first moment of the day in the zone of the user, or of a later day', () => {
    expect(localDay(dayStart('2026-02-28')!)).toBe('2026-02-28')
    expect(localDay(dayStart('2026-02-28')! - 1)).toBe('2026-02-27')
    expect(localDay(dayStart('2026-02-28', 1)!)).toBe('2026-03-01')
  })

  it('knows what is no day', () => {
    expect(['', '2026-2-3', 'soon'].map((day) => dayStart(day))).toEqual([null, null, null])
  })
})
