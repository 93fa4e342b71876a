import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldForSearch } from '../../../lib/search/fold.ts'
import { compileMarker, excerpt } from '../../../lib/search/mark.ts'
import { parseQuery } from '../../../lib/search/query.ts'
import { anyText } from './texts.ts'

const marked = (text: string, query: string) =>
  compileMarker(parseQuery(query))(text).map(({ from, to }) => text.slice(from, to))

describe('compileMarker', () => {
  it('marks what was found as it is shown, in order', () => {
    expect(marked('Ｈello 周末，hello 周', 'hello 周')).toEqual(['Ｈello', '周', 'hello', '周'])
    expect(marked('你\u200B好吗', '你好')).toEqual(['你\u200B好'])
    expect(marked('a㎏b', 'g')).toEqual(['㎏'])
  })

  it('marks what overlaps once, and alternatives all', () => {
    expect(marked('开会通知', '开会 会通')).toEqual(['开会通'])
    expect(marked('周六周日', '周六|日')).toEqual(['周六', '日'])
  })

  it('marks nothing that is denied, and nothing for filters', () => {
    expect(marked('a b', '-b has:link')).toEqual([])
  })

  it('marks at least the term, and whole characters', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (before, term, behind) => {
        fc.pre(foldForSearch(term).trim() !== '')
        const text = before + term + behind
        const spans = compileMarker({ groups: [[{ not: false, kind: 'words', text: term }]] })(text)
        for (const [index, { from, to }] of spans.entries()) {
          expect(from).toBeLessThan(to)
          expect(from).toBeGreaterThan(spans[index - 1]?.to ?? -1)
          expect(foldForSearch(text.slice(from, to))).toContain(foldForSearch(term))
        }
        expect(spans.length > 0).toBe(foldForSearch(text).includes(foldForSearch(term)))
      }),
    )
  })

  it('bears a long text of nothing but hits', () => {
    expect(marked('a '.repeat(20_000), 'a').length).toBeLessThanOrEqual(500)
  })
})

describe('excerpt', () => {
  it('shows a short text whole', () => {
    expect(excerpt('周末爬山', [{ from: 2, to: 4 }], 20)).toEqual({
      text: '周末爬山',
      marks: [{ from: 2, to: 4 }],
      isCut: false,
    })
  })

  it('shows the part of a long one where the first mark is', () => {
    const text = `${'字'.repeat(100)}爬山${'字'.repeat(100)}`
    const cut = excerpt(text, [{ from: 100, to: 102 }], 40)
    expect(cut.isCut).toBe(true)
    expect(cut.text).toHaveLength(40)
    expect(cut.marks.map(({ from, to }) => cut.text.slice(from, to))).toEqual(['爬山'])
  })

  it('cuts no character in two', () => {
    const text = `${'😀'.repeat(30)}x`
    const cut = excerpt(text, [{ from: 60, to: 61 }], 21)
    expect(cut.text.isWellFormed()).toBe(true)
  })
})
