import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { readChoices, searchContacts } from '../../../../entrypoints/pages/contact-choices.ts'
import { aContact, archiveWith } from './archive-with.ts'

describe('readChoices', () => {
  it('offers friends, groups and discussions, the merged ones once, and no strangers', async () => {
    const archive = await archiveWith({
      contacts: [
        aContact('friend'),
        aContact('old', { nick: 'friend' }),
        aContact('stranger', { isFriend: false }),
        aContact('group', { kind: 'group', isFriend: false }),
        aContact('discuss', { kind: 'discuss', isFriend: false }),
      ],
      aliases: [{ from: 'old', to: 'friend', why: 'user', at: 0 }],
      messages: [],
    })
    const choices = await readChoices(archive)
    expect(choices.map(({ id }) => id).sort()).toEqual(['discuss', 'friend', 'group'])
  })
})

describe('searchContacts', () => {
  const contacts = [
    aContact('c1', { nick: '阿强', remark: '强哥', number: '24680' }),
    aContact('c2', { nick: 'Lily' }),
    aContact('g1', { kind: 'group', nick: '强队' }),
  ]
  it.each([
    ['强', ['friend', 'group'], ['c1', 'g1']],
    ['强', ['friend'], ['c1']],
    ['lil', ['friend'], ['c2']],
    ['468', ['friend'], ['c1']],
    ['', ['group'], ['g1']],
    [' 强哥 ', ['friend'], ['c1']],
    ['x', ['friend', 'group', 'discuss'], []],
  ] as const)('finds %j among %j', (text, kinds, ids) => {
    expect(searchContacts(contacts, kinds, text).map(({ id }) => id)).toEqual(ids)
  })
})
