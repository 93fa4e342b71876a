import { describe, expect, it } from 'vitest'
import type { WhyNot } from '../../../lib/chat/decision.ts'
import { compileRules } from '../../../lib/rules/compile.ts'
import { decide, emptyRuleState } from '../../../lib/rules/decide.ts'
import type { ChatEvent, Moment, RuleState, Switches } from '../../../lib/rules/decide.ts'
import type { Verdict } from '../../../lib/rules/decide.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { MINUTE, SECOND } from '../../../lib/time.ts'
import { event, later, MOMENT, NOON, ON, rule } from './examples.ts'

interface Case {
  rules?: Rule[]
  state?: RuleState
  event?: Partial<ChatEvent>
  switches?: Switches
  moment?: Moment
}

function judge({ rules = [rule()], state = emptyRuleState, switches = ON, moment = MOMENT, ...rest }: Case): Verdict {
  return decide(compileRules(rules), state, event(rest.event), switches, moment)
}

const replied = (ruleId: string, text = '稍后回复') => ({ kind: 'reply', ruleId, text })
const none = (why: WhyNot, ruleId: string | null) => ({ kind: 'none', why, ruleId })
const off: Switches = { autoReply: false, pausedUntil: null }
const hidden = rule({ id: 'hidden', enabled: false })

describe('decide: which rule answers', () => {
  it.each<[string, Case, object]>([
    ['a rule that matches answers', {}, replied('r1')],
    ['nothing matches', { event: { text: '晚安' } }, none('no-rule-matched', null)],
    ['there are no rules', { rules: [] }, none('no-rule-matched', null)],
    ['a rule that is off does not', { rules: [hidden, rule()] }, replied('r1')],
    ['the first of two answers', { rules: [rule({ id: 'a' }), rule({ id: 'b' })] }, replied('a')],
    ['only in its kinds of chat', { rules: [rule({ who: { kinds: ['group'] } })] }, none('no-rule-matched', null)],
    ['only in its chats', { rules: [rule({ who: { contacts: ['chat-2'] } })] }, none('no-rule-matched', null)],
    ['in one of its chats', { rules: [rule({ who: { contacts: ['chat-2', 'chat-1'] } })] }, replied('r1')],
    [
      'in a group that does not mention me, not with a rule that wants it',
      { rules: [rule({ who: { onlyWhenMentioned: true } })], event: { kind: 'group' } },
      none('no-rule-matched', null),
    ],
    [
      'in a discussion neither',
      { rules: [rule({ who: { onlyWhenMentioned: true } })], event: { kind: 'discuss' } },
      none('no-rule-matched', null),
    ],
    [
      'in a group that mentions me',
      { rules: [rule({ who: { onlyWhenMentioned: true } })], event: { kind: 'group', mentionsMe: true } },
      replied('r1'),
    ],
    ['a friend need not mention me', { rules: [rule({ who: { onlyWhenMentioned: true } })] }, replied('r1')],
    [
      'exactly these words, the mention left out',
      { rules: [rule({ what: { match: 'exact' } })], event: { text: '@小明 在吗', addressed: '在吗' } },
      replied('r1'),
    ],
    [
      'a broken rule never matches, and the next one answers',
      { rules: [rule({ id: 'broken', what: { match: 'pattern', texts: ['(在吗'] } }), rule()] },
      replied('r1'),
    ],
    [
      'all of the words are wanted',
      { rules: [rule({ what: { match: 'all-of', texts: ['在吗', '文件'] } })] },
      none('no-rule-matched', null),
    ],
  ])('%s', (_, given, outcome) => {
    expect(judge(given).outcome).toEqual(outcome)
  })
})

