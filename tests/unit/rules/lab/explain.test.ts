import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRules } from '../../../../lib/rules/compile.ts'
import { decide } from '../../../../lib/rules/decide.ts'
import type { ChatEvent, Now } from '../../../../lib/rules/event.ts'
import { explain } from '../../../../lib/rules/lab/explain.ts'
import type { Flip } from '../../../../lib/rules/lab/explain.ts'
import type { RuleSet } from '../../../../lib/rules/policy.ts'
import { emptyRuleState, rememberMute, rememberTakeover } from '../../../../lib/rules/state.ts'
import type { RuleState } from '../../../../lib/rules/state.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../../../lib/time.ts'
import { event, later, NOON, NOW, ON, rule, ruleSet, textCondition } from '../examples.ts'
import { anyEvent, anyNow, anyRuleSet } from './arbitrary.ts'

function flips(set: RuleSet, given: Partial<ChatEvent> = {}, now: Now = NOW, state = emptyRuleState): Flip[] {
  return explain(compileRules(set), state, event(given), now).flips
}

function changes(...given: Parameters<typeof flips>): string[] {
  return flips(...given).map(({ change, ruleId, check, detail }) =>
    [change, check, ruleId, detail].filter((part) => part !== null && part !== '').join(' '),
  )
}

const ONE = ruleSet([rule()])

/** What is remembered after a friend's message was answered at `NOON`. */
function answered(set: RuleSet, text = '在吗'): RuleState {
  return decide(compileRules(set), emptyRuleState, event({ text, messageKey: 'm0' }), NOW, 'none').state
}

describe('what would have led to a reply', () => {
  it.each<[string, Partial<ChatEvent>, Now, RuleState]>([
    ['switch-on', {}, { ...NOW, switches: { ...ON, autoReply: false } }, emptyRuleState],
    ['no-stop', {}, { ...NOW, switches: { ...ON, stopped: 'refused-sends' } }, emptyRuleState],
    ['no-pause', {}, { ...NOW, switches: { ...ON, pausedUntil: NOON + HOUR } }, emptyRuleState],
    ['logged-in', { login: 'none' }, NOW, emptyRuleState],
    ['known-sender', { authorIsKnown: false }, NOW, emptyRuleState],
    ['fresh', { sentAt: NOON - 5 * MINUTE }, NOW, emptyRuleState],
    ['no-takeover', {}, NOW, rememberTakeover(emptyRuleState, 'chat-1', NOON - MINUTE)],
    ['no-loop', {}, NOW, { ...emptyRuleState, loops: [{ conversation: 'chat-1', until: NOON + MINUTE }] }],
    ['not-muted', { kind: 'group', mentionsMe: true }, NOW, rememberMute(emptyRuleState, 'chat-1', null)],
    ['first-time', {}, later(4 * SECOND), { ...answered(ONE), replies: [] }],
    ['limit burst', { text: '在吗 2' }, later(4 * SECOND), answered(ONE)],
    ['mentioned', { kind: 'group' }, NOW, emptyRuleState],
  ])('is %s', (change, given, now, state) => {
    expect(changes(ONE, given, now, state)).toEqual([change])
  })

  it.each<[string, RuleSet]>([
    ['limit contact', ruleSet([rule()], { limits: { ...ONE.policy.limits, friendMs: HOUR } })],
    ['limit minute', ruleSet([rule()], { limits: { ...ONE.policy.limits, perMinute: 1 } })],
    ['limit hour', ruleSet([rule()], { limits: { ...ONE.policy.limits, perHour: 1 } })],
    ['limit day', ruleSet([rule()], { limits: { ...ONE.policy.limits, perDay: 1 } })],
    ['cooldown r1', ruleSet([rule({ cooldownMs: HOUR })])],
  ])('is %s', (change, set) => {
    expect(changes(set, { text: '在吗 2', sentAt: NOON + 20 * SECOND }, later(20 * SECOND), answered(set))).toEqual([
      change,
    ])
  })

  it.each<[string, Parameters<typeof rule>[0], Partial<ChatEvent>]>([
    ['condition kind r1', { who: { kinds: ['group'] } }, {}],
    ['condition contact r1', { who: { contacts: ['chat-9'] } }, {}],
    ['condition except r1', { who: { except: ['person-1'] } }, {}],
    ['condition category r1', { who: { categories: ['家人'] } }, {}],
    ['condition first r1', { when: { first: 'today' } }, { previousAt: NOON - MINUTE }],
    ['away r1', { when: { onlyWhenAway: true } }, {}],
    ['rule-on r1', { enabled: false }, {}],
    ['text-with r1 你好', { conditions: [textCondition('any-of', ['你好'])] }, {}],
    [
      'text-without r1 吗',
      { conditions: [textCondition('any-of', ['在']), textCondition('any-of', ['吗'], true)] },
      {},
    ],
    ['mentioned r1', { who: { onlyWhenMentioned: true } }, { kind: 'group' }],
    ['condition author r1', { who: { authors: ['person-9'], contacts: ['chat-1'] } }, { kind: 'group' }],
    ['condition role r1', { who: { roles: ['owner'], contacts: ['chat-1'] } }, { kind: 'group', role: 'member' }],
  ])('is %s', (change, with_, given) => {
    expect(changes(ruleSet([rule(with_)]), given)).toEqual([change])
  })

  it('is another time, which is told', () => {
    const set = ruleSet([rule({ when: { hours: [{ on: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 60 }] } })])
    const [flip] = flips(set)
    expect(flip).toMatchObject({ change: 'time', ruleId: 'r1', outcome: { kind: 'reply' } })
    expect(new Date(flip?.at ?? 0).toISOString()).toBe('2026-09-21T16:00:00.000Z')
  })

  it('is none when two things stand in the way', () => {
    const now = { ...NOW, switches: { ...ON, autoReply: false, pausedUntil: NOON + HOUR } }
    expect(changes(ONE, {}, now)).toEqual([])
  })

  it('is none for what the account wrote itself', () => {
    expect(changes(ONE, { own: 'self' })).toEqual([])
    expect(changes(ONE, { own: 'echo' })).toEqual([])
  })

  it('names few of many rules that only lack a word', () => {
    const rules = Array.from({ length: 30 }, (_, index) =>
      rule({ id: `r${index}`, conditions: [textCondition('any-of', [`词${index}`])] }),
    )
    expect(changes(ruleSet(rules))).toHaveLength(5)
  })
})

