import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRules } from '../../../../lib/rules/compile.ts'
import { decide } from '../../../../lib/rules/decide.ts'
import { casesOf } from '../../../../lib/rules/lab/cases.ts'
import type { Case } from '../../../../lib/rules/lab/cases.ts'
import { coversCase } from '../../../../lib/rules/lab/covers.ts'
import { witnessesOf } from '../../../../lib/rules/lab/witness.ts'
import { eventFrom } from '../../../../lib/rules/lab/event-draft.ts'
import { matchSteps } from '../../../../lib/rules/match-words.ts'
import type { Condition, Rule } from '../../../../lib/rules/rule.ts'
import { emptyRuleState } from '../../../../lib/rules/state.ts'
import { contentCondition, NOON, NOW, patternCondition, rule, ruleSet, textCondition } from '../examples.ts'
import { anyEvent, anyRule } from './arbitrary.ts'

/** A case as a rule of its own: each literal is a condition. */
function asRule(one: Case, { what }: Rule): Rule {
  const conditions = one.map((literal): Condition => {
    if (literal.on === 'text') return textCondition(literal.match, [literal.text], literal.not)
    return literal.on === 'pattern'
      ? patternCondition(literal.pattern, literal.not)
      : contentCondition([...literal.kinds], literal.not)
  })
  return rule({ what: { ...what, join: 'all', groups: [{ join: 'all', conditions }] } })
}

const compiledOf = (one: Rule) => compileRules(ruleSet([one])).rules[0]!

describe('the cases of a rule', () => {
  it.each<[Condition[], 'all' | 'any', string[]]>([
    [[textCondition('any-of', ['a', 'b'])], 'all', ['a', 'b']],
    [[textCondition('all-of', ['a', 'b'])], 'all', ['a b']],
    [[textCondition('any-of', ['a', 'b'], true)], 'all', ['-a -b']],
    [[textCondition('all-of', ['a', 'b'], true)], 'all', ['-a', '-b']],
    [[textCondition('any-of', ['a', 'b']), textCondition('ends', ['c'])], 'all', ['a c', 'b c']],
    [[textCondition('any-of', ['a']), textCondition('ends', ['c'])], 'any', ['a', 'c']],
  ])('%j joined by %s are %j', (conditions, join, cases) => {
    const found = casesOf(rule({ what: { groups: [{ join, conditions }] } }))
    const read = found?.map((one) =>
      one.map((literal) => (literal.on === 'text' ? `${literal.not ? '-' : ''}${literal.text}` : '?')).join(' '),
    )
    expect(read).toEqual(cases)
  })

  it('are too many where every word goes with every other', () => {
    const texts = Array.from({ length: 12 }, (_, index) => `${index}`)
    expect(casesOf(rule({ conditions: [textCondition('any-of', texts), textCondition('starts', texts)] }))).toBeNull()
  })

  it('are met together exactly when the rule is', () => {
    fc.assert(
      fc.property(anyRule, anyEvent, (some, event) => {
        // Kinds of content that a case leaves out would hide notices from it; that is no question of its words.
        fc.pre(event.segments[0]?.type !== 'notice')
        const cases = casesOf(some) ?? []
        const isMet = cases.some((one) => matchSteps(compiledOf(asRule(one, some)), event).matched)
        // A message that names me is read twice, and two words of one case may stand in either reading.
        expect(isMet).toBe(matchSteps(compiledOf(some), event).matched)
      }),
      { numRuns: 100 },
    )
  }, 30_000)
})

describe('a witness', () => {
  it('meets the words of its rule', () => {
    fc.assert(
      fc.property(anyRule, (some) => {
        const compiled = compiledOf(some)
        for (const one of casesOf(some) ?? []) {
          for (const kind of some.who.kinds) {
            for (const witness of witnessesOf(compiled, one, kind, NOON, 3)) {
              expect(matchSteps(compiled, eventFrom(witness)).matched).toBe(true)
            }
          }
        }
      }),
      { numRuns: 100 },
    )
  }, 30_000)

  it.each<[string, Condition[], string]>([
    ['all words', [textCondition('all-of', ['价格', '多少'])], '价格 多少'],
    ['its beginning and its end', [textCondition('ends', ['吗']), textCondition('starts', ['在'])], '在 吗'],
    ['a word once where one has the other', [textCondition('all-of', ['在', '在吗'])], '在吗'],
    ['what a pattern asks for', [patternCondition('^(?:a|b)\\d$')], 'a7'],
    ['a word beside a pattern', [patternCondition('\\d+'), textCondition('any-of', ['元'])], '7 元'],
    ['nothing in particular', [textCondition('any-of', ['在'], true)], '嗯'],
    ['no word that is forbidden', [textCondition('any-of', ['嗯'], true)], 'ok'],
  ])('has %s', (_, conditions, text) => {
    const one = rule({ conditions })
    const [witness] = witnessesOf(compiledOf(one), casesOf(one)![0]!, 'friend', NOON)
    expect(witness?.text).toBe(text)
  })
})

describe('a rule that covers a case of another', () => {
  it('takes every message that meets it', () => {
    fc.assert(
      fc.property(anyRule, anyRule, fc.array(anyEvent, { minLength: 10, maxLength: 20 }), (a, b, events) => {
        const above = { ...a, goOn: false }
        // Often the same words, else there would be little to cover.
        for (const below of [b, { ...above, who: b.who }, { ...above, when: b.when }, { ...above, what: b.what }]) {
          for (const one of casesOf(below) ?? []) {
            const covered = below.who.kinds.filter((kind) => coversCase(above, below, one, kind))
            if (covered.length === 0) continue
            const alone = { ...below, id: 'below', what: asRule(one, below).what }
            const compiled = compileRules(ruleSet([{ ...above, id: 'above' }, alone]))
            for (const event of events.filter(({ kind }) => covered.includes(kind))) {
              const { outcome } = decide(compiled, emptyRuleState, event, { ...NOW, away: true }, 'none')
              // A rule that says nothing may be named as the one that would have, had it been mentioned.
              const offered = outcome.kind === 'none' && outcome.why === 'draft' ? [outcome.ruleId] : []
              const ids = outcome.kind === 'reply' ? outcome.replies.map(({ ruleId }) => ruleId) : offered
              expect(ids).not.toContain('below')
            }
          }
        }
      }),
      { numRuns: 60 },
    )
  }, 30_000)
})
