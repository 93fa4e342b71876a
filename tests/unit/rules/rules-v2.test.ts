import { describe, expect, it } from 'vitest'
import { checkRule } from '../../../lib/rules/check.ts'
import { compileRules } from '../../../lib/rules/compile.ts'
import { decide, emptyRuleState } from '../../../lib/rules/decide.ts'
import { ruleSchema } from '../../../lib/rules/rule.ts'
import frozen from '../../fixtures/migrations/rules-v2.json' with { type: 'json' }
import { event, NOON, NOW, ruleSet } from './examples.ts'

/** The fixture is written by hand and frozen: rules as version 2 stores them. Never edit it; add the next version. */
describe('rules stored by version 2', () => {
  it.each(frozen.map((stored) => [stored.id, stored] as const))(
    'reads "%s" whole and finds it in order',
    (_, stored) => {
      expect(ruleSchema.parse(stored)).toEqual(stored)
      expect(checkRule(stored)).toEqual({ rule: stored, problems: [] })
    },
  )

  it('decides by them', () => {
    const rules = compileRules(ruleSet(frozen.map((stored) => ruleSchema.parse(stored))))
    // Ten in the morning of a Monday in Shanghai.
    const at = Date.parse('2026-09-21T02:00:00Z')
    const now = { ...NOW, at, serverAt: at, away: true }
    const message = event({ conversation: 'c-1', category: '同事', sentAt: at })
    const asked = decide(rules, emptyRuleState, { ...message, text: '請問　在嗎' }, now)
    expect(asked.outcome).toMatchObject({ kind: 'reply', replies: [{ ruleId: 'everything' }] })

    const answered = decide(rules, asked.state, { ...message, messageKey: 'm2', text: '２' }, now)
    expect(answered.outcome).toMatchObject({ kind: 'reply', replies: [{ ruleId: 'everything', text: '已转告，小红' }] })

    const drafted = decide(rules, emptyRuleState, event({ sentAt: NOON }), NOW)
    expect(drafted.outcome).toEqual({ kind: 'none', why: 'draft', ruleId: 'plain', text: '在，在吗？' })
  })
})
