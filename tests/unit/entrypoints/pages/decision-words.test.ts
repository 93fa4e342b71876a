import { beforeEach, describe, expect, it } from 'vitest'
import { outcomeWords, shownSteps, stepWords } from '../../../../entrypoints/pages/decision-words.ts'
import { belongsTo } from '../../../../entrypoints/popup/recent-rows.ts'
import type { Decision } from '../../../../lib/chat/decision.ts'
import type { OutboxRow } from '../../../../lib/chat/outbox-row.ts'
import { alsoSpeak, lateWords, setLanguage } from '../../../../lib/i18n/t.ts'

const decision = (outcome: Decision['outcome']): Decision => ({
  messageKey: 'm1',
  account: '1',
  conversation: 'c1',
  kind: 'friend',
  at: 0,
  outcome,
  trace: [],
})
const replied = decision({ kind: 'reply', ruleId: 'r1', outboxId: 'o1', text: '好' })

function row(change: Partial<OutboxRow>): OutboxRow {
  return {
    id: 'o1',
    ruleId: 'r1',
    conversation: 'c1',
    kind: 'friend',
    target: { account: '1', epoch: 'e', kind: 'person', number: 1 },
    answers: { key: 'm1', sentAt: 0 },
    segments: [],
    text: '好',
    state: 'sent',
    createdAt: 0,
    notBefore: 0,
    stateAt: 0,
    reason: null,
    code: null,
    echoedAt: null,
    ...change,
  }
}

alsoSpeak(lateWords)

beforeEach(() => setLanguage('zh-CN', ''))

describe('outcomeWords', () => {
  it.each([
    ['已回复', null, row({ state: 'sent' })],
    ['等待发送', null, row({ state: 'pending' })],
    ['等待发送', null, undefined],
    ['待确认是否送达', '代码 1202', row({ state: 'uncertain', code: 1202 })],
    ['待确认是否送达', null, row({ state: 'uncertain' })],
    ['被服务器拒绝', '服务器拒绝了这条回复', row({ state: 'refused', reason: 'refused-by-server', code: 100101 })],
    ['未发送', '已暂停', row({ state: 'dropped', reason: 'paused' })],
  ])('says %s, %s', (text, why, reply) => {
    expect(outcomeWords(replied, reply)).toMatchObject({ text, why })
  })

  it('says why nothing was answered', () => {
    expect(outcomeWords(decision({ kind: 'none', why: 'stale', ruleId: 'r1' }), undefined)).toEqual({
      text: '未回复',
      tone: 'warn',
      why: '消息太旧，不再回复',
    })
  })
})

describe('belongsTo', () => {
  it.each([
    ['a reply that was sent', replied, row({ state: 'sent' }), ['replied']],
    ['a reply on its way', replied, row({ state: 'pending' }), ['replied']],
    ['a reply that may have arrived', replied, row({ state: 'uncertain' }), ['replied', 'uncertain']],
    ['a reply that was dropped', replied, row({ state: 'dropped', reason: 'paused' }), ['heldBack']],
    ['a reply that was refused', replied, row({ state: 'refused' }), []],
    ['what a guard stopped', decision({ kind: 'none', why: 'paused', ruleId: 'r1' }), undefined, ['heldBack']],
    ['a draft', decision({ kind: 'none', why: 'draft', ruleId: 'r1', text: '好' }), undefined, ['heldBack', 'draft']],
    ['what no rule was about', decision({ kind: 'none', why: 'no-rule-matched', ruleId: null }), undefined, []],
  ])('puts %s where it is counted', (_what, about, reply, filters) => {
    const row = { decision: about, reply }
    const all = ['replied', 'heldBack', 'draft', 'uncertain'] as const
    expect(all.filter((filter) => belongsTo(row, filter))).toEqual(filters)
    expect(belongsTo(row, 'all')).toBe(true)
  })
})

describe('stepWords', () => {
  it('tells a guard from a condition', () => {
    expect(stepWords({ check: 'guard:stale', ruleId: null, passed: false, detail: '95 s' })).toEqual({
      what: '消息够新',
      verdict: '拦下',
      detail: '1分钟35秒前',
    })
    expect(stepWords({ check: 'rule:match', ruleId: 'r1', passed: false })).toMatchObject({
      what: '消息文字',
      verdict: '不符',
    })
    expect(stepWords({ check: 'rule:hours', ruleId: 'r1', passed: true })).toMatchObject({
      what: '时段',
      verdict: '通过',
    })
  })

  it.each([
    ['rule:kind', 'discuss', '讨论组'],
    ['rule:role', 'admin', '管理员'],
    ['rule:first', '3 d', '3天前'],
    ['rule:first', '0 d', ''],
    ['guard:burst', '0 s', '刚刚'],
    ['guard:cooldown', '59 s', '还要 59秒'],
    ['guard:muted', '10 min', '还要 10分钟'],
    ['guard:cap-minute', '6 / 6', '6 / 6'],
    ['rule:match', '5 min', '5 min'],
  ] as const)('says the fact of %s, %j, in words', (check, detail, words) => {
    expect(stepWords({ check, ruleId: 'r1', passed: false, detail }).detail).toBe(words)
  })

  it('says how many guards and rules a step stands for', () => {
    expect(stepWords({ check: 'kernel', ruleId: null, passed: true, detail: '15' })).toEqual({
      what: '15 项保护都通过',
      verdict: '通过',
      detail: '',
    })
    expect(stepWords({ check: 'rules', ruleId: null, passed: false, detail: '3' })).toEqual({
      what: '另有 3 条规则文字不符',
      verdict: '',
      detail: '',
    })
  })
})

describe('shownSteps', () => {
  it('leaves out that no rule was passed over', () => {
    const steps = [
      { check: 'kernel', ruleId: null, passed: true, detail: '15' },
      { check: 'rules', ruleId: null, passed: false, detail: '0' },
    ] as const
    expect(shownSteps(steps).map(({ check }) => check)).toEqual(['kernel'])
  })
})
