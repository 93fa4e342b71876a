import { describe, expect, it } from 'vitest'
import { describeRule } from '../../../lib/rules/describe.ts'
import { rule } from './examples.ts'

describe('describeRule', () => {
  it('says who, what and reply of a simple rule, and nothing that is not so', () => {
    expect(describeRule(rule({ who: { kinds: ['friend'] } }))).toEqual([
      { part: 'kinds', kinds: ['friend'] },
      { part: 'match', match: 'any-of', texts: ['在吗'], ignoreCase: true },
      { part: 'reply', text: '稍后回复' },
    ])
  })

  it('says mention, contacts and cooldown where there are any', () => {
    const full = rule({
      who: { kinds: ['friend', 'group'], contacts: ['g1'], onlyWhenMentioned: true },
      cooldownMs: 60_000,
    })
    expect(describeRule(full)).toEqual([
      { part: 'kinds', kinds: ['friend', 'group'] },
      { part: 'mention' },
      { part: 'contacts', ids: ['g1'] },
      { part: 'match', match: 'any-of', texts: ['在吗'], ignoreCase: true },
      { part: 'reply', text: '稍后回复' },
      { part: 'cooldown', ms: 60_000 },
    ])
  })

  it('does not speak of mentions to friends alone, where they mean nothing', () => {
    const parts = describeRule(rule({ who: { kinds: ['friend'], onlyWhenMentioned: true } }))
    expect(parts.map(({ part }) => part)).not.toContain('mention')
  })
})