describe('decide: what the reply says', () => {
  const names = { nick: '小红', remark: null, card: '财务', group: '周报群' }

  it.each<[string, Rule, Partial<ChatEvent>, string]>([
    [
      'names, group and time',
      rule({ reply: '{nick}/{remark}/{card}/{group} {time}' }),
      { names },
      '小红/小红/财务/周报群 14:30',
    ],
    [
      'captures',
      rule({ what: { match: 'pattern', texts: ['查(?<c>\\S+)'] }, reply: '{capture:1}{capture:c}' }),
      { text: '查北京' },
      '北京北京',
    ],
    [
      'a name that looks like a template, as a name',
      rule({ reply: '{nick}' }),
      { names: { ...names, nick: '{time}' } },
      '{time}',
    ],
  ])('%s', (_, given, changes, text) => {
    expect(judge({ rules: [given], event: changes }).outcome).toEqual(replied('r1', text))
  })

  it('counts its answers in this conversation, this one included', () => {
    const counting = rule({ reply: '{count}' })
    let state = judge({ rules: [counting] }).state
    state = judge({ rules: [counting], state, event: { conversation: 'chat-2' } }).state
    const third = judge({ rules: [counting], state, moment: later(10 * SECOND), event: { sentAt: NOON + 10 * SECOND } })
    expect(third.outcome).toEqual(replied('r1', '2'))
  })

  it('sends nothing when nothing is left to say, and does not count it', () => {
    const verdict = judge({ rules: [rule({ reply: '{group}' })] })
    expect(verdict.outcome).toEqual(none('empty-reply', 'r1'))
    expect(verdict.state).toEqual(emptyRuleState)
    expect(verdict.trace.at(-1)).toEqual({ check: 'rule:reply', ruleId: 'r1', passed: false })
  })
})

describe('decide: what holds a reply back', () => {
  it.each<[string, Case, WhyNot, string | null]>([
    ['my own message', { event: { own: 'self' } }, 'own-message', null],
    ['an echo', { event: { own: 'echo' } }, 'echo', null],
    ['an automatic reply a rule would answer', { event: { text: '[自动回复] 在吗' } }, 'automatic-reply', 'r1'],
    ['an automatic reply no rule would answer', { event: { text: '[自动回复] 忙' } }, 'automatic-reply', null],
    ['an old message', { event: { sentAt: NOON - 2 * MINUTE } }, 'stale', 'r1'],
    ['a stranger', { event: { authorIsKnown: false } }, 'unknown-sender', 'r1'],
    ['the kill switch', { switches: off }, 'switched-off', 'r1'],
    ['the kill switch, where a rule is off too', { rules: [hidden], switches: off }, 'switched-off', null],
    ['the pause', { switches: { ...ON, pausedUntil: NOON + MINUTE } }, 'paused', 'r1'],
    ['a login that is not ours', { event: { login: 'other' } }, 'other-login', 'r1'],
    ['no login of ours', { event: { login: 'none' } }, 'not-logged-in', 'r1'],
    ['the first of two reasons', { switches: off, event: { sentAt: NOON - 2 * MINUTE } }, 'stale', 'r1'],
  ])('%s', (_, given, why, ruleId) => {
    const verdict = judge(given)
    expect(verdict.outcome).toEqual(none(why, ruleId))
    expect(verdict.trace).toContainEqual(expect.objectContaining({ check: `guard:${why}`, passed: false }))
    expect(verdict.state).toEqual(emptyRuleState)
  })

  it('answers words said over and over only once, until they stop for 5 s', () => {
    const first = judge({})
    const say = (state: RuleState, ms: number) => judge({ state, moment: later(ms), event: { sentAt: NOON + ms } })
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
      judge({ rules, state, moment: later(ms), event: { text: '在吗？', sentAt: NOON + ms, ...changes } })

    const early = again(MINUTE - 1)
    expect(early.outcome).toEqual(none('cooldown', 'r1'))
    expect(early.trace.at(-1)).toEqual({ check: 'rule:cooldown', ruleId: 'r1', passed: false, detail: '1 s' })
    expect(again(MINUTE - 1, { conversation: 'chat-2' }).outcome).toEqual(replied('r1'))
    const next = again(MINUTE)
    expect(next.outcome).toEqual(replied('r1'))
    expect(next.trace).toContainEqual({ check: 'rule:cooldown', ruleId: 'r1', passed: true })

    // Counted from the last answer, not from the first.
    const late = { text: '在么在吗', sentAt: NOON + 2 * MINUTE - 1 }
    const third = judge({ rules, state: next.state, moment: later(2 * MINUTE - 1), event: late })
    expect(third.outcome).toEqual(none('cooldown', 'r1'))
  })

  it('stops at the cap of a minute, across conversations, and goes on when the minute is over', () => {
    const ask = (state: RuleState, index: number, ms = 0) =>
      judge({ state, moment: later(ms), event: { conversation: `chat-${index}`, sentAt: NOON + ms } })
    let state = emptyRuleState
    for (let index = 0; index < 6; index++) {
      const verdict = ask(state, index)
      expect(verdict.outcome).toEqual(replied('r1'))
      state = verdict.state
    }
    expect(ask(state, 7).outcome).toEqual(none('cap-minute', 'r1'))
    expect(ask(state, 7, MINUTE).outcome).toEqual(replied('r1'))
  })
})

