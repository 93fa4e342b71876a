import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compose } from '../../../lib/rules/compose.ts'
import { cpuTime } from './cpu-time.ts'

const anyCharacter = fc.integer({ min: 0, max: 0x10_ffff }).map((code) => String.fromCodePoint(code))

describe('compose', () => {
  it('is the composed form of Unicode for whatever a person writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 25 }), (text) => {
        expect(compose(text)).toBe(text.normalize('NFC'))
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['letter and accent', 'cafe\u0301', 'café'],
    ['kana and voicing mark', 'か\u3099', 'が'],
    ['the sign of ångström', '\u212B', 'Å'],
    ['a compatibility ideograph', '\uF900', '豈'],
    ['one beyond the first plane', '\u{2F800}', '丽'],
    ['jamo', '\u1112\u1161\u11AB', '한'],
    ['the Kelvin sign', '\u212A', 'K'],
  ])('composes %s', (_, given, composed) => {
    expect(compose(given)).toBe(composed)
  })

  it('leaves each character that it does not look at alone as Unicode does, before and after any other', () => {
    const changed: string[] = []
    for (let unit = 0; unit < 0x1_0000; unit++) {
      const character = String.fromCharCode(unit)
      if (compose(character) !== character.normalize('NFC')) changed.push(unit.toString(16))
    }
    expect(changed).toEqual([])
  })

  it.each([
    ['of the first plane', '\u0301', '\u0323'],
    ['beyond the first plane', '\u{1D185}', '\u{1D17B}'],
  ])('keeps thousands of marks %s on one letter apart, which to order would take seconds', (_, above, below) => {
    const hostile = `a${above.repeat(25_000)}${below.repeat(25_000)}`
    expect(cpuTime(() => compose(hostile), 1)).toBeLessThan(300)
    // No mark is lost; the first may have become one letter with the one before it.
    expect(compose(hostile).replaceAll('\u034F', '').length).toBeGreaterThanOrEqual(hostile.length - 1)
  })

  it('orders thirty marks on one letter', () => {
    const text = `a${'\u0301'.repeat(15)}${'\u0323'.repeat(15)}`
    expect(compose(text)).toBe(text.normalize('NFC'))
  })
})
