import { describe, expect, it } from 'vitest'
import { BLANK } from '../../../../entrypoints/pages/editor/blank-rule.ts'
import { ruleStart } from '../../../../entrypoints/pages/rule-start.ts'
import { has } from './a-rule.ts'
import { aContact } from './archive-with.ts'

const friend = aContact('c1')

describe('ruleStart', () => {
  it('is for this contact, with the words of the message', () => {
    expect(ruleStart(friend, { text: ' 几点\n开会 ' })).toEqual({
      who: { ...BLANK.who, contacts: ['c1'] },
      what: { ...BLANK.what, groups: [{ join: 'all', conditions: [has('几点 开会')] }] },
    })
  })

  it('is for a group as such', () => {
    expect(ruleStart(aContact('g1', { kind: 'group' })).who).toMatchObject({ kinds: ['group'], contacts: ['g1'] })
  })

  it('leaves the words open without a message, and cuts a long one', () => {
    expect(ruleStart(friend)).not.toHaveProperty('what')
    expect(ruleStart(friend, { text: ' ' })).not.toHaveProperty('what')
    expect(ruleStart(friend, { text: '😀'.repeat(500) }).what?.groups[0]?.conditions).toEqual([has('😀'.repeat(100))])
  })
})
