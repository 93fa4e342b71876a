import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { isDue, readChat } from '../../../../entrypoints/drawer/chat-data.ts'
import { DAY } from '../../../../lib/time.ts'
import { aContact, aMessage, archiveWith } from '../pages/archive-with.ts'

describe('readChat', () => {
  it('follows a merge, with all ids, the first message and the last one of both', async () => {
    const archive = await archiveWith({
      contacts: [aContact('new'), aContact('old')],
      aliases: [{ from: 'old', to: 'new', why: 'user', at: 1 }],
      messages: [aMessage('a', 'old', { sentAt: 5 }), aMessage('b', 'new', { sentAt: 9 })],
    })
    const chat = await readChat(archive, 'old')
    expect(chat).toMatchObject({ askedAs: 'old', contact: { id: 'new' }, ids: ['new', 'old'], first: { key: 'a' } })
    expect(chat?.summary).toMatchObject({ lastAt: 9, count: 2 })
  })

  it('is null for somebody the archive does not know, and has no first message where there is none', async () => {
    const archive = await archiveWith({ contacts: [aContact('c')] })
    expect(await readChat(archive, 'nobody')).toBeNull()
    expect((await readChat(archive, 'c'))?.first).toBeNull()
  })
})

describe('isDue', () => {
  const now = 10 * DAY

  it.each([
    ['nothing was ever fetched', aContact('c'), true],
    ['the profile is of today', aContact('c', { profile: {}, detailsAt: now - DAY }), false],
    ['the profile is older than a day', aContact('c', { profile: {}, detailsAt: now - DAY - 1 }), true],
    ['only the names are young', aContact('c', { profile: {}, updatedAt: now }), true],
    ['a group has no members', aContact('c', { kind: 'group', profile: {}, detailsAt: now }), true],
    ['a group has its members', aContact('c', { kind: 'group', members: [], detailsAt: now }), false],
  ])('%s', (_when, contact, due) => {
    expect(isDue({ contact }, now)).toBe(due)
  })
})
