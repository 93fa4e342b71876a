import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantText } from '../../../lib/export/instant.ts'

describe('an instant as text', () => {
  it('is what the engine makes of it, in any order', () => {
    const near = fc.integer({ min: -200_000_000, max: 200_000_000 })
    const far = fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 })
    fc.assert(
      fc.property(fc.array(fc.oneof(near, far), { minLength: 1, maxLength: 20 }), (times) => {
        expect(times.map(instantText)).toEqual(times.map((at) => new Date(at).toISOString()))
      }),
      { numRuns: 500 },
    )
  })

  it('knows milliseconds, ends of days and fractions', () => {
    for (const at of [0, -1, 5, 45, 99, 100, 999, 86_399_999, 86_400_000, 1_700_000_000_007, 1_234.9])
      expect(instantText(at)).toBe(new Date(at).toISOString())
  })

  it('does not make up a time that is none', () => {
    expect(() => instantText(Number.NaN)).toThrow(RangeError)
    expect(() => instantText(8_640_000_000_000_001)).toThrow(RangeError)
  })
})
