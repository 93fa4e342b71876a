import { describe, expect, it } from 'vitest'
import { ruleStart, rulesFor } from '../../../../entrypoints/drawer/chat-rules.ts'
import { aContact } from '../pages/archive-with.ts'
import { aRule } from '../pages/a-rule.ts'

const friend = { contact: aContact('c1'), ids: ['c1', 'old'] }

describe('rulesFor', () => {
  it('are those of the kind that mean everybody or this contact, under any of its ids', () => {
    const rules = [
      aRule({ id: 'all' }),
      aRule({ id: 'group', who: { kinds: ['group'] } }),
      aRule({ id: 'merged', who: { contacts: ['x', 'old'] } }),
      aRule({ id: 'other', who: { contacts: ['x'] } }),
    ]
    expect(rulesFor(rules, friend).map(({ id }) => id)).toEqual(['all', 'merged'])
  })
})

describe('ruleStart', () => {
  it('is for this contact, with the words of the message', () => {
    expect(ruleStart(friend, { text: ' 几点\n开会 ' })).toEqual({
      who: { kinds: ['friend'], contacts: ['c1'], onlyWhenMentioned: true },
      what: { match: 'any-of', texts: ['几点 开会'], ignoreCase: true },
    })
  })

  it('leaves the words open without a message, and cuts a long one', () => {
    expect(ruleStart(friend)).not.toHaveProperty('what')
    expect(ruleStart(friend, { text: ' ' })).not.toHaveProperty('what')
    expect(ruleStart(friend, { text: '😀'.repeat(500) }).what?.texts[0]).toBe('😀'.repeat(100))
  })
})
