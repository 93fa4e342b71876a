import { describe, expect, it } from 'vitest'
import type { WhyNot } from '../../../lib/chat/decision.ts'
import { compileRules } from '../../../lib/rules/compile.ts'
import { decide, emptyRuleState } from '../../../lib/rules/decide.ts'
import type { ChatEvent, Now, RuleState, Switches, TraceForm, Verdict } from '../../../lib/rules/decide.ts'
import type { Policy } from '../../../lib/rules/policy.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { rememberMute, rememberTakeover } from '../../../lib/rules/state.ts'
import { MINUTE, SECOND } from '../../../lib/time.ts'
import {
  contentCondition,
  event,
  later,
  NOON,
  NOW,
  ON,
  patternCondition,
  rule,
  ruleSet,
  textCondition,
} from './examples.ts'

interface Case {
  rules?: Rule[]
  policy?: Partial<Policy>
  state?: RuleState
  event?: Partial<ChatEvent>
  now?: Now
  form?: TraceForm
}

function judge({ rules = [rule()], policy = {}, state = emptyRuleState, now = NOW, form, ...rest }: Case): Verdict {
  return decide(compileRules(ruleSet(rules, policy)), state, event(rest.event), now, form)
}

const replied = (...replies: (string | [ruleId: string, text: string])[]) => ({
  kind: 'reply',
  replies: replies.map((reply) => {
    const [ruleId, text] = typeof reply === 'string' ? [reply, '稍后回复'] : reply
    return { ruleId, text, delayMs: 0 }
  }),
})
const none = (why: WhyNot, ruleId: string | null) => ({ kind: 'none', why, ruleId })
const switched = (switches: Partial<Switches>): Now => ({ ...NOW, switches: { ...ON, ...switches } })
const hidden = rule({ id: 'hidden', enabled: false })
const lines = ({ trace }: Verdict): string[] =>
  trace.map(({ check, ruleId, passed, detail, at }) =>
    [passed ? '+' : '-', ruleId, check, at, detail].filter((part) => part !== null && part !== undefined).join(' '),
  )

describe('decide: which rule answers', () => {
  it.each<[string, Case, object]>([
    ['a rule that matches answers', {}, replied('r1')],
    ['nothing matches', { event: { text: '晚安' } }, none('no-rule-matched', null)],
    ['there are no rules', { rules: [] }, none('no-rule-matched', null)],
    ['a rule that is off does not', { rules: [hidden, rule()] }, replied('r1')],
    [
      'a rule whose group is off does not',
      { rules: [rule({ id: 'g', group: 'g' }), rule()], policy: { groups: [{ id: 'g', name: '组', enabled: false }] } },
      replied('r1'),
    ],
    ['the first of two answers', { rules: [rule({ id: 'a' }), rule({ id: 'b' })] }, replied('a')],
    [
      'one whom the message is not for is passed over',
      { rules: [rule({ id: 'a', who: { kinds: ['group'] } }), rule()] },
      replied('r1'),
    ],
    [
      'one whose time it is not is passed over',
      { rules: [rule({ id: 'a', when: { onlyWhenAway: true } }), rule()] },
      replied('r1'),
    ],
    ['only away', { rules: [rule({ when: { onlyWhenAway: true } })], now: { ...NOW, away: true } }, replied('r1')],
    ['only in its chats', { rules: [rule({ who: { contacts: ['chat-2'] } })] }, none('no-rule-matched', null)],
    [
      'exactly these words, the mention left out',
      {
        rules: [rule({ conditions: [textCondition('exact', ['在吗'])] })],
        event: { text: '@小明 在吗', addressed: '在吗' },
      },
      replied('r1'),
    ],
    [
      'a broken rule never matches, and the next one answers',
      { rules: [rule({ id: 'broken', conditions: [patternCondition('(在吗')] }), rule()] },
      replied('r1'),
    ],
  ])('%s', (_, given, outcome) => {
    expect(judge(given).outcome).toEqual(outcome)
  })

  it('asks rules about notices only in a group they name', () => {
    const greeting = rule({ conditions: [contentCondition(['join'])], who: { contacts: ['chat-1'] } })
    const joined: Partial<ChatEvent> = {
      kind: 'group',
      segments: [{ type: 'notice', what: 'group-joined', facts: {} }],
    }
    expect(judge({ rules: [greeting], event: joined }).outcome).toEqual(replied('r1'))
    const anywhere = rule({ conditions: [contentCondition(['join'])] })
    expect(judge({ rules: [anywhere], event: joined }).outcome).toEqual(none('group-needs-mention', 'r1'))
    const unknown = { ...joined, author: null }
    expect(judge({ rules: [greeting], event: unknown }).outcome).toEqual(replied('r1'))
  })
})

