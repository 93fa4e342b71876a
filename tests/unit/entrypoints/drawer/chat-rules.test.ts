import { describe, expect, it } from 'vitest'
import { rulesFor } from '../../../../entrypoints/drawer/chat-rules.ts'
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
      aRule({ id: 'except', who: { except: ['old'] } }),
      aRule({ id: 'category', who: { categories: ['同事'] } }),
    ]
    expect(rulesFor(rules, friend).map(({ id }) => id)).toEqual(['all', 'merged'])
  })

  it('are also those of the category of the friend', () => {
    const colleague = { contact: aContact('c1', { category: '同事' }), ids: ['c1'] }
    const rules = [
      aRule({ id: 'mine', who: { categories: ['同事'] } }),
      aRule({ id: 'not', who: { categories: ['家人'] } }),
    ]
    expect(rulesFor(rules, colleague).map(({ id }) => id)).toEqual(['mine'])
  })
})
