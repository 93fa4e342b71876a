import { describe, expect, it } from 'vitest'
import { checkRule } from '../../../lib/rules/check.ts'
import { compileRules } from '../../../lib/rules/compile.ts'
import { decide, emptyRuleState } from '../../../lib/rules/decide.ts'
import { rulesTo2 } from '../../../lib/rules/migrations.ts'
import { ruleSchema } from '../../../lib/rules/rule.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import frozen from '../../fixtures/migrations/rules-v1.json' with { type: 'json' }
import { event, NOW, ruleSet } from './examples.ts'

/** The fixture is written by hand and frozen: rules as version 1 stores them. Never edit it; add the next version. */
describe('rules stored by version 1', () => {
  const migrated = rulesTo2(structuredClone(frozen)) as Rule[]

  it.each(migrated.map((rule) => [rule.id, rule] as const))('become rules in order: "%s"', (_, rule) => {
    expect(ruleSchema.parse(rule)).toEqual(rule)
    expect(checkRule(rule)).toEqual({ rule, problems: [] })
  })

  it('still decide as they did', () => {
    const rules = compileRules(ruleSet(migrated))
    const answer = (text: string, kind: 'friend' | 'group' = 'friend', conversation = 'chat-1') => {
      const names = { nick: '小红', remark: '红姐', card: '财务', group: '周报群' }
      const { outcome } = decide(
        rules,
        emptyRuleState,
        event({ text, kind, conversation, names, mentionsMe: true }),
        NOW,
      )
      return outcome.kind === 'reply' ? outcome.replies.map((reply) => `${reply.ruleId}: ${reply.text}`) : outcome.why
    }
    expect(answer('hello')).toEqual(['exact: [微笑]你好，小红'])
    expect(answer('你在吗')).toEqual(['any-of: 我在开会，稍后回复你（22:13）'])
    expect(answer('周报和文件', 'group', 'c-group-1')).toEqual(['all-of: 财务，周报群 的周报第 1 次提醒：红姐'])
    expect(answer('查一下北京的天气')).toEqual(['pattern: 北京的天气？{稍等}'])
    expect(answer('off')).toBe('no-rule-matched')
  })

  it.each<[string, unknown]>([
    ['no list', { rules: [] }],
    ['nothing', undefined],
    ['what is no rule', [null, 3, 'rule', {}, { who: {}, what: {}, reply: {} }]],
    ['a rule of version 2', migrated.slice(0, 1)],
  ])('leaves %s as it is, to be called damaged by whoever reads it', (_, stored) => {
    expect(rulesTo2(stored)).toEqual(stored)
  })
})
