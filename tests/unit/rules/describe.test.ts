import { describe, expect, it } from 'vitest'
import { describeRule } from '../../../lib/rules/describe.ts'
import type { RulePart } from '../../../lib/rules/describe.ts'
import { MINUTE } from '../../../lib/time.ts'
import { patternCondition, rule, textCondition } from './examples.ts'

const parts = (given: Parameters<typeof describeRule>[0]): string[] => describeRule(given).map(({ part }) => part)

describe('describeRule', () => {
  it('says who, what and reply of a simple rule, and nothing that is not so', () => {
    const simple = rule({ who: { kinds: ['friend'] } })
    expect(describeRule(simple)).toEqual([
      { part: 'kinds', kinds: ['friend'] },
      { part: 'what', ...simple.what },
      { part: 'reply', text: '稍后回复', others: 0, choose: 'random' },
    ])
  })

  it('says all of it, in reading order, where there is all of it', () => {
    const hours = [{ on: [1, 2], from: 0, to: 60 }]
    const full = rule({
      who: {
        kinds: ['friend', 'group'],
        contacts: ['g1'],
        except: ['p1'],
        categories: ['同事'],
        authors: ['p2'],
        roles: ['owner'],
        onlyWhenMentioned: true,
      },
      conditions: [textCondition('starts', ['查'], true), patternCondition('\\d')],
      when: {
        hours,
        dates: { from: '2026-10-01', to: null },
        first: 'after-silence',
        silenceDays: 3,
        onlyWhenAway: true,
      },
      reply: {
        texts: [
          { text: '一', weight: 1 },
          { text: '二', weight: 2 },
          { text: '三', weight: 3 },
        ],
        choose: 'weighted',
        delay: { fromMs: 1, toMs: 2 },
        mode: 'draft',
        followUp: { choices: [{ texts: ['1'], reply: '好', again: false }], waitMs: MINUTE, otherwise: null },
      },
      cooldownMs: MINUTE,
      goOn: true,
    })
    expect(describeRule(full)).toEqual<RulePart[]>([
      { part: 'kinds', kinds: ['friend', 'group'] },
      { part: 'mention' },
      { part: 'contacts', ids: ['g1'] },
      { part: 'except', ids: ['p1'] },
      { part: 'categories', names: ['同事'] },
      { part: 'authors', ids: ['p2'] },
      { part: 'roles', roles: ['owner'] },
      { part: 'what', ...full.what },
      { part: 'hours', hours },
      { part: 'dates', from: '2026-10-01', to: null },
      { part: 'first', first: 'after-silence', days: 3 },
      { part: 'away' },
      { part: 'reply', text: '一', others: 2, choose: 'weighted' },
      { part: 'follow-up', choices: 1, waitMs: MINUTE },
      { part: 'delay', fromMs: 1, toMs: 2 },
      { part: 'draft' },
      { part: 'cooldown', ms: MINUTE },
      { part: 'go-on' },
    ])
  })

  it('does not speak to friends alone of what only groups have', () => {
    const who = { kinds: ['friend' as const], authors: ['p1'], roles: ['admin' as const], onlyWhenMentioned: true }
    expect(parts(rule({ who }))).toEqual(['kinds', 'what', 'reply'])
  })

  it('does not speak of roles where there are only discussions, nor of categories where there are no friends', () => {
    const who = { kinds: ['discuss' as const], categories: ['同事'], roles: ['admin' as const], authors: ['p1'] }
    expect(parts(rule({ who }))).toEqual(['kinds', 'authors', 'what', 'reply'])
  })

  it('does not speak of dates without beginning and end', () => {
    expect(parts(rule({ when: { dates: { from: null, to: null } } }))).toEqual(['kinds', 'what', 'reply'])
    expect(parts(rule({ when: { dates: { from: null, to: '2026-10-01' } } }))).toContain('dates')
  })

  it.each(['ever', 'today'] as const)('does not speak of days of silence with the first message %s', (first) => {
    expect(describeRule(rule({ when: { first } }))).toContainEqual({ part: 'first', first, days: null })
  })
})
