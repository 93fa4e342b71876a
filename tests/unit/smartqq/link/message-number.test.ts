import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMessageNumbers, firstMsgId } from '../../../../lib/smartqq/link/message-number.ts'

/** Message number `k` of a page that was loaded in second `s`: what the page's own script does. */
const ofPage = (second: number, k: number) => (second % 10_000) * 10_000 + k

const anyTime = fc.integer({ min: 1_400_000_000_000, max: 1_700_000_000_000 })

describe('firstMsgId', () => {
  it('is above every number that a page can use', () => {
    fc.assert(
      fc.property(anyTime, fc.nat(9_999), fc.nat(9_999), (now, second, k) => {
        expect(firstMsgId(now)).toBeGreaterThan(ofPage(second, k))
      }),
    )
  })

  it('leaves room below 2^31 for two days of sending at full pace', () => {
    const most = (48 * 3_600) / 3
    fc.assert(
      fc.property(anyTime, (now) => {
        expect(firstMsgId(now) + most).toBeLessThan(2 ** 31)
      }),
    )
  })

  it('is never reached by the numbers of a login before it', () => {
    fc.assert(
      fc.property(anyTime, fc.integer({ min: 1, max: 48 * 3_600 }), (now, seconds) => {
        // The count starts over once in three years.
        fc.pre(Math.floor(now / 1_000) % 100_000_000 < 99_000_000)
        const used = Math.floor(seconds / 3) + 1
        expect(firstMsgId(now + seconds * 1_000)).toBeGreaterThanOrEqual(firstMsgId(now) + used)
      }),
    )
  })
})

describe('createMessageNumbers', () => {
  it('gives no number that is not stored as used, and stores ten at a time', async () => {
    const stored = [100]
    const numbers = createMessageNumbers(100, async (last) => void stored.push(last))
    for (let number = 101; number <= 121; number++) {
      expect(await numbers.next()).toBe(number)
      expect(stored.at(-1)).toBeGreaterThanOrEqual(number)
    }
    expect(stored).toEqual([100, 110, 120, 130])
  })

  it('gives none while storage fails, and goes on afterwards without repeating one', async () => {
    const stored: number[] = []
    let isFull = true
    const numbers = createMessageNumbers(100, async (last) => {
      if (isFull) throw new Error('full')
      stored.push(last)
    })
    await expect(numbers.next()).rejects.toThrow('full')
    isFull = false
    expect(await numbers.next()).toBe(102)
    expect(stored).toEqual([111])
  })

  it('gives each number once to those who ask at the same time', async () => {
    const numbers = createMessageNumbers(100, () => Promise.resolve())
    expect(await Promise.all([numbers.next(), numbers.next()])).toEqual([101, 102])
  })
})
