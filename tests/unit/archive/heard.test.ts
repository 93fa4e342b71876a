import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import { alias, freshName, message, NOON } from './samples.ts'

let archive: Archive
beforeEach(async () => {
  archive = await openArchive(freshName())
})
afterEach(() => archive.close())

const heard = async (conversation: string, author: string) => (await archive.lastHeard([{ conversation, author }]))[0]
const inClub = { conversation: 'club', kind: 'group' as const }

describe('lastHeard', () => {
  it('is the latest time of each author in each conversation, whatever order the messages came in', async () => {
    await archive.commit({
      messages: [
        message('a', { ...inClub, author: 'anna', sentAt: NOON + 5 }),
        message('b', { ...inClub, author: 'anna', sentAt: NOON + 9 }),
        message('c', { ...inClub, author: 'bob', sentAt: NOON + 7 }),
      ],
    })
    await archive.commit({ messages: [message('d', { ...inClub, author: 'anna', sentAt: NOON })] })
    const places = ['anna', 'bob', 'carl'].map((author) => ({ conversation: 'club', author }))
    expect(await archive.lastHeard(places)).toEqual([NOON + 9, NOON + 7, null])
    expect(await heard('anna', 'anna')).toBeNull()
    expect(await archive.lastHeard([])).toEqual([])
  })

  it('leaves out what we wrote ourselves, what nobody is known to have written, and notices', async () => {
    await archive.commit({
      messages: [
        message('out', { direction: 'out', author: null }),
        message('mine', { direction: 'out', author: 'anna' }),
        message('nobody', { author: null }),
        message('shake', { segments: [{ type: 'notice', what: 'shake', facts: {} }] }),
      ],
    })
    expect(await heard('anna', 'anna')).toBeNull()
    await archive.commit({ messages: [message('in')] })
    expect(await heard('anna', 'anna')).toBe(NOON)
  })

  it('stays as it was for a message that is there already', async () => {
    await archive.commit({ messages: [message('a')] })
    await archive.commit({ messages: [message('a', { sentAt: NOON + 9 })] })
    expect(await heard('anna', 'anna')).toBe(NOON)
  })

  it('follows merged contacts both ways, of conversation and author, and no longer once they are parted', async () => {
    await archive.commit({
      messages: [
        message('a', { ...inClub, conversation: 'club-2', author: 'anna-2', sentAt: NOON + 3 }),
        message('b', { ...inClub, author: 'anna', sentAt: NOON }),
      ],
      aliases: [alias('club-2', 'club'), alias('anna-2', 'anna')],
    })
    expect(await heard('club', 'anna')).toBe(NOON + 3)
    expect(await heard('club-2', 'anna')).toBe(NOON + 3)
    await archive.commit({ aliasesGone: ['anna-2'] })
    expect(await heard('club', 'anna')).toBe(NOON)
    expect(await heard('club', 'anna-2')).toBe(NOON + 3)
  })
})
