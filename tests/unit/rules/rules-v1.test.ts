import { describe, expect, it } from 'vitest'
import { checkRule } from '../../../lib/rules/check.ts'
import { compileRules } from '../../../lib/rules/compile.ts'
import { decide, emptyRuleState } from '../../../lib/rules/decide.ts'
import { ruleSchema } from '../../../lib/rules/rule.ts'
import frozen from '../../fixtures/migrations/rules-v1.json' with { type: 'json' }
import { event, MOMENT, ON } from './examples.ts'

/** The fixture is written by hand and frozen: rules as version 1 stores them. Never edit it; add the next version. */
describe('rules stored by version 1', () => {
  it.each(frozen.map((stored) => [stored.id, stored] as const))(
    'reads "%s" whole and finds it in order',
    (_, stored) => {
      expect(ruleSchema.parse(stored)).toEqual(stored)
      expect(checkRule(stored)).toEqual({ rule: stored, problems: [] })
    },
  )

  it('still decides by them', () => {
    const rules = compileRules(frozen.map((stored) => ruleSchema.parse(stored)))
    const answer = (text: string, kind: 'friend' | 'group' = 'friend', conversation = 'chat-1') =>
      decide(rules, emptyRuleState, event({ text, kind, conversation, mentionsMe: true }), ON, MOMENT).outcome
    expect(answer('hello')).toEqual({ kind: 'reply', ruleId: 'exact', text: '[微笑]你好，小红' })
    expect(answer('你在吗')).toEqual({ kind: 'reply', ruleId: 'any-of', text: '我在开会，稍后回复你（14:30）' })
    expect(answer('周报和文件', 'group', 'c-group-1')).toMatchObject({ kind: 'reply', ruleId: 'all-of' })
    expect(answer('查一下北京的天气')).toEqual({ kind: 'reply', ruleId: 'pattern', text: '北京的天气？{稍等}' })
    expect(answer('off')).toEqual({ kind: 'none', why: 'no-rule-matched', ruleId: null })
  })
})