describe('decide: what the reply says and when it goes out', () => {
  const names = { nick: '小红', remark: null, card: '财务', group: '周报群' }

  it.each<[string, Rule, Partial<ChatEvent>, string]>([
    [
      'names, group and time',
      rule({ reply: '{nick}/{remark}/{card}/{group} {date} {weekday} {time}' }),
      { names },
      '小红/小红/财务/周报群 2026-09-21 星期一 22:13',
    ],
    [
      'captures',
      rule({ conditions: [patternCondition('查(?<c>\\S+)')], reply: '{capture:1}{capture:c}' }),
      { text: '查北京' },
      '北京北京',
    ],
    ['what was written', rule({ reply: '“{message}”？' }), { text: '在吗{time}' }, '“在吗{time}”？'],
    [
      'a name that looks like a template, as a name',
      rule({ reply: '{nick}' }),
      { names: { ...names, nick: '{time}' } },
      '{time}',
    ],
  ])('%s', (_, given, changes, text) => {
    expect(judge({ rules: [given], event: changes }).outcome).toEqual(replied(['r1', text]))
  })

  it('counts its answers in this conversation, this one included', () => {
    const counting = rule({ reply: '{count}' })
    let state = judge({ rules: [counting] }).state
    state = judge({ rules: [counting], state, event: { conversation: 'chat-2' } }).state
    const third = judge({ rules: [counting], state, now: later(10 * SECOND), event: { sentAt: NOON + 10 * SECOND } })
    expect(third.outcome).toEqual(replied(['r1', '2']))
  })

  it('draws the reply and its delay from the number it was given, the message and the rule', () => {
    const texts = Array.from({ length: 20 }, (_, place) => ({ text: `reply ${place}`, weight: 1 }))
    const drawn = (changes: { random?: number; key?: string; id?: string } = {}) => {
      const delay = { fromMs: 0, toMs: 60_000 }
      const rules = [rule({ id: changes.id ?? 'r1', reply: { texts, delay } })]
      const { outcome } = judge({
        rules,
        now: { ...NOW, random: changes.random ?? 1 },
        event: { messageKey: changes.key ?? 'm1' },
      })
      return outcome.kind === 'reply' ? `${outcome.replies[0].text} ${outcome.replies[0].delayMs}` : ''
    }
    expect(drawn()).toBe(drawn())
    expect(new Set([drawn(), drawn({ random: 2 }), drawn({ key: 'm2' }), drawn({ id: 'r2' })]).size).toBe(4)
    expect(drawn()).toMatch(/^reply \d+ \d+$/)
  })

  it('waits as the settings say when the rule does not', () => {
    const { outcome } = judge({ policy: { delayMs: 1_000 } })
    expect(outcome.kind === 'reply' && outcome.replies[0].delayMs).toBeGreaterThanOrEqual(1_080)
    expect(outcome.kind === 'reply' && outcome.replies[0].delayMs).toBeLessThan(1_580)
  })

  it('goes round the replies of a rule', () => {
    const texts = [
      { text: 'a', weight: 1 },
      { text: 'b', weight: 1 },
    ]
    const rules = [rule({ reply: { texts, choose: 'round-robin' } })]
    const first = judge({ rules })
    const second = judge({ rules, state: first.state, event: { conversation: 'chat-2' } })
    expect([first.outcome, second.outcome]).toEqual([replied(['r1', 'a']), replied(['r1', 'b'])])
  })

  it('sends nothing when nothing is left to say, and does not count it', () => {
    const verdict = judge({ rules: [rule({ reply: '{group}' })] })
    expect(verdict.outcome).toEqual(none('empty-reply', 'r1'))
    expect(verdict.state).toEqual(emptyRuleState)
    expect(verdict.trace.at(-1)).toEqual({ check: 'rule:reply', ruleId: 'r1', passed: false })
  })
})

