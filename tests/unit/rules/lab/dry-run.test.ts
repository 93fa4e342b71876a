import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRules } from '../../../../lib/rules/compile.ts'
import { decide } from '../../../../lib/rules/decide.ts'
import { dryRun } from '../../../../lib/rules/lab/dry-run.ts'
import { emptyRuleState } from '../../../../lib/rules/state.ts'
import { HOUR } from '../../../../lib/time.ts'
import { event, NOW, ON, rule, ruleSet, textCondition } from '../examples.ts'
import { anyEvent, anyNow, anyRuleSet } from './arbitrary.ts'

function verdicts(rules: Parameters<typeof ruleSet>[0], ...[given, now]: [Parameters<typeof event>[0]?, typeof NOW?]) {
  const run = dryRun(compileRules(ruleSet(rules)), emptyRuleState, event(given), now ?? NOW)
  return run.rules.map(({ ruleId, verdict }) => `${ruleId} ${verdict}`)
}

const a = rule({ id: 'a' })
const b = rule({ id: 'b' })
const other = rule({ id: 'other', conditions: [textCondition('any-of', ['你好'])] })

describe('a dry run', () => {
  it('says of each rule what it makes of the message', () => {
    expect(verdicts([other, a, b])).toEqual(['other not-matched', 'a answers', 'b not-asked'])
  })

  it('names the rule that a guard stopped', () => {
    const off = { ...NOW, switches: { ...ON, autoReply: false } }
    expect(verdicts([other, a, b], {}, off)).toEqual(['other not-matched', 'a stopped', 'b not-asked'])
  })

  it('asks no rule about what the account wrote itself', () => {
    expect(verdicts([a, b], { own: 'self' })).toEqual(['a not-asked', 'b not-asked'])
  })

  it('lets several rules answer when they go on', () => {
    expect(verdicts([{ ...a, goOn: true }, b])).toEqual(['a answers', 'b answers'])
  })

  it('says that a rule below was stopped by its own cooldown', () => {
    const compiled = compileRules(ruleSet([{ ...b, cooldownMs: HOUR }]))
    const { state } = decide(compiled, emptyRuleState, event(), NOW, 'none')
    const both = compileRules(
      ruleSet([
        { ...a, goOn: true },
        { ...b, cooldownMs: HOUR },
      ]),
    )
    const again = event({ text: '在吗 2', messageKey: 'm2', author: 'person-2', kind: 'group', mentionsMe: true })
    const { rules } = dryRun(both, state, again, NOW)
    expect(rules.map(({ verdict }) => verdict)).toEqual(['answers', 'stopped'])
  })

  it('counts a draft as an answer', () => {
    expect(verdicts([rule({ id: 'a', reply: { mode: 'draft' } })])).toEqual(['a answers'])
  })

  it('does not take one condition of several for all of them', () => {
    const either = rule({
      id: 'either',
      what: {
        groups: [{ join: 'any', conditions: [textCondition('any-of', ['没有']), textCondition('any-of', ['在'])] }],
      },
    })
    expect(verdicts([a, either])).toEqual(['a answers', 'either not-asked'])
  })

  it('has every guard with what it said', () => {
    const off = { ...NOW, switches: { ...ON, autoReply: false } }
    const { guards } = dryRun(compileRules(ruleSet([a])), emptyRuleState, event(), off)
    expect(guards.filter(({ passed }) => !passed)).toEqual([{ why: 'switched-off', passed: false, detail: '' }])
    expect(guards.length).toBeGreaterThan(10)
  })

  it('shows what would go out and when', () => {
    const delayed = { ...a, reply: { ...a.reply, delay: { fromMs: 2_000, toMs: 2_000 } } }
    const run = dryRun(compileRules(ruleSet([delayed])), emptyRuleState, event(), NOW)
    expect(run.replies).toEqual([{ ruleId: 'a', text: '稍后回复', delayMs: 2_000 }])
  })

  it('says what the live decision says, and agrees with itself', () => {
    fc.assert(
      fc.property(anyRuleSet, anyEvent, anyNow, (set, given, now) => {
        const compiled = compileRules(set)
        const run = dryRun(compiled, emptyRuleState, given, now)
        const { outcome } = decide(compiled, emptyRuleState, given, now)
        expect(run.outcome).toEqual(outcome)
        expect(run.rules.map(({ ruleId }) => ruleId)).toEqual(set.rules.map(({ id }) => id))
        const speaking = run.rules.filter(({ verdict }) => verdict === 'answers').map(({ ruleId }) => ruleId)
        const drafted = outcome.kind === 'none' && outcome.why === 'draft' ? [outcome.ruleId] : []
        expect(speaking).toEqual(outcome.kind === 'reply' ? outcome.replies.map(({ ruleId }) => ruleId) : drafted)
        const named = outcome.kind === 'none' && outcome.why !== 'draft' ? [outcome.ruleId] : []
        const stopped = run.rules.filter(({ verdict }) => verdict === 'stopped').map(({ ruleId }) => ruleId)
        expect(outcome.kind === 'none' ? stopped : []).toEqual(named.filter((id) => id !== null))
      }),
      { numRuns: 100 },
    )
  }, 30_000)
})
