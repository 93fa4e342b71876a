import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BODY_STORES } from '../../../lib/archive/blocks/block.ts'
import { openArchive } from '../../../lib/archive/open.ts'
import { ArchiveReplaced } from '../../../lib/archive/port.ts'
import type { Archive, ArchiveChange, ImportRecord } from '../../../lib/archive/port.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { keysOf, SMALL } from './model.ts'
import { rowsIn } from './rows.ts'
import { alias, contact, freshName, message, NOON, scannedKeys } from './samples.ts'

let archive: Archive
let name: string
beforeEach(async () => {
  name = freshName()
  archive = await openArchive(name, SMALL)
})
afterEach(() => archive.close())

function imported(count: number, change: Partial<Message> = {}, id = 'i-1'): Message[] {
  return Array.from({ length: count }, (_, n) =>
    message(`import/${id}/${change.conversation ?? 'old'}/${String(n).padStart(3, '0')}`, {
      account: '0',
      conversation: 'old',
      author: 'old',
      source: 'import',
      sentAt: NOON - 1_000_000 + n * 1_000,
      raw: { line: n },
      ...change,
    }),
  )
}

function record(id = 'i-1', change: Partial<ImportRecord> = {}): ImportRecord {
  const file = { fileName: 'chat.txt', format: 'qq-txt', size: 10, added: 0, duplicates: 0 }
  return { id, account: '0', at: NOON, ...file, conversations: ['old'], contacts: [], ...change }
}

async function take(messages: Message[], id = 'i-1', contacts = [contact('old', { account: '0' })]): Promise<void> {
  const writer = await archive.beginImport(id)
  await writer.add(messages)
  await writer.publish({ record: record(id, { contacts: contacts.map((one) => one.id) }), contacts })
}

async function bodies(): Promise<number> {
  const counts = await Promise.all(BODY_STORES.map(async (store) => (await rowsIn(name, store)).length))
  return counts.reduce((sum, count) => sum + count, 0)
}

