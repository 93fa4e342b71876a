import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRules } from '../../../../lib/rules/compile.ts'
import { decide } from '../../../../lib/rules/decide.ts'
import { eventFrom, nowFrom } from '../../../../lib/rules/lab/event-draft.ts'
import type { Finding, FindingCode } from '../../../../lib/rules/lab/finding.ts'
import { lint, lintSteps } from '../../../../lib/rules/lab/lint.ts'
import { DEFAULT_LIMITS } from '../../../../lib/rules/policy.ts'
import type { Policy } from '../../../../lib/rules/policy.ts'
import type { Rule } from '../../../../lib/rules/rule.ts'
import { emptyRuleState } from '../../../../lib/rules/state.ts'
import type { Verdict } from '../../../../lib/rules/verdict.ts'
import { contentCondition, later, NOON, patternCondition, rule, ruleSet, textCondition } from '../examples.ts'
import { anyEvent, anyNow, anyRuleSet } from './arbitrary.ts'

const ZONE = 'Asia/Shanghai'

const any = (...texts: string[]) => textCondition('any-of', texts)
const not = (...texts: string[]) => textCondition('any-of', texts, true)
const friend: Partial<Rule['who']> = { kinds: ['friend'] }
const EVERYTHING = [contentCondition(['text', 'face', 'picture'])]

function find(rules: Rule[], policy: Partial<Policy> = { limits: DEFAULT_LIMITS }): Finding[] {
  return lint(ruleSet(rules, policy), ZONE, NOON)
}

function codes(rules: Rule[], policy?: Partial<Policy>): string[] {
  return find(rules, policy).map(({ code, ruleId }) => `${ruleId} ${code}`)
}

/** Two rules in order of priority. */
function pair(above: Parameters<typeof rule>[0], below: Parameters<typeof rule>[0]): Rule[] {
  return [rule({ who: friend, ...above, id: 'above' }), rule({ who: friend, ...below, id: 'below' })]
}

describe('a rule without faults', () => {
  it('is not found fault with', () => {
    expect(find([rule({ who: friend })])).toEqual([])
  })

  it('is not looked at while it is switched off, or its group', () => {
    const broken = { conditions: [any('a'), not('a')], who: friend }
    expect(find([rule({ ...broken, enabled: false })])).toEqual([])
    const groups = [{ id: 'g', name: 'G', enabled: false }]
    expect(find([rule({ ...broken, group: 'g' })], { groups })).toEqual([])
    expect(codes([rule({ ...broken, group: 'g' })], { groups: [{ ...groups[0]!, enabled: true }] })).toEqual([
      'r1 dead',
    ])
  })
})

describe('a dead rule', () => {
  it.each<[string, Parameters<typeof rule>[0], string]>([
    ['has a pattern that compiles no longer', { conditions: [patternCondition('(')] }, 'pattern'],
    ['asks for a word and forbids it', { conditions: [any('在吗'), not('在吗')] }, 'words'],
    ['forbids a part of the word it asks for', { conditions: [any('在吗', '在不在'), not('在')] }, 'words'],
    ['forbids it in other letters of the same fold', { conditions: [any('OK'), not('ok')] }, 'words'],
    [
      'asks for three whole texts at once',
      { conditions: ['a', 'b', 'c'].map((text) => textCondition('exact', [text])) },
      'words',
    ],
    [
      'asks for two notices at once',
      { conditions: [contentCondition(['shake']), contentCondition(['share'])] },
      'content',
    ],
    [
      'asks for what it forbids',
      { conditions: [contentCondition(['face']), contentCondition(['face'], true)] },
      'content',
    ],
    ['waits for members to join a chat with a friend', { conditions: [contentCondition(['join'])] }, 'content'],
    ['excepts everybody it is for', { who: { ...friend, contacts: ['a', 'b'], except: ['b', 'a'] } }, 'people'],
    [
      'excepts all of its authors',
      { who: { kinds: ['group'], contacts: ['g'], authors: ['a'], except: ['a'] } },
      'people',
    ],
  ])('%s', (_, changes, detail) => {
    expect(find([rule({ who: friend, ...changes })])).toEqual([
      { code: 'dead', ruleId: 'r1', other: null, witness: null, detail },
    ])
  })

  it.each<[string, Parameters<typeof rule>[0]]>([
    ['has another way to be met', { conditions: [any('在吗', '有人'), not('在吗')] }],
    ['forbids a longer word than it asks for', { conditions: [any('在'), not('在吗')] }],
    ['forbids the whole text alone', { conditions: [any('在吗'), textCondition('exact', ['在吗'], true)] }],
    [
      'forbids other letters, and knows them apart',
      { conditions: [any('OK'), not('ok')], what: { fold: fold(false) } },
    ],
    ['excepts some of the people it is for', { who: { ...friend, contacts: ['a', 'b'], except: ['b'] } }],
    ['asks for a face and for words', { conditions: [contentCondition(['face']), any('在吗')] }],
  ])('is not one that %s', (_, changes) => {
    expect(find([rule({ who: friend, ...changes })])).toEqual([])
  })
})

