import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textsForPattern } from '../../../../lib/rules/lab/pattern-words.ts'
import { compileRe2 } from '../../../../lib/rules/re2.ts'

function isFoundIn(pattern: string, text: string): boolean {
  return compileRe2(pattern, false).pattern?.matcher(text).find() === true
}

describe('texts for a pattern', () => {
  it.each([
    ['在吗', ['在吗']],
    ['在吗|有人', ['在吗', '有人']],
    ['^(?:你好|您好)$', ['你好', '您好']],
    ['(?P<who>小明)来', ['小明来']],
    ['(?<who>小明)来', ['小明来']],
    ['(?i)hello', ['hello']],
    ['a{3}', ['aaa']],
    ['a{2,}b', ['aab']],
    ['a+?b', ['ab']],
    ['[甲-丙]', ['甲']],
    ['[^好a]', ['7']],
    ['[\\d-]x', ['0x']],
    ['\\p{Han}\\pN', ['好7']],
    ['\\x{4e00}\\x41\\u4e8c', ['一A二']],
    ['\\Qa.b\\E', ['a.b']],
    ['\\.\\*', ['.*']],
    ['\\bok\\b', ['ok']],
    ['', ['']],
  ])('of %s are %j', (pattern, texts) => {
    expect(textsForPattern(pattern)).toEqual(texts)
  })

  it('leave out what is optional, and have it in', () => {
    expect(textsForPattern('价格(多少)?')).toEqual(['价格多少', '价格'])
  })

  it('have every branch among the first', () => {
    const texts = textsForPattern(`(?:${['a', 'b', 'c'].join('|')})(?:1|2|3|4|5|6|7|8)`)
    expect(new Set(texts.map((text) => text[0]))).toContain('a')
    expect(texts.length).toBeLessThanOrEqual(12)
  })

  it.each([
    '[[:alpha:]]',
    '(?=x)',
    '\\1',
    '[^\\w]',
    'a**',
    '(',
    '[a',
    '\\p{Cyrillic}',
    'a{999}',
    '\\x{110000}',
    '\\uD800',
  ])('are none where %s is not understood', (pattern) => {
    expect(textsForPattern(pattern)).toEqual([])
  })

  it('are found by the pattern, whatever it is put together from', () => {
    const piece = fc.constantFrom('在', 'ab', '.', '\\d', '[a-c]', '[^x]', '(?:甲|乙丙)', '(\\w)', '\\s', '\\.')
    const times = fc.constantFrom('', '', '+', '*', '?', '{2}', '{0,3}', '+?')
    const pattern = fc
      .array(fc.tuple(piece, times), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.map(([one, some]) => one + some).join(''))
    const whole = fc.tuple(pattern, pattern, fc.boolean()).map(([a, b, both]) => (both ? `(?:${a}|${b})` : `^${a}$`))
    fc.assert(
      fc.property(whole, (source) => {
        const texts = textsForPattern(source)
        expect(texts).not.toEqual([])
        for (const text of texts) expect(isFoundIn(source, text), `${source} in ${JSON.stringify(text)}`).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('never throw and stop, whatever the pattern', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('ab[](){}|*+?^$.\\d-PQ<>:好1,')) }), (source) => {
        expect(textsForPattern(source).length).toBeLessThanOrEqual(12)
      }),
      { numRuns: 2_000 },
    )
  })
})
