import { beforeEach, describe, expect, it } from 'vitest'
import { nameList, ruleSentence } from '../../../../entrypoints/pages/rule-sentence.ts'
import { setLanguage } from '../../../../lib/i18n/t.ts'
import { aRule } from './a-rule.ts'

const names = new Map([
  ['c1', '强哥'],
  ['c2', 'Lily'],
  ['c3', '老王'],
])

beforeEach(() => setLanguage('zh-CN', ''))

describe('ruleSentence', () => {
  it.each([
    ['a friend and a keyword', aRule(), '好友发来含「在吗」→「我在开会」'],
    ['any of two', aRule({ what: { texts: ['a', 'b'] } }), '好友发来含「a」或「b」→「我在开会」'],
    ['all of two', aRule({ what: { match: 'all-of', texts: ['a', 'b'] } }), '好友发来含「a」和「b」→「我在开会」'],
    ['the whole text', aRule({ what: { match: 'exact' } }), '好友发来「在吗」→「我在开会」'],
    ['a pattern', aRule({ what: { match: 'pattern', texts: ['^a'] } }), '好友发来符合 /^a/→「我在开会」'],
    ['groups that mention me', aRule({ who: { kinds: ['group'] } }), '群里 @我 时发来含「在吗」→「我在开会」'],
    [
      'friends, and groups that mention me',
      aRule({ who: { kinds: ['friend', 'group'] } }),
      '好友或群（群聊中须 @我）发来含「在吗」→「我在开会」',
    ],
    [
      'groups, mentioned or not',
      aRule({ who: { kinds: ['group'], onlyWhenMentioned: false } }),
      '群发来含「在吗」→「我在开会」',
    ],
    ['chosen contacts', aRule({ who: { contacts: ['c1', 'c2'] } }), '强哥或Lily发来含「在吗」→「我在开会」'],
    ['a reply of several lines', aRule({ reply: '一\n  二' }), '好友发来含「在吗」→「一 二」'],
  ])('reads %s', (_what, rule, sentence) => {
    expect(ruleSentence(rule, names)).toBe(sentence)
  })

  it('reads in English', async () => {
    await setLanguage('en', '')
    expect(ruleSentence(aRule({ who: { kinds: ['friend', 'discuss'], onlyWhenMentioned: false } }), names)).toBe(
      'Friends or discussions: text with “在吗” → “我在开会”',
    )
  })

  it('fences text that reads from right to left', () => {
    expect(ruleSentence(aRule({ reply: 'مرحبا' }), names)).toContain('「\u2068مرحبا\u2069」')
  })

  it('takes a variable in the reply as text', () => {
    expect(ruleSentence(aRule({ reply: '{who} {nick}' }), names)).toContain('「{who} {nick}」')
  })
})

describe('nameList', () => {
  it('names two and counts the rest, or only counts while names are missing', () => {
    expect(nameList(['c1', 'c2', 'c3'], names)).toBe('强哥、Lily等 3 个')
    expect(nameList(['c1', 'x'], names)).toBe('2 个联系人')
  })
})
