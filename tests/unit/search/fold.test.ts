import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldForSearch, foldLines, foldWithPlaces } from '../../../lib/search/fold.ts'
import { anyText } from './texts.ts'

/** Characters that are folded by themselves, or with what they stand on. */
const CHANGING = /[\p{M}\p{Lu}\p{Default_Ignorable_Code_Point}\s\u1100-\u11FF]/u

describe('folding for the search', () => {
  it('makes width, case and composition no difference', () => {
    expect(foldForSearch('ＨＥＬＬＯ　Ｗｏｒｌｄ！')).toBe('hello world!')
    expect(foldForSearch('ｶﾞｷﾞ')).toBe('ガギ')
    expect(foldForSearch('E\u0301')).toBe(foldForSearch('é'))
    expect(foldForSearch('ΟΔΟΣ')).toBe(foldForSearch('οδος'))
    expect(foldForSearch('İSTANBUL')).toBe('istanbul')
  })

  it('drops what nobody sees and keeps one blank for a run', () => {
    expect(foldForSearch('你\u200B好\uFEFF')).toBe('你好')
    expect(foldForSearch('❤\uFE0F')).toBe('❤')
    expect(foldForSearch('a \t\r\n\u3000 b')).toBe('a b')
  })

  it('makes longer what stands for several characters, as much as there is', () => {
    const long = '…㍿'.repeat(4_000)
    expect(foldForSearch(long)).toBe('...株式会社'.repeat(4_000))
    expect(foldLines([long, 'Ｂ'])).toBe(`${'...株式会社'.repeat(4_000)}\nb`)
    expect(foldForSearch('Ａ')).toBe('a')
  })

  it('keeps traditional and simplified apart', () => {
    expect(foldForSearch('後來')).toBe('後來')
  })

  it('gives well-formed text without line feeds, and folds nothing twice', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = foldForSearch(text)
        expect(folded.isWellFormed()).toBe(true)
        expect(folded).not.toContain('\n')
      }),
    )
    expect(foldForSearch('\uD83D')).toBe('\uFFFD')
  })

  it('folds many texts at once like each by itself, a line each', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 6 }), (texts) => {
        expect(foldLines(texts).split('\n')).toEqual(texts.map(foldForSearch))
      }),
      { numRuns: 500 },
    )
    expect(foldLines(['a\u0001B', 'c'])).toBe('a\u0001b\nc')
  })

  it('knows the place of everything it folds', () => {
    const { folded, starts, ends } = foldWithPlaces('Ａ\u200B㎏ b')
    expect(folded).toBe('akg b')
    expect([...starts]).toEqual([0, 2, 2, 3, 4, 5])
    expect([...ends]).toEqual([2, 3, 3, 4, 5])
  })

  it('folds the same with places as without', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { folded, starts, ends } = foldWithPlaces(text)
        expect(folded).toBe(foldForSearch(text))
        expect(starts).toHaveLength(folded.length + 1)
        expect(ends).toHaveLength(folded.length)
        expect([...starts]).toEqual([...starts].toSorted((a, b) => a - b))
      }),
      { numRuns: 500 },
    )
  })

  it('folds every character the same with places, before and behind any neighbour that joins it', () => {
    const neighbours = ['a', '\u0301', '\u1161', '\u200D', ' ']
    const broken: string[] = []
    for (let point = 0; point < 0x2_0000; point++) {
      const character = String.fromCodePoint(point)
      const isEmoji = (point >= 0x1_f5e0 && point < 0x1_f620) || (point >= 0x1_fbd0 && point < 0x1_fc00)
      if (!isEmoji && !CHANGING.test(character) && character.normalize('NFKC') === character) continue
      const text = neighbours.map((neighbour) => neighbour + character + neighbour).join('x')
      if (foldWithPlaces(text).folded !== foldForSearch(text)) broken.push(point.toString(16))
    }
    expect(broken).toEqual([])
  }, 20_000)
})
