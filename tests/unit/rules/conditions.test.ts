import { describe, expect, it } from 'vitest'
import type { ChatEvent, Now } from '../../../lib/rules/event.ts'
import { DEFAULT_POLICY } from '../../../lib/rules/policy.ts'
import { firstToFail } from '../../../lib/rules/rule-condition.ts'
import type { RuleCondition } from '../../../lib/rules/rule-condition.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { WHEN } from '../../../lib/rules/when-conditions.ts'
import { WHO } from '../../../lib/rules/who-conditions.ts'
import { DAY, HOUR } from '../../../lib/time.ts'
import { event, NOON, NOW, rule } from './examples.ts'

/** The condition that fails, or undefined. */
function failing(conditions: readonly RuleCondition[], given: Rule, changes: Partial<ChatEvent>, now: Now = NOW) {
  return firstToFail(conditions, { rule: given, event: event(changes), now, policy: DEFAULT_POLICY })?.check
}

describe('who a rule answers', () => {
  const group: Partial<ChatEvent> = { kind: 'group', mentionsMe: true }

  it.each<[string, Partial<Rule['who']>, Partial<ChatEvent>, string | undefined]>([
    ['everybody', {}, {}, undefined],
    ['its kinds of chat', { kinds: ['friend'] }, {}, undefined],
    ['no other kinds', { kinds: ['group', 'discuss'] }, {}, 'kind'],
    ['one of its chats', { contacts: ['chat-2', 'chat-1'] }, {}, undefined],
    ['no other chats', { contacts: ['chat-2'] }, {}, 'contact'],
    ['not a chat it leaves out', { except: ['chat-1'] }, {}, 'except'],
    ['not a person it leaves out', { except: ['person-1'] }, group, 'except'],
    ['others than those it leaves out', { except: ['chat-2', 'person-2'] }, group, undefined],
    ['not those it leaves out, chosen or not', { contacts: ['chat-1'], except: ['chat-1'] }, {}, 'except'],
    ['friends of its categories', { categories: ['同事', '家人'] }, { category: '家人' }, undefined],
    ['no friends of other categories', { categories: ['同事'] }, { category: '家人' }, 'category'],
    ['no friends in none', { categories: ['同事'] }, { category: null }, 'category'],
    ['groups, whatever the categories of friends', { categories: ['同事'] }, group, undefined],
    ['its people in a group', { authors: ['person-2', 'person-1'] }, group, undefined],
    ['nobody else in a group', { authors: ['person-2'] }, group, 'author'],
    ['nobody else in a discussion', { authors: ['person-2'] }, { ...group, kind: 'discuss' }, 'author'],
    ['nobody it does not know in a group', { authors: ['person-2'] }, { ...group, author: null }, 'author'],
    ['friends, whoever its people in groups are', { authors: ['person-2'] }, {}, undefined],
    ['its roles in a group', { roles: ['owner', 'admin'] }, { ...group, role: 'admin' }, undefined],
    ['no other roles', { roles: ['owner', 'admin'] }, { ...group, role: 'member' }, 'role'],
    ['no role that is not known', { roles: ['member'] }, { ...group, role: null }, 'role'],
    ['discussions, which have no roles', { roles: ['owner'] }, { ...group, kind: 'discuss' }, undefined],
    ['a group that names me', { onlyWhenMentioned: true }, group, undefined],
    ['no group that does not', { onlyWhenMentioned: true }, { kind: 'group' }, 'mention'],
    ['no discussion that does not', { onlyWhenMentioned: true }, { kind: 'discuss' }, 'mention'],
    ['friends, who need not', { onlyWhenMentioned: true }, {}, undefined],
    ['nobody left out, of whom nothing is known', { except: ['person-1'] }, { author: null }, undefined],
    ['the first reason first', { kinds: ['group'], contacts: ['x'], except: ['chat-1'] }, {}, 'kind'],
  ])('%s', (_, who, changes, expected) => expect(failing(WHO, rule({ who }), changes)).toBe(expected))

  it('asks in the order of the sentence', () => {
    expect(WHO.map(({ check }) => check)).toEqual([
      'kind',
      'contact',
      'except',
      'category',
      'author',
      'role',
      'mention',
    ])
  })
})

