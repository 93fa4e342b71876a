import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chance } from '../../../lib/rules/chance.ts'

describe('chance', () => {
  it('is the same for the same arguments, and from 0 up to 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), fc.string(), fc.string(), (random, a, b) => {
        const drawn = chance(random, a, b)
        expect(chance(random, a, b)).toBe(drawn)
        expect(drawn).toBeGreaterThanOrEqual(0)
        expect(drawn).toBeLessThan(1)
      }),
    )
  })

  it('tells all of its arguments apart', () => {
    const draws = [chance(1, 'm1', 'r1'), chance(2, 'm1', 'r1'), chance(1, 'm2', 'r1'), chance(1, 'm1', 'r2')]
    expect(new Set([...draws, chance(1, 'm1r1'), chance(1, 'm1r', '1'), chance(1, 'm1', 'r1', '')]).size).toBe(7)
  })

  it('falls evenly', () => {
    const counts = Array.from({ length: 10 }, () => 0)
    for (let index = 0; index < 10_000; index++) {
      const place = Math.floor(chance(7, `message-${index}`, 'r1', 'choice') * 10)
      counts[place] = (counts[place] ?? 0) + 1
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150)
  })

  it('draws the same as ever, so that old decisions can be replayed', () => {
    expect(chance(1, 'm1', 'r1', 'choice')).toBe(0.5471799501683563)
  })
})
