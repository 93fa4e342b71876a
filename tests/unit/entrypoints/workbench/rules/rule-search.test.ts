import { describe, expect, it } from 'vitest'
import { hasWords } from '../../../../../entrypoints/workbench/rules/rule-search.ts'
import { aRule } from './a-full-rule.ts'

const base = aRule('r')
const rule = aRule('r', {
  name: 'Office 值班',
  what: {
    ...base.what,
    groups: [
      {
        join: 'any',
        conditions: [
          { on: 'text', match: 'any-of', texts: ['报价'], not: false },
          { on: 'pattern', pattern: 'order-(\\d+)', not: false },
          { on: 'content', kinds: ['picture'], not: true },
        ],
      },
    ],
  },
  reply: {
    ...base.reply,
    texts: [{ text: '稍后联系', weight: 1 }],
    followUp: { choices: [{ texts: ['转人工'], reply: '好的', again: false }], waitMs: 60_000, otherwise: '没听懂' },
  },
})

describe('hasWords', () => {
  it.each([
    '',
    '  ',
    'office',
    'ＯＦＦＩＣＥ',
    '报价',
    'ORDER-',
    '稍后',
    '转人工',
    '好的',
    '没听懂',
    '当好友',
    'office 稍后',
  ])('finds a rule by “%s”', (search) => {
    expect(hasWords(rule, '当好友发来含「报价」的消息', search)).toBe(true)
  })

  it.each(['合同', 'office 合同'])('does not find it by “%s”', (search) => {
    expect(hasWords(rule, '当好友发来含「报价」的消息', search)).toBe(false)
  })

  it('does without follow-ups', () => {
    expect(hasWords(base, '', '答 r')).toBe(true)
  })
})