describe('an import', () => {
  it('is not seen before it is published, and then all at once, in order', async () => {
    const news: ArchiveChange[] = []
    archive.changes((change) => news.push(change))
    const messages = imported(40)
    const writer = await archive.beginImport('i-1')
    await writer.add(messages.toReversed().map(({ importId: _none, ...one }) => one))
    expect(await archive.conversations()).toEqual([])
    expect(await archive.count({ conversation: 'old' })).toBe(0)
    await writer.publish({
      record: record(),
      contacts: [contact('old', { account: '0' })],
      avatars: [{ contact: 'old', image: 'data:', at: 1 }],
    })
    expect((await scannedKeys(archive, { conversation: 'old' }, 7)).flat()).toEqual(keysOf(messages))
    expect(await archive.conversations()).toMatchObject([
      { id: 'old', account: '0', count: 40, lastAt: messages[39]!.sentAt },
    ])
    expect(await archive.message(messages[3]!.key)).toEqual({ ...messages[3], importId: 'i-1' })
    expect(await archive.imports()).toEqual([record()])
    expect(await archive.accounts()).toEqual(['0'])
    expect(await archive.avatar('old')).toMatchObject({ image: 'data:' })
    expect(await archive.lastHeard([{ conversation: 'old', author: 'old' }])).toEqual([null])
    expect(news).toEqual([{ conversations: ['old'], contacts: ['old'], decisions: false, outbox: false }])
    await expect(writer.add(messages)).rejects.toMatchObject({ why: 'failed' })
  })

  it('of many conversations and long texts is written in pieces, nothing lost', async () => {
    const conversations = Array.from({ length: 9 }, (_, n) => `c${n}`)
    const messages = conversations.flatMap((conversation) => imported(9, { conversation }))
    const mixed = messages.toSorted((a, b) => a.key.slice(-3).localeCompare(b.key.slice(-3)))
    const writer = await archive.beginImport('i-1')
    for (const one of mixed)
      await writer.add([{ ...one, text: one.key.endsWith('4') ? '长'.repeat(10_000) : one.text }])
    await writer.publish({ record: record(), contacts: [] })
    for (const conversation of conversations) expect(await archive.count({ conversation })).toBe(9)
  })

  it('is one at a time, also in two contexts, until it is over', async () => {
    const other = await openArchive(name, SMALL)
    const writer = await archive.beginImport('i-1')
    await expect(other.beginImport('i-2')).rejects.toMatchObject({ why: 'blocked' })
    await writer.abandon()
    const next = await other.beginImport('i-2')
    await next.abandon()
    other.close()
  })

  it('leaves nothing when it is abandoned', async () => {
    const writer = await archive.beginImport('i-1')
    await writer.add(imported(30))
    expect(await bodies()).toBeGreaterThan(0)
    await writer.abandon()
    await writer.abandon()
    expect(await bodies()).toBe(0)
    expect(await rowsIn(name, 'marks')).toEqual([])
  })

  it('leaves nothing when its context died: the next one clears it away', async () => {
    await take(imported(10, {}, 'i-0'), 'i-0')
    const kept = await bodies()
    const dead = await openArchive(name, SMALL)
    // The lock of a context that died is free.
    const request = vi.spyOn(navigator.locks, 'request').mockImplementation((...given: unknown[]) => {
      const body = given.at(-1)
      return Promise.resolve(typeof body === 'function' ? body({ name: 'x', mode: 'exclusive' }) : undefined)
    })
    const writer = await dead.beginImport('i-1')
    request.mockRestore()
    await writer.add(imported(30))
    dead.close()
    expect(await bodies()).toBeGreaterThan(kept)
    const next = await openArchive(name, SMALL)
    await vi.waitUntil(async () => (await bodies()) === kept)
    expect(await next.count({ conversation: 'old' })).toBe(10)
    next.close()
  })

  it('goes on when a context is opened that has no locks, and cannot know of it', async () => {
    const writer = await archive.beginImport('i-1')
    await writer.add(imported(30))
    vi.stubGlobal('navigator', {})
    const frame = await openArchive(name, SMALL)
    const erased = vi.spyOn(IDBObjectStore.prototype, 'delete')
    await frame.known(['in/1'])
    vi.unstubAllGlobals()
    await writer.publish({ record: record(), contacts: [] })
    expect(erased.mock.calls.map(([key]) => key)).toEqual(['pending/import'])
    erased.mockRestore()
    expect(await archive.count({ conversation: 'old' })).toBe(30)
    frame.close()
  })

  it('that finds the disk full leaves what was there, and can be abandoned', async () => {
    await archive.commit({ messages: [message('in/1')] })
    const writer = await archive.beginImport('i-1')
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no more room', 'QuotaExceededError')
    })
    await expect(writer.add(imported(30))).rejects.toMatchObject({ why: 'full' })
    put.mockRestore()
    // What could not be written is nowhere any more: there is room again, but no publishing of half of it.
    await expect(writer.publish({ record: record(), contacts: [] })).rejects.toMatchObject({ why: 'failed' })
    await writer.abandon()
    expect(await bodies()).toBe(0)
    expect(await archive.known(['in/1'])).toEqual(new Set(['in/1']))
  })

  it('cannot be published after everything was wiped', async () => {
    const writer = await archive.beginImport('i-1')
    await writer.add(imported(30))
    await archive.wipe()
    await expect(writer.publish({ record: record(), contacts: [] })).rejects.toMatchObject({ why: 'failed' })
    await writer.abandon()
    expect(await archive.conversations()).toEqual([])
  })

  it('is refused when one of that name is there', async () => {
    await take(imported(2))
    await expect(archive.beginImport('i-1')).rejects.toMatchObject({ why: 'failed' })
    const next = await archive.beginImport('i-2')
    await next.abandon()
  })
})