describe('decide: drafts', () => {
  const draft = rule({ id: 'draft', reply: { mode: 'draft' }, cooldownMs: MINUTE })

  it('offers the reply instead of sending it, and counts it for its own cooldown alone', () => {
    const verdict = judge({ rules: [draft] })
    expect(verdict.outcome).toEqual({ ...none('draft', 'draft'), text: '稍后回复' })
    expect(verdict.trace.at(-1)).toEqual({ check: 'guard:draft', ruleId: null, passed: false })
    expect(verdict.state).toEqual({
      ...emptyRuleState,
      drafts: [{ ruleId: 'draft', conversation: 'chat-1', at: NOON }],
    })

    const again = judge({ rules: [draft], state: verdict.state, now: later(SECOND) })
    expect(again.outcome).toEqual(none('cooldown', 'draft'))
    expect(judge({ state: verdict.state, now: later(SECOND) }).outcome).toEqual(replied('r1'))
  })

  it('is held back by what holds replies back', () => {
    expect(judge({ rules: [draft], now: switched({ autoReply: false }) }).outcome).toEqual(
      none('switched-off', 'draft'),
    )
  })
})

describe('decide: rules that let others speak', () => {
  const first = rule({ id: 'a', goOn: true })
  const second = rule({ id: 'b', goOn: true })

  it('gives at most three replies to a message', () => {
    const rules = ['a', 'b', 'c', 'd'].map((id) => rule({ id, goOn: true }))
    expect(judge({ rules }).outcome).toEqual(replied('a', 'b', 'c'))
  })

  it('ends with the first that does not', () => {
    expect(judge({ rules: [first, rule(), rule({ id: 'below' })] }).outcome).toEqual(replied('a', 'r1'))
    expect(judge({ rules: [first] }).outcome).toEqual(replied('a'))
    expect(judge({ rules: [first, rule({ conditions: [textCondition('any-of', ['晚安'])] })] }).outcome).toEqual(
      replied('a'),
    )
  })

  it('counts each for the caps, and together as one reply to this person', () => {
    const limits = { friendMs: MINUTE, groupMs: MINUTE, perMinute: 2, perHour: 40, perDay: 200 }
    const verdict = judge({ rules: [first, second, rule()], policy: { limits } })
    expect(verdict.outcome).toEqual(replied('a', 'b'))
    expect(verdict.trace.at(-1)).toMatchObject({ check: 'guard:cap-minute', passed: false })
    expect(verdict.state.replies).toHaveLength(2)
    expect(verdict.state.turns).toMatchObject([{ count: 1 }])
    expect(verdict.state.answered).toHaveLength(1)
  })

  it('keeps to what is said already when a lower rule is held back, empty, or only offers', () => {
    const lower = [
      rule({ id: 'x', reply: '{group}' }),
      rule({ id: 'x', reply: { mode: 'draft' } }),
      rule({ id: 'x', cooldownMs: MINUTE }),
    ]
    const state = { ...emptyRuleState, drafts: [{ ruleId: 'x', conversation: 'chat-1', at: NOON }] }
    for (const below of lower) {
      const verdict = judge({ rules: [first, below, rule()], state })
      expect(verdict.outcome).toEqual(replied('a'))
      expect(verdict.state.drafts).toEqual(state.drafts)
    }
  })
})