function fold(isCaseFolded: boolean): Rule['what']['fold'] {
  return { case: isCaseFolded, width: false, blanks: false, repeats: false, script: false }
}

describe('a schedule', () => {
  it('is found to be over, or to leave no time', () => {
    const over = rule({ who: friend, when: { dates: { from: null, to: '2026-01-01' } } })
    expect(find([over])[0]).toMatchObject({ code: 'never-on', detail: 'over' })
    const sundays = [{ on: [7], from: 0, to: 60 }]
    const empty = rule({ who: friend, when: { hours: sundays, dates: { from: '2026-10-05', to: '2026-10-08' } } })
    expect(find([empty])[0]).toMatchObject({ code: 'never-on', detail: 'empty' })
  })
})

describe('a shadowed rule', () => {
  it.each<[string, Parameters<typeof rule>[0], Parameters<typeof rule>[0]]>([
    ['has a longer word than the one above', { conditions: [any('在')] }, { conditions: [any('在吗')] }],
    ['has the same words', {}, {}],
    ['begins with the word above', { conditions: [any('在')] }, { conditions: [textCondition('starts', ['在吗'])] }],
    [
      'is the whole text',
      { conditions: [textCondition('starts', ['在'])] },
      { conditions: [textCondition('exact', ['在吗'])] },
    ],
    ['asks for more words', { conditions: [any('价格')] }, { conditions: [textCondition('all-of', ['价格', '多少'])] }],
    ['is below one for anything', { conditions: EVERYTHING }, { conditions: [any('在吗')] }],
    ['has the pattern above', { conditions: [patternCondition('a+b')] }, { conditions: [patternCondition('a+b')] }],
    ['is for fewer people', { who: friend }, { who: { ...friend, contacts: ['chat-1'] } }],
    ['folds less', { what: { fold: fold(true) } }, { what: { fold: fold(false) } }],
    ['is met at fewer times', {}, { when: { hours: [{ on: [1], from: 0, to: 60 }], first: 'today' } }],
    ['is about first messages ever', { when: { first: 'today' } }, { when: { first: 'ever' } }],
  ])('%s', (_, above, below) => {
    const [found] = find(pair(above, below)).filter(({ ruleId }) => ruleId === 'below')
    expect(found).toMatchObject({ code: 'shadowed', other: 'above' })
  })

  it('is shadowed by two rules together', () => {
    const rules = [
      rule({ id: 'a', who: friend, conditions: [any('在')] }),
      rule({ id: 'b', who: friend, conditions: [any('人')] }),
      rule({ id: 'c', who: friend, conditions: [any('在吗', '有人')] }),
    ]
    expect(find(rules)).toEqual([expect.objectContaining({ code: 'shadowed', ruleId: 'c', other: 'a' })])
  })

  it.each<[string, Parameters<typeof rule>[0], Parameters<typeof rule>[0]]>([
    ['one above is the whole text alone', { conditions: [textCondition('exact', ['在吗'])] }, {}],
    ['one above lets it be asked too', { goOn: true }, {}],
    ['one above excepts somebody', { who: { ...friend, except: ['chat-9'] } }, {}],
    ['one above asks for something that may be missing', { conditions: [any('在'), not('不')] }, {}],
    ['one above knows capitals apart', { what: { fold: fold(false) } }, { what: { fold: fold(true) } }],
    ['one above has hours', { when: { hours: [{ on: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1_439 }] } }, {}],
    ['one above is about first messages', { when: { first: 'today' } }, {}],
    ['one above is while the user is away', { when: { onlyWhenAway: true } }, {}],
    ['one above ends', { when: { dates: { from: null, to: '2027-01-01' } } }, {}],
    [
      'one above waits longer',
      { when: { first: 'after-silence', silenceDays: 9 } },
      { when: { first: 'after-silence' } },
    ],
    ['one above is switched off', { enabled: false }, {}],
    ['one above is for a category', { who: { ...friend, categories: ['家人'] } }, {}],
    [
      'words can be in the name of a picture',
      { conditions: [contentCondition(['text'])] },
      { conditions: [any('图片')] },
    ],
  ])('is none where %s', (_, above, below) => {
    expect(codes(pair(above, below))).not.toContain('below shadowed')
  })
})