describe('taking an import back', () => {
  it('removes its messages, its record and the contacts nothing else stands for', async () => {
    await take(imported(12))
    await archive.undoImport('i-1')
    expect(await archive.conversations()).toEqual([])
    expect((await scannedKeys(archive, { conversation: 'old' })).flat()).toEqual([])
    expect(await archive.imports()).toEqual([])
    expect(await archive.contacts('0')).toEqual([])
    expect(await bodies()).toBe(0)
    await archive.undoImport('i-1')
  })

  it('leaves live messages of the conversation, with their count and the last of them', async () => {
    const live = message('in/10001/login-1/1', { conversation: 'old', sentAt: NOON - 2_000_000, text: '更早' })
    await archive.commit({ messages: [live] })
    await take(imported(12))
    expect(await archive.conversations()).toMatchObject([{ count: 13, lastText: imported(12)[11]!.text }])
    await archive.undoImport('i-1')
    expect(await archive.conversations()).toMatchObject([{ count: 1, lastText: '更早', lastAt: live.sentAt }])
    expect(await archive.contact('old')).toBeDefined()
  })

  it('leaves contacts that another import, a login, a group or a merge needs', async () => {
    const contacts = ['old', 'by-import', 'by-login', 'by-merge', 'by-group', 'by-nobody'].map((id) =>
      contact(id, { account: '0' }),
    )
    await take(imported(3), 'i-1', contacts)
    await take(imported(2, { conversation: 'else', author: 'by-import' }, 'i-2'), 'i-2', [])
    const handle = { account: '0', epoch: 'login-1', kind: 'person', number: 7 } as const
    await archive.commit({
      handles: [{ handle, contact: 'by-login', evidence: 'number', at: NOON }],
      aliases: [alias('by-merge', 'else')],
      contacts: [
        contact('group', {
          kind: 'group',
          members: [{ contact: 'by-group', nick: '', card: null, role: 'member', isSelf: false }],
        }),
      ],
    })
    const background = await openArchive(name, SMALL)
    await archive.undoImport('i-1')
    const left = (await archive.contacts('0')).map(({ id }) => id)
    expect(left.sort()).toEqual(['by-group', 'by-import', 'by-login', 'by-merge'])
    // Who may have read the contacts that are gone is told once.
    const late = { messages: [message('in/late', { conversation: 'by-nobody' })] }
    await expect(background.commit(late)).rejects.toBeInstanceOf(ArchiveReplaced)
    background.close()
  })

  it('waits for another import, which keeps the contacts it came to rest on', async () => {
    await take(imported(3), 'i-1', [contact('old', { account: '0' }), contact('author', { account: '0' })])
    const other = await openArchive(name, SMALL)
    const writer = await other.beginImport('i-2')
    await writer.add(imported(2, { conversation: 'else', author: 'author' }, 'i-2'))
    const told: unknown[] = []
    const undone = archive.undoImport('i-1', { onWait: (what) => told.push(what) })
    await vi.waitFor(() => expect(told).toEqual(['import']))
    expect(await archive.imports()).toHaveLength(1)
    await writer.publish({ record: record('i-2'), contacts: [contact('else', { account: '0' })] })
    await undone
    expect(told).toEqual(['import', null])
    expect((await archive.imports()).map(({ id }) => id)).toEqual(['i-2'])
    expect((await archive.contacts('0')).map(({ id }) => id).sort()).toEqual(['author', 'else'])
    other.close()
  })

  it('keeps others from beginning until it is done, and is given up only while it waits', async () => {
    await take(imported(3))
    const writer = await archive.beginImport('i-2')
    const stop = new AbortController()
    const given = archive.undoImport('i-1', { onWait: () => stop.abort(), signal: stop.signal })
    await expect(given).rejects.toMatchObject({ name: 'AbortError' })
    await writer.abandon()
    expect(await archive.imports()).toHaveLength(1)
    const undone = archive.undoImport('i-1', { signal: stop.signal })
    await expect(undone).rejects.toMatchObject({ name: 'AbortError' })
    const dump = archive.dump()
    await dump[Symbol.asyncIterator]().next()
    const told: unknown[] = []
    const last = archive.undoImport('i-1', { onWait: (what) => told.push(what) })
    await vi.waitFor(() => expect(told).toEqual(['dump']))
    await expect(archive.beginImport('i-3')).rejects.toMatchObject({ why: 'blocked' })
    await dump[Symbol.asyncIterator]().return?.()
    await last
    await (await archive.beginImport('i-3')).abandon()
  })
})
