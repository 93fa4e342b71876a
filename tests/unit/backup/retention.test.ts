import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expired, keptFrom } from '../../../lib/backup/retention.ts'
import { DAY, HOUR } from '../../../lib/time.ts'

const zone = process.env.TZ
beforeAll(() => (process.env.TZ = 'Europe/Berlin'))
afterAll(() => (process.env.TZ = zone))

const NOW = Date.UTC(2026, 5, 15, 12)
const same = (id: string) => id
const chat = (conversation: string, age: number) => ({ conversation, firstAt: NOW - age * DAY })

describe('what is past its time', () => {
  it('is nothing by itself', () => {
    const retention = { keepDays: null, chats: {}, changedAt: 0 }
    expect(expired(retention, [chat('a', 5_000)], same, NOW)).toEqual([])
  })

  it('goes by the rule for all, a conversation of its own number by that, and one that is kept for ever by none', () => {
    const retention = { keepDays: 30, chats: { week: 7, kept: null, long: 400 }, changedAt: 0 }
    const all = [chat('young', 10), chat('old', 100), chat('week', 10), chat('kept', 9_000), chat('long', 100)]
    expect(expired(retention, all, same, NOW)).toEqual([
      { conversation: 'old', before: keptFrom(30, NOW) },
      { conversation: 'week', before: keptFrom(7, NOW) },
    ])
  })

  it('is kept as long as the longest of the numbers of merged contacts says', () => {
    const canonical = (id: string) => (id === 'b' || id === 'c' ? 'a' : id)
    const merged = (chats: Record<string, number | null>) =>
      expired({ keepDays: 1, chats, changedAt: 0 }, [chat('a', 1_000)], canonical, NOW)
    expect(merged({ a: 7, b: 30 })).toEqual([{ conversation: 'a', before: keptFrom(30, NOW) }])
    expect(merged({ a: 7, b: null, c: 3 })).toEqual([])
    expect(merged({ b: 5 })).toEqual([{ conversation: 'a', before: keptFrom(5, NOW) }])
  })
})

describe('the day from which on messages are kept', () => {
  it('begins at midnight of this computer', () => {
    expect(new Date(keptFrom(1, NOW)).toString()).toContain('Sun Jun 14 2026 00:00:00')
    expect(new Date(keptFrom(0, NOW)).toString()).toContain('Mon Jun 15 2026 00:00:00')
  })

  it('is midnight too when the clocks were changed in between', () => {
    const afterSpring = Date.UTC(2026, 2, 30, 10)
    expect(new Date(keptFrom(2, afterSpring)).toString()).toContain('Sat Mar 28 2026 00:00:00')
    expect(keptFrom(0, afterSpring) - keptFrom(1, afterSpring)).toBe(23 * HOUR)
  })
})