describe('overlapping rules', () => {
  it("are found with a message made of the lower one's own words", () => {
    const rules = pair({ conditions: [any('在')] }, { conditions: [any('在吗', '有人')] })
    expect(find(rules)).toEqual([
      expect.objectContaining({
        code: 'overlaps',
        ruleId: 'below',
        other: 'above',
        witness: expect.objectContaining({ text: '在吗' }) as unknown,
      }),
    ])
  })

  it('are none where the upper one is a special case', () => {
    expect(find(pair({ conditions: [textCondition('exact', ['在吗'])] }, { conditions: [any('在吗')] }))).toEqual([])
  })

  it('are not guessed at where a rule does not say who its contacts are', () => {
    const who: Partial<Rule['who']> = { kinds: ['friend', 'group'], contacts: ['somebody'] }
    expect(codes(pair({}, { who, conditions: [any('在吗', '有人')] }))).toEqual([])
  })
})

describe('a reply', () => {
  it('is found to trigger its own rule', () => {
    expect(find([rule({ who: friend, reply: '我在吗？不在' })])).toEqual([
      expect.objectContaining({
        code: 'triggers-itself',
        witness: expect.objectContaining({ text: '我在吗？不在' }) as unknown,
      }),
    ])
  })

  it('is found to trigger another rule, also from a follow-up', () => {
    const followUp: Rule['reply']['followUp'] = {
      choices: [{ texts: ['1'], reply: '请问价格', again: false }],
      waitMs: 60_000,
      otherwise: null,
    }
    const rules = pair({ reply: { followUp } }, { conditions: [any('价格')] })
    expect(find(rules)).toEqual([expect.objectContaining({ code: 'triggers-other', ruleId: 'above', other: 'below' })])
  })

  it('is no trigger of a rule that answers anything', () => {
    expect(codes(pair({}, { conditions: EVERYTHING }))).toEqual([])
  })

  it('is no trigger when it is marked as automatic', () => {
    expect(codes([rule({ who: friend, reply: '[自动回复] 在吗' })])).toEqual([])
  })

  it.each([
    ['看 https://example.com/a?b=1。', 'https://example.com/a?b=1'],
    ['看 www.example.org 吧', 'www.example.org'],
    ['到 shop.example.cn/x 买', 'shop.example.cn/x'],
  ])('with the link in %s is found', (reply, detail) => {
    expect(find([rule({ who: friend, reply })])).toEqual([expect.objectContaining({ code: 'link', detail })])
  })

  it.each(['9.30 见', 'a.b', '发到 me@example.com', '等等...好', 'README.md'])(
    'without a link, as %s, is not',
    (reply) => {
      expect(find([rule({ who: friend, reply })])).toEqual([])
    },
  )
})

describe('a variable', () => {
  it.each<[string, Parameters<typeof rule>[0], string, string]>([
    ['the group in a chat with a friend', { reply: '{group} 欢迎' }, '{group}', '在吗'],
    [
      'a capture that a pattern can do without',
      { conditions: [patternCondition('价格(\\d+)?')], reply: '{capture:1}' },
      '{capture:1}',
      '价格',
    ],
    [
      'a capture of a pattern that another word stands in for',
      {
        what: {
          groups: [{ join: 'any', conditions: [any('多少'), patternCondition('价格(?<n>\\d)')] }],
        },
        reply: '{capture:n} 元',
      },
      '{capture:n}',
      '多少',
    ],
  ])('that can be empty is found: %s', (_, changes, detail, text) => {
    expect(find([rule({ who: friend, ...changes })])).toEqual([
      expect.objectContaining({
        code: 'missing-variable',
        detail,
        witness: expect.objectContaining({ text }) as unknown,
      }),
    ])
  })

  it.each(['{nick}', '{remark}', '{card}', '{time} {date} {weekday}', '{count}', '{message}'])(
    '%s is always there',
    (reply) => {
      expect(codes([rule({ who: friend, reply })]).filter((code) => code.includes('missing'))).toEqual([])
    },
  )
})

