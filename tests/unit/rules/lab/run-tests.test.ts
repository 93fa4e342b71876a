import { describe, expect, it } from 'vitest'
import { runAllTests, runTests } from '../../../../lib/rules/lab/run-tests.ts'
import type { Rule, RuleTest } from '../../../../lib/rules/rule.ts'
import { NOON, patternCondition, rule, ruleSet, textCondition } from '../examples.ts'

const ZONE = 'Asia/Shanghai'

type Given = Partial<RuleTest['given']>

const reply = (text: string | null = null): RuleTest['expect'] => ({ kind: 'reply', text })
const silence = (why: string | null = null): RuleTest['expect'] => ({ kind: 'silence', why })

function test(expected: RuleTest['expect'], given: Given = {}): RuleTest {
  return {
    given: { text: '在吗', kind: 'friend', mentioned: false, content: [], at: null, ...given },
    expect: expected,
  }
}

function passed(one: Rule, others: Rule[] = [], policy = {}): boolean[] {
  return runTests(ruleSet([...others, one], policy), one, ZONE, NOON).map((result) => result.passed)
}

describe('a test of a rule', () => {
  it.each<[string, RuleTest, boolean]>([
    ['any reply', test(reply()), true],
    ['this reply', test(reply('稍后回复')), true],
    ['another reply', test(reply('不')), false],
    ['silence', test(silence()), false],
    ['silence where it says nothing', test(silence(), { text: '不' }), true],
    ['silence for its reason', test(silence('no-rule-matched'), { text: '不' }), true],
    ['silence for another reason', test(silence('stale'), { text: '不' }), false],
    ['silence by a guard', test(silence('automatic-reply'), { text: '[自动回复] 在吗' }), true],
    ['a reply where it says nothing', test(reply(), { text: '不' }), false],
    ['silence in groups', test(silence('group-needs-mention'), { kind: 'group' }), true],
    ['a reply in groups', test(reply(), { kind: 'group', mentioned: true }), true],
    ['a reply to a notice', test(reply(), { content: ['share'] }), false],
  ])('that expects %s', (_, one, isPassed) => {
    expect(passed(rule({ tests: [one] }))).toEqual([isPassed])
  })

  it('says what came of it and when it was tried', () => {
    expect(runTests(ruleSet([]), rule({ tests: [test(reply())] }), ZONE, NOON)).toEqual([
      { passed: true, got: { kind: 'reply', replies: [expect.objectContaining({ text: '稍后回复' })] }, at: NOON },
    ])
  })

  it('is tried as if the rule and its group were switched on', () => {
    const off = rule({ enabled: false, group: 'g', tests: [test(reply())] })
    expect(passed(off, [], { groups: [{ id: 'g', name: 'G', enabled: false }] })).toEqual([true])
  })

  it('is tried with somebody the rule is for', () => {
    const who: Rule['who'] = {
      kinds: ['group'],
      contacts: ['not-this', 'group-1'],
      except: ['not-this'],
      categories: ['家人'],
      authors: ['person-1'],
      roles: ['owner'],
      onlyWhenMentioned: false,
    }
    const when: Partial<Rule['when']> = { first: 'ever', onlyWhenAway: true }
    expect(passed(rule({ who, when, tests: [test(reply(), { kind: 'group' })] }))).toEqual([true])
    const friend = { ...who, kinds: ['friend' as const] }
    expect(passed(rule({ who: friend, when, tests: [test(reply())] }))).toEqual([true])
  })

  it('is not met by rules about first messages, unless it is about them itself', () => {
    const first = rule({ id: 'first', when: { first: 'ever' }, conditions: [patternCondition('.')] })
    expect(passed(rule({ tests: [test(reply())] }), [first])).toEqual([true])
  })

  it('is tried at a time at which the rule may answer, or at its own', () => {
    const night = [{ on: 'workdays' as const, from: 22 * 60, to: 8 * 60 }]
    const tests = [
      test(reply()),
      test(reply(), { at: '2026-09-22T07:59' }),
      test(silence('no-rule-matched'), { at: '2026-09-22T08:00' }),
      test(silence('no-rule-matched'), { at: '2026-10-01T23:00' }),
    ]
    expect(passed(rule({ when: { hours: night }, tests }))).toEqual([true, true, true, true])
  })

  it('cannot be tried when the schedule leaves no time', () => {
    const when: Partial<Rule['when']> = { dates: { from: '2026-01-02', to: '2026-01-01' } }
    const one = rule({ when, tests: [test(reply()), test(silence()), test(silence('stale'))] })
    expect(runTests(ruleSet([one]), one, ZONE, NOON)).toEqual([
      { passed: false, got: null, at: null },
      { passed: true, got: null, at: null },
      { passed: false, got: null, at: null },
    ])
  })

  it('fails when a rule above answers instead, and passes when it goes on', () => {
    const above = rule({ id: 'above' })
    const one = rule({ tests: [test(reply()), test(silence())] })
    expect(passed(one, [above])).toEqual([false, true])
    expect(passed(one, [{ ...above, goOn: true }])).toEqual([true, false])
  })

  it('takes any of several replies for its reply', () => {
    const texts = ['一 {nick}', '二', '三'].map((text) => ({ text, weight: 1 }))
    const tests = ['一 昵称', '二', '三', '四'].map((text) => test(reply(text)))
    for (const choose of ['random', 'weighted', 'round-robin', 'sequence'] as const) {
      expect(passed(rule({ reply: { texts, choose }, tests }))).toEqual([true, true, true, false])
    }
  })

  it('takes a draft for a reply', () => {
    const one = rule({
      reply: { mode: 'draft' },
      tests: [test(reply('稍后回复')), test(silence()), test(silence('draft'))],
    })
    expect(passed(one)).toEqual([true, false, true])
  })

  it('has captures in its reply', () => {
    const conditions = [patternCondition('价格(\\d+)')]
    const one = rule({ conditions, reply: '{capture:1} 元', tests: [test(reply('5 元'), { text: '价格5' })] })
    expect(passed(one)).toEqual([true])
  })

  it('is run with the rule as it is given, and not as it is saved', () => {
    const saved = rule({ tests: [test(reply())] })
    const edited = { ...saved, what: rule({ conditions: [textCondition('any-of', ['你好'])] }).what }
    expect(runTests(ruleSet([saved]), edited, ZONE, NOON)).toMatchObject([{ passed: false }])
    expect(runTests(ruleSet([]), rule(), ZONE, NOON)).toEqual([])
  })
})

describe('the tests of all rules', () => {
  it('come to the same as one rule after the other, also of rules that are switched off', () => {
    const rules = [
      rule({ id: 'a', tests: [test(reply()), test(silence())] }),
      rule({ id: 'b', tests: [test(reply())] }),
      rule({ id: 'c' }),
      rule({ id: 'd', enabled: false, tests: [test(reply(), { text: '在吗' })] }),
    ]
    const set = ruleSet(rules)
    const all = runAllTests(set, ZONE, NOON)
    expect([...all.keys()]).toEqual(['a', 'b', 'd'])
    for (const [id, results] of all) {
      expect(results).toEqual(
        runTests(
          set,
          rules.find((one) => one.id === id)!,
          ZONE,
          NOON,
        ),
      )
    }
    expect([...all.values()].map((results) => results.map((result) => result.passed))).toEqual([
      [true, false],
      [false],
      [false],
    ])
  })
})