describe('decide: what holds a reply back', () => {
  const held = (why: WhyNot): RuleState =>
    why === 'takeover'
      ? rememberTakeover(emptyRuleState, 'chat-1', NOON)
      : why === 'muted'
        ? rememberMute(emptyRuleState, 'chat-1', null)
        : { ...emptyRuleState, loops: [{ conversation: 'chat-1', until: NOON + MINUTE }] }

  it.each<[string, Case, WhyNot, string | null]>([
    ['my own message', { event: { own: 'self' } }, 'own-message', null],
    ['an echo', { event: { own: 'echo' } }, 'echo', null],
    ['a login that is not ours', { event: { login: 'other' } }, 'other-login', 'r1'],
    ['no login of ours', { event: { login: 'none' } }, 'not-logged-in', 'r1'],
    ['an automatic reply a rule would answer', { event: { text: '[自动回复] 在吗' } }, 'automatic-reply', 'r1'],
    ['an automatic reply no rule would answer', { event: { text: '[自动回复] 忙' } }, 'automatic-reply', null],
    ['a machine of the service', { event: { authorNumber: '10000' } }, 'service-account', 'r1'],
    ['an old message', { event: { sentAt: NOON - 2 * MINUTE } }, 'stale', 'r1'],
    ['a stranger', { event: { authorIsKnown: false } }, 'unknown-sender', 'r1'],
    ['the kill switch', { now: switched({ autoReply: false }) }, 'switched-off', 'r1'],
    [
      'the kill switch, where a rule is off too',
      { rules: [hidden], now: switched({ autoReply: false }) },
      'switched-off',
      null,
    ],
    ['sends that were refused', { now: switched({ stopped: 'refused-sends' }) }, 'refused-sends', 'r1'],
    ['the pause', { now: switched({ pausedUntil: NOON + MINUTE }) }, 'paused', 'r1'],
    ['the user', { state: held('takeover') }, 'takeover', 'r1'],
    ['the loop breaker', { state: held('loop') }, 'loop', 'r1'],
    ['a mute', { state: held('muted') }, 'muted', 'r1'],
    ['no mention in a group', { event: { kind: 'group' } }, 'group-needs-mention', 'r1'],
    ['the first of two reasons', { event: { authorIsKnown: false, sentAt: NOON - 2 * MINUTE } }, 'stale', 'r1'],
  ])('%s', (_, given, why, ruleId) => {
    const verdict = judge(given)
    expect(verdict.outcome).toEqual(none(why, ruleId))
    expect(verdict.trace).toContainEqual(expect.objectContaining({ check: `guard:${why}`, passed: false }))
    expect(verdict.state).toBe(given.state ?? emptyRuleState)
  })

  it('answers words said over and over only once, until they stop for 5 s', () => {
    const say = (state: RuleState, ms: number) => judge({ state, now: later(ms), event: { sentAt: NOON + ms } })
    const first = judge({})
    const second = say(first.state, 4 * SECOND)
    const third = say(second.state, 8 * SECOND)
    const fourth = say(third.state, 14 * SECOND)
    expect([first, second, third, fourth].map(({ outcome }) => outcome)).toEqual([
      replied('r1'),
      none('identical-text', 'r1'),
      none('identical-text', 'r1'),
      replied('r1'),
    ])
  })

  it('keeps a rule in its cooldown quiet in that conversation, and no lower rule speaks for it', () => {
    const rules = [rule({ cooldownMs: MINUTE }), rule({ id: 'lower' })]
    const { state } = judge({ rules })
    const again = (ms: number, changes: Partial<ChatEvent> = {}) =>
      judge({ rules, state, now: later(ms), event: { text: '在吗？', sentAt: NOON + ms, ...changes } })
    const early = again(MINUTE - 1)
    expect(early.outcome).toEqual(none('cooldown', 'r1'))
    expect(early.trace.at(-1)).toEqual({ check: 'rule:cooldown', ruleId: 'r1', passed: false, detail: '1 s' })
    expect(again(MINUTE - 1, { conversation: 'chat-2' }).outcome).toEqual(replied('r1'))
    expect(again(MINUTE).outcome).toEqual(replied('r1'))
  })

  it('answers several messages in a row once', () => {
    const { state } = judge({})
    const again = (ms: number) => judge({ state, now: later(ms), event: { text: '在吗？', sentAt: NOON + ms } }).outcome
    expect(again(5 * SECOND - 1)).toEqual(none('burst', 'r1'))
    expect(again(5 * SECOND)).toEqual(replied('r1'))
  })

  it('leaves a person alone for a while, whatever the rule', () => {
    const limits = { friendMs: MINUTE, groupMs: 0, perMinute: 6, perHour: 40, perDay: 200 }
    const other = rule({ id: 'other', conditions: [textCondition('any-of', ['晚安'])] })
    const given = { rules: [rule(), other], policy: { limits } }
    const { state } = judge(given)
    const again = (ms: number) =>
      judge({ ...given, state, now: later(ms), event: { text: '晚安', sentAt: NOON + ms } }).outcome
    expect(again(MINUTE - 1)).toEqual(none('contact-cooldown', 'other'))
    expect(again(MINUTE)).toEqual(replied('other'))
  })

  it('stops at the cap of a minute, across conversations, and goes on when the minute is over', () => {
    const ask = (state: RuleState, index: number, ms = 0) =>
      judge({ state, now: later(ms), event: { conversation: `chat-${index}`, sentAt: NOON + ms } })
    let state = emptyRuleState
    for (let index = 0; index < 6; index++) {
      const verdict = ask(state, index)
      expect(verdict.outcome).toEqual(replied('r1'))
      state = verdict.state
    }
    expect(ask(state, 7).outcome).toEqual(none('cap-minute', 'r1'))
    expect(ask(state, 7, MINUTE).outcome).toEqual(replied('r1'))
  })

  it('answers a backlog of a thousand messages with silence, and remembers nothing of it', () => {
    const compiled = compileRules(ruleSet([rule()]))
    let state = emptyRuleState
    for (let index = 0; index < 1_000; index++) {
      const sentAt = NOON - 91 * SECOND - index * SECOND
      const verdict = decide(compiled, state, event({ messageKey: `m${index}`, sentAt }), NOW)
      expect(verdict.outcome).toEqual(none('stale', 'r1'))
      state = verdict.state
    }
    expect(state).toBe(emptyRuleState)
  })
})

