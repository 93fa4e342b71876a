import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldForSearch } from '../../../lib/search/fold.ts'
import { createSignature, mayContain, queryGrams, textGrams } from '../../../lib/search/grams.ts'
import { anyText } from './texts.ts'

describe('pieces of text', () => {
  it('are units, pairs, and triples of one writing, without blanks', () => {
    expect([...textGrams('你好吗? ok!')]).toEqual([
      '你',
      '你好',
      '你好吗',
      '好',
      '好吗',
      '吗',
      '吗?',
      '?',
      'o',
      'ok',
      'k',
      'k!',
      '!',
    ])
  })

  it('of Latin and digits are four and six in a row, too', () => {
    expect([...textGrams('linux70')].filter((gram) => gram.length > 3)).toEqual([
      'linu',
      'linux7',
      'inux',
      'inux70',
      'nux7',
      'ux70',
    ])
  })

  it('of a term are in every text in which it stands', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (before, term, behind) => {
        const pieces = new Set(textGrams(foldForSearch(before) + foldForSearch(term) + foldForSearch(behind)))
        for (const gram of queryGrams(foldForSearch(term))) expect(pieces.has(gram)).toBe(true)
      }),
    )
  })

  it('come longest first, each once', () => {
    expect(queryGrams('哈哈哈')).toEqual(['哈哈哈', '哈哈', '哈'])
    expect(queryGrams(' ')).toEqual([])
  })
})

describe('a signature', () => {
  it('never denies what one of its texts has', () => {
    fc.assert(
      fc.property(fc.array(anyText.map(foldForSearch), { maxLength: 40 }), (texts) => {
        const signature = createSignature(texts)
        for (const text of texts) {
          for (let from = 0; from < text.length; from += 3) {
            for (const length of [1, 2, 3, 7]) {
              expect(mayContain(signature, queryGrams(text.slice(from, from + length)))).toBe(true)
            }
          }
        }
      }),
    )
  })

  it('denies most of what none of its texts has', () => {
    const words = Array.from({ length: 400 }, (_, index) =>
      String.fromCharCode(0x4e00 + index * 7, 0x4e00 + index * 11),
    )
    const signature = createSignature(words.slice(0, 200))
    const others = words.slice(200).filter((word) => mayContain(signature, queryGrams(word)))
    expect(others.length).toBeLessThan(10)
  })

  it('tells words apart that are made of the same syllables', () => {
    const syllables = ['ka', 'ti', 'ro', 'me', 'no', 'shi', 'lin', 'port', 'git', 'con']
    const words = syllables.flatMap((one) => syllables.flatMap((two) => syllables.map((three) => one + two + three)))
    const isSaid = (_: string, nth: number) => (nth * 7) % 3 === 0
    const signature = createSignature(words.filter(isSaid))
    const text = words.filter(isSaid).join(' ')
    const others = words.filter((word) => !text.includes(word))
    const wrong = others.filter((word) => mayContain(signature, queryGrams(word)))
    expect(wrong.length).toBeLessThan(others.length / 3)
  })

  it('takes at most 40 % of its texts in UTF-8', () => {
    const different = Array.from({ length: 500 }, (_, index) => `${(index * 7_919_777).toString(36)}你${index}`)
    for (const texts of [different, different.map((text) => text.repeat(3))]) {
      const bytes = texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0)
      expect(createSignature(texts).length).toBeLessThanOrEqual(0.4 * bytes)
    }
  })

  it('of nothing denies everything', () => {
    expect(mayContain(createSignature([]), queryGrams('我'))).toBe(false)
    expect(mayContain(createSignature([]), [])).toBe(true)
  })
})
