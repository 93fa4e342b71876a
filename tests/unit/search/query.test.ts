import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatQuery } from '../../../lib/search/format-query.ts'
import { parseQuery } from '../../../lib/search/query.ts'
import { anyText } from './texts.ts'

const words = (text: string, not = false) => ({ not, kind: 'words', text })
const groups = (text: string) => parseQuery(text).groups

describe('parseQuery', () => {
  it('wants all words, and phrases as they stand', () => {
    expect(groups(' 周末　爬山 ')).toEqual([[words('周末')], [words('爬山')]])
    expect(groups('"周末 爬山" “go now” 5"')).toEqual([[words('周末 爬山')], [words('go now')], [words('5"')]])
  })

  it('takes a minus for what is not wanted, and alone for itself', () => {
    expect(groups('-取消 -"a b" - a-b －从')).toEqual([
      [words('取消', true)],
      [words('a b', true)],
      [words('-')],
      [words('a-b')],
      [words('从', true)],
    ])
  })

  it('takes a bar for alternatives, which bind closer than blanks', () => {
    expect(groups('爬山 周六|周日 | 下周 去')).toEqual([
      [words('爬山')],
      [words('周六'), words('周日'), words('下周')],
      [words('去')],
    ])
    expect(groups('a | -b')).toEqual([[words('a'), words('b', true)]])
  })

  it('denies all alternatives behind one minus', () => {
    expect(groups('-has:图片|表情')).toEqual([
      [
        {
          not: true,
          kind: 'any',
          of: [
            { not: false, kind: 'has', what: 'picture' },
            { not: false, kind: 'has', what: 'face' },
          ],
        },
      ],
    ])
  })

  it('knows the filters by their names in both languages', () => {
    const english = groups('from:小明 in:"a b" has:links before:2026 after:2026-11 on:2026-11-22')
    expect(groups('来自：小明 在:“a b” 含：链接 早于:2026年 晚于:2026/11 当天:２０２６.11.22')).toEqual(english)
    expect(english.flat().map(({ kind }) => kind)).toEqual(['from', 'in', 'has', 'before', 'after', 'on'])
    expect(groups('FROM:我')).toEqual([[{ not: false, kind: 'from', name: '我', isMe: true }]])
    expect(groups('from:"me"')).toEqual([[{ not: false, kind: 'from', name: 'me', isMe: false }]])
    expect(groups('from:a|b')).toEqual([
      [
        { not: false, kind: 'from', name: 'a', isMe: false },
        { not: false, kind: 'from', name: 'b', isMe: false },
      ],
    ])
  })

  it('takes every other colon as it is', () => {
    expect(groups('http://a.b 12:30 form:x :from')).toEqual(
      ['http://a.b', '12:30', 'form:x', ':from'].map((text) => [words(text)]),
    )
  })

  it('takes a sign behind a backslash as it is', () => {
    expect(groups('from\\:x \\-a a\\ b \\"c a\\|b \\\\')).toEqual(
      ['from:x', '-a', 'a b', '"c', 'a|b', '\\'].map((text) => [words(text)]),
    )
    expect(groups('"a\\"b"')).toEqual([[words('a"b')]])
  })

  it('reads days, months and years in the zone of the computer', () => {
    const [[wish] = []] = groups('on:2024-02')
    expect(wish).toMatchObject({
      days: { text: '2024-02', from: new Date(2024, 1, 1).getTime(), to: new Date(2024, 2, 1).getTime() },
    })
    const [[day] = []] = groups('on:2023-12-31')
    expect(day).toMatchObject({ days: { to: new Date(2024, 0, 1).getTime() } })
  })

  it.each([
    ['from: a', { why: 'no-value', filter: 'from' }],
    ['a 含：', { why: 'no-value', filter: 'has' }],
    ['a before:2026-02-30', { why: 'no-date', value: '2026-02-30' }],
    ['a on:26', { why: 'no-date', value: '26' }],
    ['a on:1969', { why: 'no-date', value: '1969' }],
    ['a has:鱼', { why: 'no-content', value: '鱼' }],
    ['|a', { why: 'loose-bar' }],
    ['a |', { why: 'loose-bar' }],
    ['"a', { why: 'open-quote', value: 'a' }],
  ])('of %s leaves out what is wrong and says it', (text, mistake) => {
    expect(parseQuery(text)).toEqual({ groups: [[words('a')]], mistakes: [mistake] })
  })

  it('finds nothing to search for in blanks and what is not seen', () => {
    for (const text of ['', ' 　', '\u200B', '""', '-""', '-', '|'].filter((one) => one !== '-')) {
      expect(groups(text)).toEqual([])
    }
  })

  it('is given back by formatQuery, whatever was typed', () => {
    fc.assert(
      fc.property(anyText, anyQueryText, fc.boolean(), (text, typed, isRaw) => {
        const query = groups(isRaw ? text : typed)
        expect(parseQuery(formatQuery({ groups: query }))).toEqual({ groups: query, mistakes: [] })
      }),
      { numRuns: 600 },
    )
  })

  it('reads the longest nonsense in a moment', () => {
    expect(groups('-"|'.repeat(20_000)).length).toBeGreaterThan(0)
    expect(groups('from:a|'.repeat(5_000))[0]).toHaveLength(5_000)
  })
})

const SIGNS = [
  '-',
  '|',
  ' ',
  ' ',
  '"',
  '“',
  '”',
  '\\',
  'from:',
  '在：',
  'has:',
  '图片',
  'before:',
  '2026-11',
  '2026',
  'a',
  '我',
  '小明',
  '：',
  'http:',
]
const anyQueryText = fc.array(fc.constantFrom(...SIGNS), { maxLength: 14 }).map((parts) => parts.join(''))