describe('decide: the short trace', () => {
  it('tells who answers, in few words', () => {
    const rules = [
      hidden,
      rule({ id: 'other', conditions: [textCondition('any-of', ['晚安'])] }),
      rule(),
      rule({ id: 'below' }),
    ]
    expect(lines(judge({ rules }))).toEqual(['+ kernel 15', '- rules 1', '+ r1 rule:match 在吗'])
  })

  it('names the rules whose words matched and the condition that each failed at', () => {
    const rules = [
      rule({ id: 'a', who: { kinds: ['group'] } }),
      rule({ id: 'b', when: { first: 'ever' } }),
      rule({ id: 'c', conditions: [textCondition('any-of', ['晚安'])] }),
    ]
    const verdict = judge({ rules, event: { previousAt: NOON - 3 * 24 * 60 * MINUTE } })
    expect(lines(verdict)).toEqual(['+ kernel 15', '- rules 1', '- a rule:kind friend', '- b rule:first 3 d'])
  })

  it('names the guard that stopped it, and the rule that would have answered', () => {
    expect(lines(judge({ now: later(2 * MINUTE) }))).toEqual([
      '- guard:stale 120 s',
      '- rules 0',
      '+ r1 rule:match 在吗',
    ])
    expect(lines(judge({ event: { own: 'self' } }))).toEqual(['- guard:own-message'])
    expect(lines(judge({ event: { kind: 'group' } }))).toEqual([
      '+ kernel 15',
      '- rules 0',
      '+ r1 rule:match 在吗',
      '- guard:group-needs-mention',
    ])
  })

  it('tells of each reply when there are several', () => {
    const rules = [rule({ id: 'a', goOn: true }), rule({ id: 'b', who: { kinds: ['group'] } }), rule({ id: 'c' })]
    expect(lines(judge({ rules }))).toEqual([
      '+ kernel 15',
      '- rules 0',
      '+ a rule:match 在吗',
      '- b rule:kind friend',
      '+ c rule:match 在吗',
    ])
  })
})

