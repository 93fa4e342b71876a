import { describe, expect, it } from 'vitest'
import type { MatchResult } from '../../../../lib/rules/matchers/matcher.ts'
import { pattern } from '../../../../lib/rules/matchers/pattern.ts'
import { compileRe2 } from '../../../../lib/rules/re2.ts'

function match(source: string, text: string, ignoreCase = false): MatchResult {
  const compiled = compileRe2(source, ignoreCase)
  if (!compiled.pattern) throw new Error(compiled.refused)
  return pattern(compiled.pattern)(text)
}

describe('pattern', () => {
  it.each<[string, string, string, boolean, boolean]>([
    ['is found anywhere in the text', '\\d+号', '我在12号楼', false, true],
    ['is not found where it is not', '\\d+号', '我在楼下', false, false],
    ['may be tied to both ends, the blank of a classic client left out', '^在吗$', '在吗 ', false, true],
    ['tells case apart when asked to', 'ppt', 'PPT', false, false],
    ['ignores case when asked to', 'ppt', 'PPT', true, true],
    ['knows Chinese by script', '^\\p{Han}+$', '你好', false, true],
    ['takes a JavaScript escape of a character', '^[\\u4e00-\\u9fff]+$', '你好', false, true],
    ['takes the two halves of an emoji for one character', '^\\uD83D\\uDE00$', '😀', false, true],
    ['takes a code point in braces', '^\\u{1F600}$', '😀', false, true],
    ['takes an escaped backslash before a u as a backslash', '^\\\\u4e00$', '\\u4e00', false, true],
    ['takes an escaped backslash before two halves as a backslash', '^\\\\uD83D', '\\uD83D', false, true],
  ])('%s', (_, source, text, ignoreCase, matched) => {
    expect(match(source, text, ignoreCase).matched).toBe(matched)
  })

  it('captures by number and by name, the whole match first, null for a group without part in it', () => {
    const { captures, detail } = match('查(?<city>\\p{Han}+)的(天气)|(别的)', '帮我查北京的天气吧')
    expect(captures.byNumber).toEqual(['查北京的天气', '北京', '天气', null])
    expect([...captures.byName]).toEqual([['city', '北京']])
    expect(detail).toBe('查北京的天气')
  })

  it('shows no more than the first 60 characters of a long match', () => {
    expect(match('.+', '😀'.repeat(100)).detail).toBe('😀'.repeat(60))
  })

  it('comes to an end on a pattern and a text that would keep a backtracking engine busy for ever', () => {
    expect(match('(a+)+$', `${'a'.repeat(50_000)}!`).matched).toBe(false)
  })
})

describe('compileRe2', () => {
  it.each([
    ['a lookahead', 'a(?=b)', '(?='],
    ['a negative lookahead', 'a(?!b)', '(?!'],
    ['a lookbehind', '(?<=a)b', 'named capture'],
    ['a backreference by number', '(a)\\1', '\\1'],
    ['a backreference by name', '(?<n>a)\\k<n>', '\\k'],
    ['a possessive quantifier', 'a++', '++'],
    ['an atomic group', '(?>a)', '(?>'],
    ['more than 1000 repetitions', 'a{1001}', '{1001}'],
    ['repetitions that multiply', '((a{100}){100}){100}', 'repeat count'],
    ['a small pattern that becomes a large program', '(\\pL?){999}', 'too large'],
    ['a group left open', '(a', ')'],
    ['the same name twice', '(?<n>a)(?<n>b)', 'duplicate'],
    ['an escape without meaning, which translation would make a letter', 'a\\Z', '\\Z'],
    ['a JavaScript property name', '\\p{Script=Han}', '\\p{Script=Han}'],
  ])('refuses %s and says why', (_, source, reason) => {
    const compiled = compileRe2(source, false)
    expect(compiled.pattern).toBeNull()
    expect(compiled.refused).toContain(reason)
    expect(compiled.refused).not.toContain('error parsing')
  })
})
