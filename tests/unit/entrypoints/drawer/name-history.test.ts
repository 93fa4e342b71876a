import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { readPastNames } from '../../../../entrypoints/drawer/name-history.ts'
import { aContact, aMessage, archiveWith } from '../pages/archive-with.ts'

const login = { account: '1', epoch: 'e' }

describe('readPastNames', () => {
  it('are those of messages, of merged records and of replaced links, newest first, without the present ones', async () => {
    const contact = aContact('c1', { nick: '阿强', remark: '强哥' })
    const archive = await archiveWith({
      contacts: [contact, aContact('old', { nick: '小强', remark: '强哥', firstSeenAt: 5, updatedAt: 50 })],
      handles: [
        {
          handle: { account: '1', epoch: 'e', kind: 'person', number: 7 },
          contact: 'c1',
          evidence: 'profile',
          at: 70,
          was: { ...contact, nick: '强强', remark: null },
        },
      ],
      messages: [
        aMessage('m1', 'c1', { authorName: '大强', sentAt: 10 }),
        aMessage('m2', 'c1', { authorName: '阿强', sentAt: 20 }),
        aMessage('m3', 'c1', { authorName: '大强', sentAt: 30 }),
        aMessage('m4', 'c1', { authorName: '我', author: null, direction: 'out', sentAt: 40 }),
      ],
    })
    expect(await readPastNames(archive, { contact, ids: ['c1', 'old'] }, login)).toEqual([
      { name: '强强', from: null, until: 70 },
      { name: '小强', from: 5, until: 50 },
      { name: '大强', from: 10, until: 30 },
    ])
  })
})