describe('decide: the full trace', () => {
  const rules = [
    rule({ id: 'hidden', enabled: false, group: 'g' }),
    rule({ who: { contacts: ['chat-1'], onlyWhenMentioned: true }, when: { onlyWhenAway: true } }),
    rule({ id: 'below', cooldownMs: MINUTE }),
  ]
  const policy = { groups: [{ id: 'g', name: '客服', enabled: true }] }

  it('has every guard and every condition of every rule', () => {
    const verdict = judge({ rules, policy, form: 'full', event: { kind: 'group', mentionsMe: true } })
    expect(lines(verdict)).toEqual([
      '+ guard:own-message',
      '+ guard:echo',
      '+ guard:not-logged-in',
      '+ guard:other-login',
      '+ guard:automatic-reply',
      '+ guard:service-account',
      '+ guard:stale 0 s',
      '+ guard:unknown-sender',
      '+ guard:switched-off',
      '+ guard:refused-sends',
      '+ guard:paused',
      '+ guard:takeover',
      '+ guard:loop',
      '+ guard:muted',
      '+ guard:identical-text',
      '- hidden rule:enabled',
      '+ hidden rule:group-enabled 客服',
      '+ hidden rule:kind group',
      '+ hidden rule:match 0.0 在吗',
      '+ hidden rule:match 在吗',
      '+ r1 rule:enabled',
      '+ r1 rule:kind group',
      '+ r1 rule:contact',
      '+ r1 rule:mention',
      '+ r1 rule:match 0.0 在吗',
      '+ r1 rule:match 在吗',
      '- r1 rule:away',
      '+ below rule:enabled',
      '+ below rule:kind group',
      '+ below rule:match 0.0 在吗',
      '+ below rule:match 在吗',
      '+ guard:group-needs-mention',
      '+ below rule:cooldown',
      '+ guard:burst',
      '+ guard:contact-cooldown',
      '+ guard:cap-minute 0 / 6',
      '+ guard:cap-hour 0 / 40',
      '+ guard:cap-day 0 / 200',
      '+ below rule:reply 稍后回复',
    ])
  })

  it('shows all guards that stop a message; the first is the reason', () => {
    const verdict = judge({
      form: 'full',
      event: { authorIsKnown: false, kind: 'group' },
      now: switched({ autoReply: false }),
    })
    expect(verdict.outcome).toEqual(none('unknown-sender', 'r1'))
    expect(lines(verdict).filter((line) => line.startsWith('- guard'))).toEqual([
      '- guard:unknown-sender',
      '- guard:switched-off',
    ])
  })

  it('says that a rule is broken, and why', () => {
    const broken = rule({ conditions: [patternCondition('(在吗')] })
    expect(lines(judge({ rules: [broken], form: 'full' })).at(-1)).toMatch(
      /^- r1 rule:match broken: missing closing \)/,
    )
  })

  it.each<[string, Case]>([
    ['a reply', { rules, policy, event: { kind: 'group', mentionsMe: true } }],
    ['silence', { rules, event: { text: '晚安' } }],
    ['a guard', { rules, event: { login: 'none' } }],
    ['a draft', { rules: [rule({ reply: { mode: 'draft' } })] }],
  ])('comes to the same as the short one and none: %s', (_, given) => {
    const { outcome, state } = judge(given)
    for (const form of ['full', 'none'] as const) {
      const verdict = judge({ ...given, form })
      expect({ outcome: verdict.outcome, state: verdict.state }).toEqual({ outcome, state })
    }
    expect(judge({ ...given, form: 'none' }).trace).toEqual([])
  })
})