describe('what would have led to something else than the reply', () => {
  it('is the rule switched off, and the word left out', () => {
    expect(changes(ONE, { text: '在吗，小明' })).toEqual(['rule-off r1', 'text-without 在吗'])
  })

  it('is the rule above switched off, and another one then answers', () => {
    const set = ruleSet([rule({ id: 'above' }), rule({ id: 'below' })])
    const [flip] = flips(set)
    expect(flip).toMatchObject({ change: 'rule-off', ruleId: 'above', outcome: { replies: [{ ruleId: 'below' }] } })
  })

  it('is a mention, being here, or another hour', () => {
    const hours = [{ on: [1, 2, 3, 4, 5, 6, 7], from: 20 * 60, to: 23 * 60 }]
    const set = ruleSet([rule({ when: { hours, onlyWhenAway: true }, who: { onlyWhenMentioned: true } })])
    const given = { kind: 'group' as const, mentionsMe: true, text: '在吗，小明' }
    expect(changes(set, given, { ...NOW, away: true })).toEqual([
      'rule-off r1',
      'text-without 在吗',
      'not-mentioned',
      'not-away',
      'time r1',
    ])
  })

  it('is the like for a draft', () => {
    expect(changes(ruleSet([rule({ reply: { mode: 'draft' } })]), { text: '在吗，小明' })).toContain('rule-off r1')
  })
})

describe('an explanation', () => {
  it('begins with what was decided, in full', () => {
    const { verdict } = explain(compileRules(ONE), emptyRuleState, event(), NOW)
    expect(verdict).toEqual(decide(compileRules(ONE), emptyRuleState, event(), NOW, 'full'))
  })

  it('tells only changes after which the engine does something else', () => {
    fc.assert(
      fc.property(anyRuleSet, anyEvent, anyNow, (set, given, now) => {
        const state = rememberTakeover(emptyRuleState, 'chat-2', NOON - DAY)
        const { verdict, flips: found } = explain(compileRules(set), state, given, now)
        expect(found.length).toBeLessThanOrEqual(20)
        for (const { outcome } of found) {
          const speaks = (one: typeof outcome) =>
            one.kind === 'reply'
              ? one.replies.map(({ ruleId }) => ruleId)
              : one.why === 'draft'
                ? ['draft', one.ruleId]
                : []
          expect(speaks(outcome)).not.toEqual(speaks(verdict.outcome))
        }
      }),
      { numRuns: 60 },
    )
  }, 30_000)
})
