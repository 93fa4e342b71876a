import { beforeEach, describe, expect, it } from 'vitest'
import { nameList, ruleSentence, ruleTitle } from '../../../../entrypoints/pages/rule-sentence.ts'
import { setLanguage } from '../../../../lib/i18n/t.ts'
import type { Condition } from '../../../../lib/rules/rule.ts'
import { aRule, has, pattern } from './a-rule.ts'

const names = new Map([
  ['c1', '强哥'],
  ['c2', 'Lily'],
  ['c3', '老王'],
])

const text = (match: 'exact' | 'all-of' | 'starts' | 'ends', texts: string[], not = false): Condition => ({
  on: 'text',
  match,
  texts,
  not,
})

beforeEach(() => setLanguage('zh-CN', ''))

describe('ruleSentence', () => {
  it.each([
    ['a friend and a keyword', aRule(), '好友发来含「在吗」→「我在开会」'],
    ['any of two', aRule({ conditions: [has('a', 'b')] }), '好友发来含「a」或「b」→「我在开会」'],
    ['all of two', aRule({ conditions: [text('all-of', ['a', 'b'])] }), '好友发来含「a」和「b」→「我在开会」'],
    ['the whole text', aRule({ conditions: [text('exact', ['在吗'])] }), '好友发来「在吗」→「我在开会」'],
    ['the beginning', aRule({ conditions: [text('starts', ['订单'])] }), '好友发来以「订单」开头的话→「我在开会」'],
    ['not the end', aRule({ conditions: [text('ends', ['?'], true)] }), '好友发来不以「?」结尾的话→「我在开会」'],
    ['a pattern', aRule({ conditions: [pattern('^a')] }), '好友发来符合 /^a/→「我在开会」'],
    ['no pattern', aRule({ conditions: [pattern('^a', true)] }), '好友发来不符合 /^a/ 的话→「我在开会」'],
    [
      'a kind of message',
      aRule({ conditions: [{ on: 'content', kinds: ['picture', 'face'], not: false }] }),
      '好友发来图片或表情→「我在开会」',
    ],
    [
      'two conditions',
      aRule({ conditions: [has('a'), { on: 'text', match: 'any-of', texts: ['b'], not: true }] }),
      '好友发来含「a」且不含「b」的话→「我在开会」',
    ],
    [
      'two groups of conditions',
      aRule({
        what: {
          join: 'any',
          groups: [
            { join: 'all', conditions: [has('a'), has('b')] },
            { join: 'all', conditions: [has('c')] },
          ],
        },
      }),
      '好友发来（含「a」且含「b」）或含「c」→「我在开会」',
    ],
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
    [
      'who else counts, or does not',
      aRule({
        who: {
          kinds: ['friend', 'group'],
          onlyWhenMentioned: false,
          categories: ['同事'],
          roles: ['owner', 'admin'],
          authors: ['c1'],
          except: ['c3'],
        },
      }),
      '好友或群（老王 除外、只限分组 同事、群里只限 强哥 说的、群里只限群主或管理员）发来含「在吗」→「我在开会」',
    ],
    [
      'hours that pass midnight',
      aRule({ when: { hours: [{ on: [1, 2, 3, 4, 5, 6, 7], from: 22 * 60, to: 8 * 60 }] } }),
      '好友在 22:00–8:00 发来含「在吗」→「我在开会」',
    ],
    [
      'hours of working days and of some days',
      aRule({
        when: {
          hours: [
            { on: 'workdays', from: 9 * 60, to: 18 * 60 + 30 },
            { on: [6, 7], from: 0, to: 24 * 60 },
          ],
        },
      }),
      '好友在 工作日 9:00–18:30、周六和周日 全天 发来含「在吗」→「我在开会」',
    ],
    [
      'a whole day from midnight to midnight, and the first message',
      aRule({ when: { hours: [{ on: 'days-off', from: 0, to: 0 }], first: 'today' } }),
      '好友在 休息日 全天、当天第一次说话时 发来含「在吗」→「我在开会」',
    ],
    [
      'dates, silence and being away',
      aRule({
        when: {
          hours: [{ on: [1, 2, 3], from: 0, to: 60 }],
          dates: { from: '2026-02-16', to: '2026-02-24' },
          first: 'after-silence',
          silenceDays: 3,
          onlyWhenAway: true,
        },
      }),
      '好友在 周一至周三 0:00–1:00、2026年2月16日到2026年2月24日之前、沉默 3 天后、我离开时 发来含「在吗」→「我在开会」',
    ],
    [
      'what else there is to the reply',
      aRule({
        reply: {
          texts: [
            { text: '一', weight: 1 },
            { text: '二', weight: 1 },
          ],
          mode: 'draft',
          delay: { fromMs: 2_000, toMs: 5_000 },
          followUp: { choices: [{ texts: ['1'], reply: '好', again: false }], waitMs: 60_000, otherwise: null },
        },
        goOn: true,
      }),
      '好友发来含「在吗」→「一」（另有 1 种回复、再等 1 种答案、等 2–5 秒、只拟草稿、接着看下面的规则）',
    ],
    ['a reply of several lines', aRule({ reply: '一\n  二' }), '好友发来含「在吗」→「一 二」'],
  ])('reads %s', (_what, rule, sentence) => {
    expect(ruleSentence(rule, names)).toBe(sentence)
  })

  it('reads in English', async () => {
    await setLanguage('en', '')
    const rule = aRule({
      who: { kinds: ['friend', 'discuss'], onlyWhenMentioned: false },
      when: { hours: [{ on: 'days-off', from: 22 * 60, to: 8 * 60 }], first: 'today' },
      conditions: [has('在吗'), { on: 'content', kinds: ['picture'], not: true }],
      reply: { mode: 'draft', texts: [{ text: '我在开会', weight: 1 }] },
    })
    expect(ruleSentence(rule, names)).toBe(
      'Friends or discussions (days off 22:00–8:00, first of the day): text with “在吗” and something without a picture → “我在开会” (draft only)',
    )
  })

  it('fences text that reads from right to left', () => {
    expect(ruleSentence(aRule({ reply: 'مرحبا' }), names)).toContain('「\u2068مرحبا\u2069」')
    expect(ruleSentence(aRule({ who: { categories: ['عمل'] } }), names)).toContain('\u2068عمل\u2069')
  })

  it('takes a variable in the reply as text', () => {
    expect(ruleSentence(aRule({ reply: '{who} {nick}' }), names)).toContain('「{who} {nick}」')
  })
})

describe('ruleTitle', () => {
  it('is the user’s own name, else the sentence', () => {
    expect(ruleTitle(aRule({ name: ' 值班\n回复 ' }), names)).toBe('值班 回复')
    expect(ruleTitle(aRule({ name: ' ' }), names)).toBe(ruleSentence(aRule(), names))
  })
})

describe('nameList', () => {
  it('names two and counts the rest, or only counts while names are missing', () => {
    expect(nameList(['c1', 'c2', 'c3'], names)).toBe('强哥、Lily等 3 个')
    expect(nameList(['c1', 'x'], names)).toBe('2 个联系人')
  })
})
