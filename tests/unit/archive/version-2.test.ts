import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import { ArchiveError } from '../../../lib/archive/port.ts'
import frozen from '../../fixtures/archive/version-2.json' with { type: 'json' }
import newer from '../../fixtures/archive/version-4.json' with { type: 'json' }
import { layoutIn, layoutOf, restoreFrozen } from './frozen.ts'
import type { Frozen } from './frozen.ts'
import { freshName, message, NOON, scannedKeys, timelineKeys } from './samples.ts'

describe('a database of version 2', () => {
  it('opens today, and everything in it is read', async () => {
    const name = freshName()
    await restoreFrozen(name, frozen)
    const archive = await openArchive(name)

    expect(await archive.accounts()).toEqual(['10001'])
    expect(await archive.unsettled()).toMatchObject([{ id: 7, items: [{ poll_type: 'message' }] }])
    expect(await archive.conversations('10001')).toMatchObject([
      { id: 'contact-club', count: 1 },
      { id: 'contact-anna', count: 2, lastText: '好的' },
    ])
    expect(await scannedKeys(archive, { conversation: 'contact-anna' })).toEqual([['in/1', 'out/1']])
    expect(await archive.message('in/2')).toMatchObject({ segments: [{ type: 'notice', what: 'group-joined' }] })
    expect(await archive.decisions({ account: '10001', limit: 9 })).toMatchObject([{ messageKey: 'in/1' }])
    expect(await archive.outbox(['uncertain'])).toMatchObject([{ id: 'reply-1', text: '好的' }])
    expect(await archive.contact('contact-anna')).toMatchObject({ remark: '安娜', profile: { zodiac: 11, level: 28 } })
    expect(await archive.contacts('10001')).toHaveLength(3)
    expect(await archive.handles('10001', 'login-2')).toMatchObject([
      { contact: 'contact-club-2', evidence: 'founding' },
      { contact: 'contact-anna-2', evidence: 'remark' },
    ])
    expect(await archive.aliases('10001')).toMatchObject([
      { from: 'contact-anna-2', why: 'same-remark' },
      { from: 'contact-club-2', to: 'contact-club', why: 'same-founding' },
    ])
    expect(await archive.aparts('10001')).toMatchObject([{ a: 'contact-anna', b: 'contact-anna-twin' }])
    expect(await archive.avatar('contact-anna')).toMatchObject({ image: expect.stringMatching(/^data:image\/gif;/u) })
    expect(await archive.oddments('10001')).toMatchObject([{ id: 'odd-1', kind: 'unknown-kind' }])
    expect(await archive.ruleState('10001')).toEqual({ version: 1 })
    archive.close()
  })

  it('takes what it had no room for, in the layout of version 4', async () => {
    const name = freshName()
    await restoreFrozen(name, frozen)
    const archive = await openArchive(name)
    const ruleSet = { account: '10001', revision: 'r', at: NOON, ruleSet: { rules: [] } }
    await archive.commit({ ruleSet, ruleSnapshot: { account: '10001', at: NOON, state: { version: 3 } } })
    expect(await archive.ruleSet('10001', 'r')).toEqual({ rules: [] })
    expect(await archive.snapshotBefore('10001', NOON)).toEqual({ account: '10001', at: NOON, state: { version: 3 } })
    archive.close()
    expect(await layoutOf(name)).toEqual(layoutIn(newer))
  })

  it('knows at once who was heard when, and has its messages in the order of time', async () => {
    const name = freshName()
    await restoreFrozen(name, frozen)
    const archive = await openArchive(name)
    const anna = { conversation: 'contact-anna', author: 'contact-anna' }
    const club = { conversation: 'contact-club', author: 'contact-anna' }
    expect(await archive.lastHeard([anna, club])).toEqual([NOON, null])
    expect(await timelineKeys(archive, { account: '10001' })).toEqual([['in/1', 'out/1', 'in/2']])
    archive.close()
  })

  it('is brought up to date however many messages it has, each author at the last of theirs', async () => {
    const name = freshName()
    const messages = Array.from({ length: 1_203 }, (_, index) => {
      const author = `author-${index % 7}`
      const sentAt = NOON + ((index * 7_919) % 1_203) * 1_000
      return message(`m${String(index).padStart(5, '0')}`, { conversation: 'club', kind: 'group', author, sentAt })
    })
    await restoreFrozen(name, withRows(frozen, 'messages', messages))
    const archive = await openArchive(name)
    const places = Array.from({ length: 7 }, (_, index) => ({ conversation: 'club', author: `author-${index}` }))
    const latest = places.map(({ author }) =>
      Math.max(...messages.filter((one) => one.author === author).map(({ sentAt }) => sentAt)),
    )
    expect(await archive.lastHeard(places)).toEqual(latest)
    archive.close()
  })

  it('stays as it was when it cannot be brought up to date, and is tried again', async () => {
    const name = freshName()
    await restoreFrozen(name, frozen)
    const getAll = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementationOnce(() => {
      throw new DOMException('no more memory', 'UnknownError')
    })
    await expect(openArchive(name)).rejects.toThrow(ArchiveError)
    getAll.mockRestore()
    expect(await layoutOf(name)).toEqual(layoutIn(frozen))
    const archive = await openArchive(name)
    expect(await archive.lastHeard([{ conversation: 'contact-anna', author: 'contact-anna' }])).toEqual([NOON])
    archive.close()
  })
})

function withRows(archive: Frozen, store: string, rows: unknown[]): Frozen {
  return { ...archive, stores: archive.stores.map((one) => (one.name === store ? { ...one, rows } : one)) }
}
