import { describe, expect, it } from 'vitest'
import { createHeard, eventOf, isByHand, isDecidedAbout } from '../../../../lib/rules/lab/event-of.ts'
import { putOutside } from '../../../../lib/rules/lab/outside.ts'
import {
  emptyRuleState,
  FURTHER_NOTICE,
  mutedUntil,
  rememberMute,
  rememberTakeover,
} from '../../../../lib/rules/state.ts'
import { HOUR, MINUTE } from '../../../../lib/time.ts'
import { event, NOON, NOW } from '../examples.ts'
import { live } from './live.ts'
import { ruleSet } from '../examples.ts'
import { NOBODY } from './nobody.ts'

function kept() {
  const said = event({ text: '@我 在吗', addressed: '在吗', kind: 'group', mentionsMe: true, author: 'person-1' })
  const [one] = live(
    [{ what: 'message', after: 0, event: said, age: 1_000, random: 7, away: true, isOn: true, isUp: false }],
    [ruleSet([])],
  ).kept
  return { said, ...one! }
}

describe('a recorded message', () => {
  it('is exactly what the rules met', () => {
    const { said, message, decision } = kept()
    expect(eventOf(message, decision, NOBODY)).toEqual({
      event: { ...said, messageKey: 'm0', sentAt: NOON - 1_000, login: 'none' },
      now: { ...NOW, serverAt: NOON + 1_000, random: 7, away: true },
      outside: { mutedUntil: null, takenOverAt: null },
      happened: decision,
    })
  })
})

describe('a message of which nothing was recorded', () => {
  it('is met with what is taken to be true, and was as old as when it came', () => {
    const { message } = kept()
    const names = { nick: '小红', remark: null, card: null, group: '群' }
    const item = eventOf(message, undefined, { ...NOBODY, names, role: 'member', previousAt: 5 })
    expect(item.event).toMatchObject({ own: 'no', authorIsKnown: true, names, role: 'member', previousAt: 5 })
    expect(item.now).toMatchObject({ at: NOON, serverAt: NOON, zone: 'UTC', switches: NOBODY.switches })
    expect(item).not.toHaveProperty('outside')
    expect(item).not.toHaveProperty('happened')
  })

  it('is met at the time of its decision, when there is one of an older version', () => {
    const { message, decision } = kept()
    const { given: _, ...older } = decision
    const item = eventOf(message, { ...older, at: NOON + 5 }, NOBODY)
    expect(item.now.at).toBe(NOON + 5)
    expect(item.happened).toEqual({ ...older, at: NOON + 5 })
  })

  it('draws the same chance each time, and another for another message', () => {
    const { message } = kept()
    const random = (key: string) => eventOf({ ...message, key }, undefined, NOBODY).now.random
    expect(random('a')).toBe(random('a'))
    expect(random('a')).not.toBe(random('b'))
    expect(random('a')).toBeGreaterThanOrEqual(0)
  })

  it('of our own is met as one', () => {
    const { message } = kept()
    expect(eventOf({ ...message, direction: 'out', author: null }, undefined, NOBODY).event.own).toBe('self')
  })
})

describe('messages in the archive', () => {
  it.each([
    ['in', 'poll', true, false],
    ['in', 'page', true, false],
    ['out', 'poll', true, true],
    ['out', 'page', false, true],
    ['out', 'outbox', false, false],
  ] as const)('that go %s by %s: decided about %s, by hand %s', (direction, source, decided, byHand) => {
    expect([isDecidedAbout({ direction, source }), isByHand({ direction, source })]).toEqual([decided, byHand])
  })

  it('tell when everybody wrote there before', () => {
    const heard = createHeard()
    const said = (conversation: string, author: string, sentAt: number) =>
      heard.before({ conversation, author, sentAt })
    expect([said('c', 'a', 1), said('c', 'b', 2), said('c', 'a', 3), said('d', 'a', 4), said('c', 'a', 5)]).toEqual([
      null,
      null,
      1,
      null,
      3,
    ])
  })
})

describe('what happened outside of the messages', () => {
  const at = { event: event(), now: NOW }

  it('takes the place of what was remembered of the conversation', () => {
    let state = rememberTakeover(emptyRuleState, 'chat-1', NOON - HOUR)
    state = rememberTakeover(rememberMute(state, 'chat-1', null, 'all'), 'chat-2', NOON)
    const none = putOutside(state, { ...at, outside: { mutedUntil: null, takenOverAt: null } })
    expect([none.takeovers, none.mutes]).toEqual([[{ conversation: 'chat-2', at: NOON }], []])
    const both = putOutside(state, { ...at, outside: { mutedUntil: NOON + HOUR, takenOverAt: NOON - MINUTE } })
    expect(mutedUntil(both, 'chat-1', NOW)).toBe(NOON + HOUR)
    expect(both.takeovers.find(({ conversation }) => conversation === 'chat-1')?.at).toBe(NOON - MINUTE)
    const earlier = putOutside(both, { ...at, outside: { mutedUntil: FURTHER_NOTICE, takenOverAt: NOON - HOUR } })
    expect(mutedUntil(earlier, 'chat-1', NOW)).toBe(FURTHER_NOTICE)
    expect(earlier.takeovers.find(({ conversation }) => conversation === 'chat-1')?.at).toBe(NOON - HOUR)
  })

  it('changes nothing when nothing was recorded, or the same', () => {
    const state = rememberMute(rememberTakeover(emptyRuleState, 'chat-1', NOON), 'chat-1', NOON + HOUR)
    expect(putOutside(state, at)).toBe(state)
    expect(putOutside(state, { ...at, outside: { mutedUntil: NOON + HOUR, takenOverAt: NOON } })).toBe(state)
  })
})