describe('when a rule answers', () => {
  // NOON is Monday 21 September 2026, 22:13:20 in Shanghai.
  it.each<[string, Partial<Rule['when']>, Partial<ChatEvent>, string | undefined]>([
    ['always', {}, {}, undefined],
    [
      'in one of its hours',
      {
        hours: [
          { on: [2], from: 0, to: 1440 },
          { on: [1], from: 1333, to: 1334 },
        ],
      },
      {},
      undefined,
    ],
    [
      'in none of its hours',
      {
        hours: [
          { on: [1], from: 0, to: 1333 },
          { on: [1], from: 1334, to: 1440 },
        ],
      },
      {},
      'hours',
    ],
    ['from its first day on', { dates: { from: '2026-09-21', to: null } }, {}, undefined],
    ['not the day before', { dates: { from: '2026-09-22', to: null } }, {}, 'dates'],
    ['not on the day it ends', { dates: { from: null, to: '2026-09-21' } }, {}, 'dates'],
    ['on the day before it ends', { dates: { from: null, to: '2026-09-22' } }, {}, undefined],
    ['between two days', { dates: { from: '2026-09-01', to: '2026-10-01' } }, {}, undefined],
    ['with dates that are both open', { dates: { from: null, to: null } }, {}, undefined],
    ['the first message ever', { first: 'ever' }, { previousAt: null }, undefined],
    ['not the second, however late', { first: 'ever' }, { previousAt: 0 }, 'first'],
    ['the first today, when there was none', { first: 'today' }, { previousAt: null }, undefined],
    ['the first today, after one of yesterday', { first: 'today' }, { previousAt: NOON - 22.3 * HOUR }, undefined],
    ['not the second today', { first: 'today' }, { previousAt: NOON - 22.2 * HOUR }, 'first'],
    ['after silence, when there was none', { first: 'after-silence' }, { previousAt: null }, undefined],
    ['after seven days', { first: 'after-silence' }, { previousAt: NOON - 7 * DAY }, undefined],
    ['not before', { first: 'after-silence' }, { previousAt: NOON - 7 * DAY + 1 }, 'first'],
    [
      'after as many days as it says',
      { first: 'after-silence', silenceDays: 1 },
      { previousAt: NOON - DAY },
      undefined,
    ],
    ['each time, whatever the days of silence', { silenceDays: 1 }, { previousAt: NOON }, undefined],
    ['only while I am away', { onlyWhenAway: true }, {}, 'away'],
  ])('%s', (_, when, changes, expected) => expect(failing(WHEN, rule({ when }), changes)).toBe(expected))

  it('while I am away', () => {
    expect(failing(WHEN, rule({ when: { onlyWhenAway: true } }), {}, { ...NOW, away: true })).toBeUndefined()
    expect(failing(WHEN, rule(), {}, { ...NOW, away: true })).toBeUndefined()
  })

  it('goes by the time of the message, not of the decision, in the zone it is given', () => {
    const dates = rule({ when: { dates: { from: '2026-09-22', to: null } } })
    expect(failing(WHEN, dates, {}, { ...NOW, at: NOON + 10 * DAY, serverAt: NOON + 10 * DAY })).toBe('dates')
    expect(failing(WHEN, dates, {}, { ...NOW, zone: 'Pacific/Auckland' })).toBeUndefined()
    const hours = rule({ when: { hours: [{ on: [1], from: 14 * 60 + 13, to: 14 * 60 + 14 }] } })
    expect(failing(WHEN, hours, {}, { ...NOW, zone: 'UTC' })).toBeUndefined()
  })

  it('counts days of the local calendar for "today"', () => {
    const today = rule({ when: { first: 'today' } })
    // Both of the 21st in Shanghai, of two days in UTC.
    const sentAt = Date.parse('2026-09-21T01:00:00Z')
    const previousAt = Date.parse('2026-09-20T23:00:00Z')
    expect(failing(WHEN, today, { sentAt, previousAt })).toBe('first')
    expect(failing(WHEN, today, { sentAt, previousAt }, { ...NOW, zone: 'UTC' })).toBeUndefined()
  })

  it('says what it saw', () => {
    const when: Partial<Rule['when']> = {
      hours: [{ on: [7], from: 0, to: 1 }],
      dates: { from: '2026-09-22', to: null },
      first: 'today',
    }
    const input = {
      rule: rule({ when }),
      event: event({ previousAt: NOON - 3 * DAY }),
      now: NOW,
      policy: DEFAULT_POLICY,
    }
    expect(WHEN.map(({ ask }) => ask(input)?.detail)).toEqual(['2026-09-21 22:13', '2026-09-21', '3 d', undefined])
  })
})
