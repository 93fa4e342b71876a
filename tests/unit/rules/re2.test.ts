import { describe, expect, it } from 'vitest'
import { compileRe2, toRe2Syntax } from '../../../lib/rules/re2.ts'

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

  it('compiles a pattern in whatever case it is to be found', () => {
    expect(compileRe2('ppt', true).pattern?.test('PPT')).toBe(true)
    expect(compileRe2('ppt', false).pattern?.test('PPT')).toBe(false)
  })
})

describe('toRe2Syntax', () => {
  it.each([
    ['code units', '\\u4e00', '\\x{4e00}'],
    ['halves of one character', '\\uD83D\\uDE00', '\\x{1F600}'],
    ['named groups', '(?<n>a)', '(?P<n>a)'],
    ['letters typed apart from their marks', 'e\u0301', '\u00E9'],
  ])('translates %s', (_, source, translated) => {
    expect(toRe2Syntax(source).toLowerCase()).toBe(translated.toLowerCase())
  })
})
