import { describe, expect, it } from 'vitest'
import { allOf } from '../../../../lib/rules/matchers/all-of.ts'
import { anyOf } from '../../../../lib/rules/matchers/any-of.ts'
import { exact } from '../../../../lib/rules/matchers/exact.ts'

const composed = 'caf\u00E9'
const decomposed = 'cafe\u0301'

describe('exact', () => {
  it.each<[string, string[], boolean, string, string | null]>([
    ['takes the whole text', ['在吗'], false, '在吗', '在吗'],
    ['takes any one of its texts', ['在吗', '在不在'], false, '在不在', '在不在'],
    ['refuses a text that only contains it', ['在吗'], false, '在吗？', null],
    ['looks past the blank a classic client appends', ['hii'], false, 'hii \u00A0', 'hii'],
    ['looks past blanks around its own text', [' 在吗 '], false, '在吗', ' 在吗 '],
    ['tells case apart when asked to', ['Hi'], false, 'hi', null],
    ['ignores case when asked to', ['Hi'], true, 'hI', 'Hi'],
    ['takes letters composed either way', [composed], false, decomposed, composed],
    ['reads pattern characters as themselves', ['a.c'], false, 'abc', null],
  ])('%s', (_, texts, ignoreCase, text, hit) => {
    expect(exact(texts, ignoreCase)(text)).toMatchObject({ matched: hit !== null, detail: hit ?? '' })
  })
})

describe('anyOf', () => {
  it.each<[string, string[], boolean, string, string | null]>([
    ['finds a text anywhere', ['文件'], false, '请发文件给我', '文件'],
    ['names the first of its texts that is there', ['发票', '文件', '请'], false, '请发文件给我', '文件'],
    ['refuses a text with none of them', ['发票', '合同'], false, '请发文件给我', null],
    ['tells case apart when asked to', ['PPT'], false, '那个ppt', null],
    ['ignores case on both sides when asked to', ['PpT'], true, '那个pPt', 'PpT'],
    ['takes letters composed either way', [decomposed], true, `A ${composed}!`, decomposed],
    ['finds a face by its name', ['[微笑]'], false, '你好[微笑]', '[微笑]'],
  ])('%s', (_, texts, ignoreCase, text, hit) => {
    expect(anyOf(texts, ignoreCase)(text)).toMatchObject({ matched: hit !== null, detail: hit ?? '' })
  })
})

describe('allOf', () => {
  it.each<[string, string[], boolean, string, boolean]>([
    ['wants every text, in any order', ['今天', '文件'], false, '文件今天要', true],
    ['refuses when one is missing', ['今天', '文件'], false, '文件明天要', false],
    ['tells case apart when asked to', ['A', 'B'], false, 'a b', false],
    ['ignores case when asked to', ['A', 'b'], true, 'a B', true],
  ])('%s', (_, texts, ignoreCase, text, matched) => {
    expect(allOf(texts, ignoreCase)(text).matched).toBe(matched)
  })

  it('names all the words that matched', () => {
    expect(allOf(['今天', '文件'], false)('文件今天要').detail).toBe('今天、文件')
  })
})

describe('keyword matchers', () => {
  it.each([exact, anyOf, allOf])('capture nothing (%o)', (matcher) => {
    expect(matcher(['在吗'], true)('在吗').captures).toEqual({ byNumber: [], byName: new Map() })
  })
})