describe('decide: trace and purity', () => {
  it('tells the whole way to a reply', () => {
    const rules = [hidden, rule({ who: { contacts: ['chat-1'], onlyWhenMentioned: true } }), rule({ id: 'below' })]
    const { trace } = judge({ rules, event: { kind: 'group', mentionsMe: true } })
    expect(trace.map(({ check, ruleId, passed }) => `${passed ? '+' : '-'} ${ruleId ?? ''} ${check}`)).toEqual([
      '+  guard:own-message',
      '+  guard:echo',
      '+  guard:not-logged-in',
      '+  guard:other-login',
      '+  guard:automatic-reply',
      '+  guard:stale',
      '+  guard:unknown-sender',
      '+  guard:switched-off',
      '+  guard:paused',
      '+  guard:takeover',
      '+  guard:identical-text',
      '- hidden rule:enabled',
      '+ r1 rule:enabled',
      '+ r1 rule:kind',
      '+ r1 rule:contact',
      '+ r1 rule:mention',
      '+ r1 rule:match',
      '+ r1 rule:cooldown',
      '+  guard:cap-minute',
      '+  guard:cap-hour',
      '+  guard:cap-day',
      '+ r1 rule:reply',
    ])
    expect(trace).toContainEqual({ check: 'rule:match', ruleId: 'r1', passed: true, detail: '在吗' })
  })

  it('gives one step, the one it failed at, for a rule that did not match', () => {
    const rules = [rule({ who: { kinds: ['group'] } }), rule({ id: 'r2', what: { texts: ['晚安'] } })]
    expect(judge({ rules }).trace.filter(({ ruleId }) => ruleId !== null)).toEqual([
      { check: 'rule:kind', ruleId: 'r1', passed: false },
      { check: 'rule:match', ruleId: 'r2', passed: false },
    ])
  })

  it('says that a rule is broken, and why', () => {
    const { trace } = judge({ rules: [rule({ what: { match: 'pattern', texts: ['(在吗'] } })] })
    expect(trace.at(-1)).toMatchObject({ check: 'rule:match', passed: false })
    expect(trace.at(-1)?.detail).toMatch(/^broken: missing closing \)/)
  })

  it('asks no rule about own messages', () => {
    expect(judge({ event: { own: 'self' } }).trace).toEqual([
      { check: 'guard:own-message', ruleId: null, passed: false },
    ])
  })

  it('gives the same verdict for the same arguments and changes none of them', () => {
    const rules = compileRules([rule({ what: { match: 'pattern', texts: ['在(吗)'] }, reply: '{capture:1}{count}' })])
    const state = judge({}).state
    const before = JSON.stringify(state)
    const again = () => decide(rules, state, event({ text: '在吗在吗' }), ON, MOMENT)
    expect(again()).toEqual(again())
    expect(JSON.stringify(state)).toBe(before)
  })

  it('keeps a state that survives being stored', () => {
    const { state } = judge({ event: { author: null } })
    expect(JSON.parse(JSON.stringify(state))).toEqual(state)
  })
})
