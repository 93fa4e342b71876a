import { describe, expect, it } from 'vitest'
import { checkRule } from '../../../lib/rules/check.ts'
import { MAX_RULES } from '../../../lib/rules/rule.ts'
import type { Condition, Hours, Rule, RuleProblem, RuleTest } from '../../../lib/rules/rule.ts'
import { DAY, MINUTE } from '../../../lib/time.ts'
import { contentCondition, NO_FOLD, patternCondition, rule, textCondition } from './examples.ts'

type Field = RuleProblem['field']
type Code = RuleProblem['code']

const problem = (field: Field, code: Code, detail = '', at?: string): RuleProblem =>
  at === undefined ? { field, code, detail } : { field, code, detail, at }

const words = (...texts: string[]) => rule({ conditions: [textCondition('any-of', texts)] })
const pattern = (source: string, reply = '好') => rule({ conditions: [patternCondition(source)], reply })
const replies = (...texts: string[]) => rule({ reply: { texts: texts.map((text) => ({ text, weight: 1 })) } })
const hours = (changes: Partial<Hours>) => rule({ when: { hours: [{ on: [1], from: 0, to: 60, ...changes }] } })
const dates = (from: string | null, to: string | null) => rule({ when: { dates: { from, to } } })
type FollowUp = NonNullable<Rule['reply']['followUp']>
const followUp = (changes: Partial<FollowUp>, fold = NO_FOLD) =>
  rule({
    what: { fold },
    reply: {
      followUp: { choices: [{ texts: ['1'], reply: '好', again: false }], waitMs: MINUTE, otherwise: null, ...changes },
    },
  })
const choice = (...texts: string[]) => ({ texts, reply: '好', again: false })
const test = (changes: Partial<RuleTest['given']> = {}): RuleTest => ({
  given: { text: '在吗', kind: 'friend', mentioned: false, content: [], at: null, ...changes },
  expect: { kind: 'reply', text: null },
})
const many = <Item>(count: number, item: (place: number) => Item): Item[] =>
  Array.from({ length: count }, (_, place) => item(place))
const group = (...conditions: Condition[]) => ({ join: 'any' as const, conditions })
/** A rule with something in it that no rule can have. */
const broken = (part: keyof Rule, changes: object): unknown => ({
  ...rule(),
  [part]: { ...(rule()[part] as object), ...changes },
})