describe('a rule for groups', () => {
  const who: Partial<Rule['who']> = { kinds: ['group'] }

  it('is found to need a group when it names none and asks for no mention', () => {
    expect(find([rule({ who })])).toEqual([
      expect.objectContaining({
        code: 'needs-group',
        witness: expect.objectContaining({ mentioned: false, kind: 'group' }) as unknown,
      }),
    ])
  })

  it('needs none when it names one, or waits for a mention', () => {
    expect(find([rule({ who: { ...who, contacts: ['g'] } })])).toEqual([])
    expect(find([rule({ who: { ...who, onlyWhenMentioned: true } })])).toEqual([])
  })
})

describe('a rule that answers everything', () => {
  const changes = { who: friend, conditions: EVERYTHING }

  it('is a risk without limits and cooldown', () => {
    const none = { limits: { ...DEFAULT_LIMITS, friendMs: 0 } }
    expect(codes([rule(changes)], none)).toEqual(['r1 loop-risk'])
    expect(codes([rule({ ...changes, cooldownMs: 60_000 })], none)).toEqual([])
  })

  it('is none with the usual limits', () => {
    expect(codes([rule(changes)])).toEqual([])
  })
})

/** Whether an outcome shows what a finding says; `mine`: of the rule itself, `others`: of the other rule. */
const SHOWS: Record<FindingCode, (mine: boolean, others: boolean, outcome: Verdict['outcome']) => boolean> = {
  dead: () => false,
  'never-on': () => false,
  link: () => false,
  shadowed: (_, others) => others,
  overlaps: (_, others) => others,
  'triggers-other': (_, others, { kind }) => others && kind === 'reply',
  'triggers-itself': (mine, _, { kind }) => mine && kind === 'reply',
  'loop-risk': (mine, _, { kind }) => mine && kind === 'reply',
  'needs-group': (mine, _, outcome) => mine && outcome.kind === 'none' && outcome.why === 'group-needs-mention',
  // Another rule may answer that message first; alone, the rule would leave the variable empty.
  'missing-variable': () => true,
}

describe('the lint', () => {
  it('takes one rule a step, in order', () => {
    const rules = pair({ reply: '在吗' }, { reply: '在吗' })
    const steps = [...lintSteps(ruleSet(rules), ZONE, NOON)]
    expect(steps).toHaveLength(2)
    expect(steps.flat()).toEqual(lint(ruleSet(rules), ZONE, NOON))
  })

  it('never calls a rule dead, never on or shadowed that answers something', () => {
    fc.assert(
      fc.property(
        anyRuleSet,
        fc.array(fc.tuple(anyEvent, anyNow), { minLength: 20, maxLength: 40 }),
        (some, messages) => {
          // The same rules once more below: some of them are shadowed.
          const set = {
            ...some,
            rules: [...some.rules, ...some.rules.map((one) => ({ ...one, id: `${one.id}-again` }))],
          }
          const silent = new Set(
            lint(set, ZONE, NOON)
              .filter(({ code }) => code === 'dead' || code === 'never-on' || code === 'shadowed')
              .map(({ ruleId }) => ruleId),
          )
          const compiled = compileRules(set)
          for (const [event, now] of messages) {
            const { outcome } = decide(
              compiled,
              emptyRuleState,
              event,
              { ...later(0), random: now.random, away: now.away },
              'none',
            )
            const offered = outcome.kind === 'none' && outcome.why === 'draft' ? [outcome.ruleId] : []
            const ids = outcome.kind === 'reply' ? outcome.replies.map(({ ruleId }) => ruleId) : offered
            expect(ids.filter((id) => id !== null && silent.has(id))).toEqual([])
          }
        },
      ),
      { numRuns: 60 },
    )
  }, 30_000)

  it('has a witness of the engine for what it says', () => {
    fc.assert(
      fc.property(anyRuleSet, (set) => {
        const compiled = compileRules(set)
        const found = lint(set, ZONE, NOON)
        const said = found.map(({ code, ruleId, other, witness }) => {
          if (!witness) return code
          const now = nowFrom(witness.at, ZONE, { away: witness.away })
          const { outcome } = decide(compiled, emptyRuleState, eventFrom(witness), now, 'none')
          const by = outcome.kind === 'reply' ? outcome.replies[0].ruleId : outcome.ruleId
          return SHOWS[code](by === ruleId, by === other, outcome) ? code : `${code} is not so`
        })
        expect(said).toEqual(found.map(({ code }) => code))
        const proved = found.filter(({ witness }) => !witness).map(({ code }) => code)
        expect(proved.filter((code) => !['dead', 'never-on', 'link'].includes(code))).toEqual([])
      }),
      { numRuns: 60 },
    )
  }, 30_000)
})
