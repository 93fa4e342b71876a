import { describe, expect, it } from 'vitest'
import { checkRule } from '../../../lib/rules/check.ts'
import type { Rule, RuleProblem } from '../../../lib/rules/rule.ts'
import { MAX_RULES } from '../../../lib/rules/rule.ts'
import { DAY } from '../../../lib/time.ts'
import { rule } from './examples.ts'

const problem = (field: RuleProblem['field'], code: RuleProblem['code'], detail = ''): RuleProblem => ({
  field,
  code,
  detail,
})

const pattern = (text: string, reply = '好') => rule({ what: { match: 'pattern', texts: [text] }, reply })

describe('checkRule', () => {
  it.each<[string, Rule]>([
    ['a keyword rule', rule()],
    [
      'every limit reached',
      rule({
        what: { texts: Array.from({ length: 50 }, () => '字'.repeat(200)) },
        reply: 'a'.repeat(1000),
        cooldownMs: DAY,
      }),
    ],
    ['blanks around keyword and reply', rule({ what: { texts: [' 在吗 '] }, reply: ' 好 ' })],
    ['every variable', rule({ reply: '{nick}{remark}{card}{group}{time}{count}{{x}}' })],
    ['captures the pattern has', pattern('(?<a>x)(y)', '{capture:0}{capture:1}{capture:2}{capture:a}')],
    ['a pattern that says any message', pattern('.+')],
    ['a pattern that says any message or none', pattern('^.*$')],
    ['a pattern for the empty message', pattern('^$')],
    ['a pattern that is found in many texts but not in all', pattern('\\b')],
  ])('gives back %s as it was', (_, given) => {
    expect(checkRule(given)).toEqual({ rule: given, problems: [] })
  })

  it.each<[string, unknown, RuleProblem]>([
    ['no kind', rule({ who: { kinds: [] } }), problem('kinds', 'no-kind')],
    ['no keyword', rule({ what: { texts: [] } }), problem('texts', 'no-text')],
    ['an empty keyword', rule({ what: { texts: ['a', ''] } }), problem('texts', 'no-text')],
    ['a keyword nobody can see', rule({ what: { texts: ['在吗', ' \u200B'] } }), problem('texts', 'no-text')],
    ['a long keyword', rule({ what: { texts: ['字'.repeat(201)] } }), problem('texts', 'text-too-long', '200')],
    [
      'many keywords',
      rule({ what: { texts: Array.from({ length: 51 }, () => 'a') } }),
      problem('texts', 'too-many-texts', '50'),
    ],
    ['an empty pattern', pattern(''), problem('pattern', 'no-text')],
    ['a long pattern', pattern('a'.repeat(201)), problem('pattern', 'text-too-long', '200')],
    [
      'two patterns',
      rule({ what: { match: 'pattern', texts: ['a', 'b'] } }),
      problem('pattern', 'too-many-texts', '1'),
    ],
    ['a refused pattern', pattern('(a)\\1'), problem('pattern', 'pattern-refused', 'invalid escape sequence: `\\1`')],
    ['a pattern that can match nothing', pattern('a*'), problem('pattern', 'pattern-matches-everything', 'a*')],
    [
      'a pattern that can match nothing, where it does match something',
      pattern('x*'),
      problem('pattern', 'pattern-matches-everything', 'x*'),
    ],
    ['an alternative left empty', pattern('在|'), problem('pattern', 'pattern-matches-everything', '在|')],
    ['no reply', rule({ reply: '' }), problem('reply', 'no-reply')],
    ['a reply nobody can see', rule({ reply: ' \n' }), problem('reply', 'no-reply')],
    ['a long reply', rule({ reply: 'a'.repeat(1001) }), problem('reply', 'reply-too-long', '1000')],
    ['an unknown variable', rule({ reply: '{nik}' }), problem('reply', 'unknown-variable', '{nik}')],
    [
      'a capture of a keyword rule',
      rule({ reply: '{capture:1}' }),
      problem('reply', 'capture-without-pattern', '{capture:1}'),
    ],
    ['a capture out of range', pattern('(x)', '{capture:2}'), problem('reply', 'no-such-capture', '{capture:2}')],
    [
      'a capture of another name',
      pattern('(?<a>x)', '{capture:b}'),
      problem('reply', 'no-such-capture', '{capture:b}'),
    ],
    [
      'a capture named like something every object has',
      pattern('(x)', '{capture:toString}'),
      problem('reply', 'no-such-capture', '{capture:toString}'),
    ],
    ['a cooldown before now', rule({ cooldownMs: -1 }), problem('cooldown', 'bad-cooldown', '24')],
    ['a cooldown that is no number', rule({ cooldownMs: Number.NaN }), problem('cooldown', 'bad-cooldown', '24')],
    ['a cooldown over a day', rule({ cooldownMs: DAY + 1 }), problem('cooldown', 'bad-cooldown', '24')],
    ['an empty id', rule({ id: '' }), problem('rule', 'not-a-rule', 'id')],
    [
      'a kind there is not',
      { ...rule(), who: { ...rule().who, kinds: ['stranger'] } },
      problem('kinds', 'not-a-rule', 'who.kinds.0'),
    ],
    [
      'contacts that are no ids',
      { ...rule(), who: { ...rule().who, contacts: [1] } },
      problem('contacts', 'not-a-rule', 'who.contacts.0'),
    ],
    [
      'a match there is not',
      { ...rule(), what: { ...rule().what, match: 'like' } },
      problem('texts', 'not-a-rule', 'what.match'),
    ],
    ['a reply that is no text', { ...rule(), reply: { text: 1 } }, problem('reply', 'not-a-rule', 'reply.text')],
    ['a reply of another shape', { ...rule(), reply: 'ok' }, problem('reply', 'not-a-rule', 'reply')],
    ['no rule at all', null, problem('rule', 'not-a-rule', '')],
  ])('refuses %s, beside its field', (_, given, expected) => {
    expect(checkRule(given)).toEqual({ rule: null, problems: [expected] })
  })

  it('names every problem at once, whatever else is wrong', () => {
    const given = rule({ who: { kinds: [] }, what: { match: 'pattern', texts: ['('] }, reply: '{nik}', cooldownMs: -1 })
    expect(
      checkRule(given)
        .problems.map(({ code }) => code)
        .toSorted(),
    ).toEqual(['bad-cooldown', 'no-kind', 'pattern-refused', 'unknown-variable'])
  })

  it('does not blame captures on a pattern that is refused itself', () => {
    expect(checkRule(pattern('(', '{capture:1}')).problems.map(({ code }) => code)).toEqual(['pattern-refused'])
  })

  it('takes the last rule there is room for, and no more', () => {
    expect(checkRule(rule(), MAX_RULES - 1).problems).toEqual([])
    expect(checkRule(rule(), MAX_RULES).problems).toEqual([problem('rule', 'too-many-rules', '500')])
  })
})