describe('checkRule', () => {
  it.each<[string, Rule]>([
    ['a keyword rule', rule()],
    [
      'every limit reached',
      rule({
        name: '名'.repeat(60),
        who: {
          contacts: many(500, String),
          except: many(500, String),
          authors: many(500, String),
          categories: many(50, String),
        },
        what: {
          groups: many(12, () =>
            group(
              ...many(12, () =>
                textCondition(
                  'any-of',
                  many(50, () => '字'.repeat(200)),
                ),
              ),
            ),
          ),
        },
        when: { hours: many(14, () => ({ on: 'workdays' as const, from: 1439, to: 1440 })), silenceDays: 365 },
        reply: {
          texts: many(20, () => ({ text: 'a'.repeat(1000), weight: 100 })),
          delay: { fromMs: MINUTE, toMs: MINUTE },
          followUp: {
            choices: many(9, (place) => choice(String(place))),
            waitMs: 60 * MINUTE,
            otherwise: 'a'.repeat(1000),
          },
        },
        cooldownMs: DAY,
        tests: many(30, () => test()),
      }),
    ],
    ['blanks around keyword and reply', rule({ conditions: [textCondition('exact', [' 在吗 '])], reply: ' 好 ' })],
    ['every variable', rule({ reply: '{nick}{remark}{card}{group}{time}{count}{{x}}' })],
    ['captures the pattern has', pattern('(?<a>x)(y)', '{capture:0}{capture:1}{capture:2}{capture:a}')],
    ['a pattern that says any message', pattern('.+')],
    ['a pattern that says any message or none', pattern('^.*$')],
    ['a pattern for the empty message', pattern('^$')],
    ['a pattern that is found in many texts but not in all', pattern('\\b')],
    [
      'captures of the first pattern that is not negated',
      rule({
        what: {
          groups: [
            group(patternCondition('(?<no>x)', true)),
            group(patternCondition('(?<yes>x)'), patternCondition('y')),
          ],
        },
        reply: '{capture:yes}',
      }),
    ],
    ['only negated conditions', rule({ conditions: [textCondition('any-of', ['在'], true)] })],
    ['a kind of content', rule({ conditions: [contentCondition(['join'])] })],
    ['hours over midnight', hours({ from: 22 * 60, to: 8 * 60 })],
    ['a whole day', hours({ from: 0, to: 0 })],
    ['a day that exists only in leap years', dates('2028-02-29', null)],
    ['one day', dates('2026-10-01', '2026-10-02')],
    ['dates without an end', dates('2026-10-01', null)],
    ['the same answer twice in one choice', followUp({ choices: [choice('是', '是')] })],
    ['answers that differ only in what is not folded', followUp({ choices: [choice('a'), choice('A')] })],
    ['a test at a time', rule({ tests: [test({ at: '2026-02-28T23:59' })] })],
  ])('gives back %s as it was', (_, given) => {
    expect(checkRule(given)).toEqual({ rule: given, problems: [] })
  })

  it.each<[string, unknown, RuleProblem]>([
    ['a long name', rule({ name: '名'.repeat(61) }), problem('name', 'name-too-long', '60')],
    ['no kind', rule({ who: { kinds: [] } }), problem('kinds', 'no-kind')],
    ['many contacts', rule({ who: { contacts: many(501, String) } }), problem('contacts', 'too-many-contacts', '500')],
    ['many exceptions', rule({ who: { except: many(501, String) } }), problem('people', 'too-many-contacts', '500')],
    ['many authors', rule({ who: { authors: many(501, String) } }), problem('people', 'too-many-contacts', '500')],
    ['many categories', rule({ who: { categories: many(51, String) } }), problem('people', 'too-many-contacts', '50')],

    ['no group of conditions', rule({ what: { groups: [] } }), problem('texts', 'no-text')],
    ['no condition', rule({ what: { groups: [group()] } }), problem('texts', 'no-text', '', '0')],
    [
      'many groups',
      rule({ what: { groups: many(13, () => group(textCondition('any-of', ['a']))) } }),
      problem('texts', 'too-many-conditions', '12'),
    ],
    [
      'many conditions',
      rule({ what: { groups: [group(...many(13, () => textCondition('any-of', ['a'])))] } }),
      problem('texts', 'too-many-conditions', '12', '0'),
    ],
    ['no keyword', words(), problem('texts', 'no-text', '', '0.0')],
    ['an empty keyword', words('a', ''), problem('texts', 'no-text', '', '0.0')],
    ['a keyword nobody can see', words('在吗', ' \u200B'), problem('texts', 'no-text', '', '0.0')],
    ['a long keyword', words('字'.repeat(201)), problem('texts', 'text-too-long', '200', '0.0')],
    ['many keywords', words(...many(51, () => 'a')), problem('texts', 'too-many-texts', '50', '0.0')],
    [
      'a keyword nobody can see, in another group',
      rule({
        what: {
          groups: [group(textCondition('any-of', ['a'])), group(patternCondition('b'), textCondition('ends', [' ']))],
        },
      }),
      problem('texts', 'no-text', '', '1.1'),
    ],
    ['no kind of content', rule({ conditions: [contentCondition([])] }), problem('content', 'no-content', '', '0.0')],
    ['an empty pattern', pattern(''), problem('pattern', 'no-text', '', '0.0')],
    ['a pattern nobody can see', pattern(' '), problem('pattern', 'no-text', '', '0.0')],
    ['a long pattern', pattern('a'.repeat(201)), problem('pattern', 'text-too-long', '200', '0.0')],
    [
      'a refused pattern',
      pattern('(a)\\1'),
      problem('pattern', 'pattern-refused', 'invalid escape sequence: `\\1`', '0.0'),
    ],
    [
      'a refused pattern that is negated',
      rule({ conditions: [patternCondition('a'), patternCondition('(', true)] }),
      problem('pattern', 'pattern-refused', 'missing closing ): `(`', '0.1'),
    ],
    ['a pattern that can match nothing', pattern('a*'), problem('pattern', 'pattern-matches-everything', 'a*', '0.0')],
    [
      'a pattern that can match nothing, where it does match something',
      pattern('x*'),
      problem('pattern', 'pattern-matches-everything', 'x*', '0.0'),
    ],
    ['an alternative left empty', pattern('在|'), problem('pattern', 'pattern-matches-everything', '在|', '0.0')],

    [
      'many hours',
      rule({ when: { hours: many(15, () => ({ on: [1], from: 0, to: 1 })) } }),
      problem('hours', 'too-many-hours', '14'),
    ],
    ['hours on no day', hours({ on: [] }), problem('hours', 'bad-hours', '', '0')],
    ['hours on an eighth day', hours({ on: [8] }), problem('hours', 'bad-hours', '', '0')],
    ['hours before midnight', hours({ from: -1 }), problem('hours', 'bad-hours', '', '0')],
    ['hours beyond midnight', hours({ to: 1441 }), problem('hours', 'bad-hours', '', '0')],
    ['hours that begin when the day is over', hours({ from: 1440 }), problem('hours', 'bad-hours', '', '0')],
    ['half a minute', hours({ from: 0.5 }), problem('hours', 'bad-hours', '', '0')],
    ['a date that is none', dates('2026-1-1', null), problem('dates', 'bad-date', '2026-1-1')],
    ['a day that is not in the calendar', dates(null, '2026-02-30'), problem('dates', 'bad-date', '2026-02-30')],
    ['a month that is not in the calendar', dates('2026-13-01', null), problem('dates', 'bad-date', '2026-13-01')],
    ['dates of no day', dates('2026-10-01', '2026-10-01'), problem('dates', 'dates-never')],
    ['dates the wrong way round', dates('2026-10-02', '2026-10-01'), problem('dates', 'dates-never')],
    ['no day of silence', rule({ when: { silenceDays: 0 } }), problem('first', 'bad-silence', '365')],
    ['more than a year of silence', rule({ when: { silenceDays: 366 } }), problem('first', 'bad-silence', '365')],

    ['no reply', replies(), problem('reply', 'no-reply')],
    ['an empty reply', replies('好', ''), problem('reply', 'no-reply', '', '1')],
    ['a reply nobody can see', replies('好', ' \n'), problem('reply', 'no-reply', '', '1')],
    ['a long reply', replies('a'.repeat(1001)), problem('reply', 'reply-too-long', '1000', '0')],
    ['many replies', replies(...many(21, () => 'a')), problem('reply', 'too-many-replies', '20')],
    [
      'a reply without weight',
      rule({ reply: { texts: [{ text: 'a', weight: 0 }] } }),
      problem('reply', 'bad-weight', '100', '0'),
    ],
    ['an unknown variable', replies('好', '{nik}'), problem('reply', 'unknown-variable', '{nik}', '1')],
    [
      'a capture of a keyword rule',
      rule({ reply: '{capture:1}' }),
      problem('reply', 'capture-without-pattern', '{capture:1}', '0'),
    ],
    [
      'a capture of a negated pattern',
      rule({ conditions: [textCondition('any-of', ['a']), patternCondition('(x)', true)], reply: '{capture:1}' }),
      problem('reply', 'capture-without-pattern', '{capture:1}', '0'),
    ],
    [
      'a capture of the second pattern',
      rule({ conditions: [patternCondition('a'), patternCondition('(x)')], reply: '{capture:1}' }),
      problem('reply', 'no-such-capture', '{capture:1}', '0'),
    ],
    ['a capture out of range', pattern('(x)', '{capture:2}'), problem('reply', 'no-such-capture', '{capture:2}', '0')],
    [
      'a capture of another name',
      pattern('(?<a>x)', '{capture:b}'),
      problem('reply', 'no-such-capture', '{capture:b}', '0'),
    ],
    [
      'a capture named like something every object has',
      pattern('(x)', '{capture:toString}'),
      problem('reply', 'no-such-capture', '{capture:toString}', '0'),
    ],
    ['a negative delay', rule({ reply: { delay: { fromMs: -1, toMs: 0 } } }), problem('delay', 'bad-delay', '60')],
    ['a long delay', rule({ reply: { delay: { fromMs: 0, toMs: 60_001 } } }), problem('delay', 'bad-delay', '60')],
    [
      'a delay the wrong way round',
      rule({ reply: { delay: { fromMs: 2, toMs: 1 } } }),
      problem('delay', 'bad-delay', '60'),
    ],

    ['no choice', followUp({ choices: [] }), problem('follow-up', 'no-answer')],
    [
      'many choices',
      followUp({ choices: many(10, (n) => choice(String(n))) }),
      problem('follow-up', 'too-many-texts', '9'),
    ],
    [
      'a choice without answer',
      followUp({ choices: [choice('1'), choice()] }),
      problem('follow-up', 'no-answer', '', '1'),
    ],
    ['an empty answer', followUp({ choices: [choice('')] }), problem('follow-up', 'no-answer', '', '0')],
    ['an answer nobody can see', followUp({ choices: [choice('1', ' ')] }), problem('follow-up', 'no-answer', '', '0')],
    [
      'a long answer',
      followUp({ choices: [choice('a'.repeat(201))] }),
      problem('follow-up', 'text-too-long', '200', '0'),
    ],
    [
      'many answers',
      followUp({ choices: [choice(...many(51, String))] }),
      problem('follow-up', 'too-many-texts', '50', '0'),
    ],
    [
      'the same answer twice',
      followUp({ choices: [choice('1'), choice('2', '1')] }),
      problem('follow-up', 'same-answer', '1', '1'),
    ],
    [
      'answers that are folded to the same',
      followUp({ choices: [choice('开'), choice(' 開 ')] }, { ...NO_FOLD, script: true }),
      problem('follow-up', 'same-answer', ' 開 ', '1'),
    ],
    [
      'an answer without reply',
      followUp({ choices: [{ texts: ['1'], reply: '', again: false }] }),
      problem('follow-up', 'no-reply', '', '0'),
    ],
    [
      'an answer with an unknown variable',
      followUp({ choices: [{ texts: ['1'], reply: '{x}', again: false }] }),
      problem('follow-up', 'unknown-variable', '{x}', '0'),
    ],
    [
      'a capture in an answer, of which nothing is captured',
      { ...followUp({ choices: [{ texts: ['1'], reply: '{capture:1}', again: true }] }), what: pattern('(x)').what },
      problem('follow-up', 'capture-without-pattern', '{capture:1}', '0'),
    ],
    [
      'a long answer to anything else',
      followUp({ otherwise: 'a'.repeat(1001) }),
      problem('follow-up', 'reply-too-long', '1000'),
    ],
    [
      'an answer to anything else that nobody can see',
      followUp({ otherwise: ' ' }),
      problem('follow-up', 'no-reply', '', 'otherwise'),
    ],
    ['a short wait', followUp({ waitMs: 29_999 }), problem('follow-up', 'bad-wait', '1')],
    ['a long wait', followUp({ waitMs: 60 * MINUTE + 1 }), problem('follow-up', 'bad-wait', '1')],

    ['a cooldown before now', rule({ cooldownMs: -1 }), problem('cooldown', 'bad-cooldown', '24')],
    ['a cooldown that is no number', rule({ cooldownMs: Number.NaN }), problem('cooldown', 'bad-cooldown', '24')],
    ['a cooldown over a day', rule({ cooldownMs: DAY + 1 }), problem('cooldown', 'bad-cooldown', '24')],
    ['many tests', rule({ tests: many(31, () => test()) }), problem('tests', 'bad-test')],
    ['a test at no time', rule({ tests: [test(), test({ at: '12:00' })] }), problem('tests', 'bad-test', '', '1')],
    [
      'a test on a day that is not in the calendar',
      rule({ tests: [test({ at: '2026-02-29T12:00' })] }),
      problem('tests', 'bad-test', '2026-02-29T12:00', '0'),
    ],
    [
      'a test at an hour that no day has',
      rule({ tests: [test({ at: '2026-02-28T24:00' })] }),
      problem('tests', 'bad-test', '2026-02-28T24:00', '0'),
    ],

    ['an empty id', rule({ id: '' }), problem('rule', 'not-a-rule', 'id')],
    ['a kind there is not', broken('who', { kinds: ['stranger'] }), problem('kinds', 'not-a-rule', 'who.kinds.0', '0')],
    [
      'contacts that are no ids',
      broken('who', { contacts: [1] }),
      problem('contacts', 'not-a-rule', 'who.contacts.0', '0'),
    ],
    ['a role there is not', broken('who', { roles: ['king'] }), problem('people', 'not-a-rule', 'who.roles.0', '0')],
    ['a join there is not', broken('what', { join: 'xor' }), problem('texts', 'not-a-rule', 'what.join')],
    ['no fold', broken('what', { fold: null }), problem('texts', 'not-a-rule', 'what.fold')],
    ['a choice there is not', broken('reply', { choose: 'best' }), problem('reply', 'not-a-rule', 'reply.choose')],
    ['a mode there is not', broken('reply', { mode: 'shout' }), problem('reply', 'not-a-rule', 'reply.mode')],
    ['a first there is not', broken('when', { first: 'last' }), problem('first', 'not-a-rule', 'when.first')],
    ['replies of another shape', { ...rule(), reply: 'ok' }, problem('reply', 'not-a-rule', 'reply')],
    ['no rule at all', null, problem('rule', 'not-a-rule', '')],
  ])('refuses %s, beside its field', (_, given, expected) => {
    expect(checkRule(given)).toEqual({ rule: null, problems: [expected] })
  })

  it('refuses a condition there is not, beside its place', () => {
    const { problems } = checkRule(
      broken('what', { groups: [{ join: 'all', conditions: [{ on: 'mood', not: false }] }] }),
    )
    expect(problems).toEqual([expect.objectContaining({ field: 'texts', code: 'not-a-rule', at: '0.0' })])
  })

  it('refuses a rule of version 1', () => {
    const old = {
      id: 'r1',
      enabled: true,
      who: { kinds: ['friend'], contacts: [], onlyWhenMentioned: true },
      what: { match: 'any-of', texts: ['在吗'], ignoreCase: true },
      reply: { text: '好' },
      cooldownMs: 0,
    }
    expect(checkRule(old).rule).toBeNull()
  })

  it('names every problem at once, whatever else is wrong', () => {
    const given = rule({
      name: '名'.repeat(61),
      who: { kinds: [] },
      conditions: [patternCondition('('), textCondition('any-of', [''])],
      when: { hours: [{ on: [1], from: 1440, to: 0 }], dates: { from: '2026-02-30', to: null } },
      reply: { texts: [{ text: '{nik}', weight: 0 }], delay: { fromMs: 2, toMs: 1 } },
      cooldownMs: -1,
    })
    expect(
      checkRule(given)
        .problems.map(({ code }) => code)
        .toSorted(),
    ).toEqual(
      [
        'bad-cooldown',
        'bad-date',
        'bad-delay',
        'bad-hours',
        'bad-weight',
        'name-too-long',
        'no-kind',
        'no-text',
        'pattern-refused',
        'unknown-variable',
      ].toSorted(),
    )
  })

  it('names both dates when both are wrong', () => {
    expect(checkRule(dates('2026-02-30', '2026-02-31')).problems.map(({ detail }) => detail)).toEqual([
      '2026-02-30',
      '2026-02-31',
    ])
  })

  it.each(['(', '', ' ', 'a'.repeat(201)])(
    'does not blame captures on a pattern that is refused itself: %j',
    (source) => {
      expect(checkRule(pattern(source, '{capture:1}')).problems.map(({ field }) => field)).toEqual(['pattern'])
    },
  )

  it('takes the last rule there is room for, and no more', () => {
    expect(checkRule(rule(), MAX_RULES - 1).problems).toEqual([])
    expect(checkRule(rule(), MAX_RULES).problems).toEqual([problem('rule', 'too-many-rules', String(MAX_RULES))])
  })
})
