import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { openConnection } from '../../../lib/archive/connection.ts'
import { openArchive } from '../../../lib/archive/open.ts'
import { ArchiveError } from '../../../lib/archive/port.ts'
import { ARCHIVE_VERSION } from '../../../lib/archive/schema.ts'
import { entry, freshName, message, outboxRow } from './samples.ts'

/** A plain promise of a request, so that these tests can act as another window or as the browser itself. */
function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.addEventListener('error', () => reject(request.error ?? new Error('failed without an error')))
  })
}

describe('openArchive', () => {
  it('finds everything again after a restart: journal, messages, outbox', async () => {
    const name = freshName()
    const before = await openArchive(name)
    const journalled = await before.journal(entry())
    await before.commit({ messages: [message('m1')], outbox: [outboxRow('o1', { state: 'sending' })] })
    before.close()

    const after = await openArchive(name)
    expect(await after.unsettled()).toEqual([journalled])
    expect(await after.message('m1')).toEqual(message('m1'))
    expect(await after.outbox(['sending'])).toHaveLength(1)
    after.close()
  })

  it('writes with strict durability', async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
    const archive = await openArchive(freshName())
    await archive.journal(entry())
    await archive.commit({ messages: [message('m1')] })
    const writing = transaction.mock.calls.filter((call) => call[1] === 'readwrite')
    expect(writing.map((call) => call[2])).toEqual([{ durability: 'strict' }, { durability: 'strict' }])
    archive.close()
  })

  it('opens again by itself when the browser has closed the connection', async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
    const archive = await openArchive(freshName())
    await archive.commit({ messages: [message('m1')] })
    for (const used of transaction.mock.contexts) if (used instanceof IDBDatabase) used.close()
    expect(await archive.message('m1')).toEqual(message('m1'))
    await archive.commit({ messages: [message('m2')] })
    expect(await archive.known(['m1', 'm2'])).toHaveProperty('size', 2)
    archive.close()
  })

  it('gives way to another window that deletes the database, and starts a new one', async () => {
    const name = freshName()
    const archive = await openArchive(name)
    await archive.commit({ messages: [message('m1')] })
    await settled(indexedDB.deleteDatabase(name))
    expect(await archive.conversations()).toEqual([])
    await archive.commit({ messages: [message('m2')] })
    expect(await archive.known(['m1', 'm2'])).toEqual(new Set(['m2']))
    archive.close()
  })

  it('is outdated when a newer version has written the database', async () => {
    const name = freshName()
    const archive = await openArchive(name)
    const newer = await settled(indexedDB.open(name, 99))
    await expect(archive.message('m1')).rejects.toMatchObject({ name: 'ArchiveError', why: 'outdated' })
    await expect(openArchive(name)).rejects.toMatchObject({ why: 'outdated' })
    newer.close()
    archive.close()
  })

  it('is unavailable without IndexedDB', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    vi.stubGlobal('indexedDB', undefined)
    await expect(openArchive(freshName())).rejects.toBeInstanceOf(ArchiveError)
    // Nobody waits for an answer any more: it would come to nobody.
    expect(vi.getTimerCount()).toBe(0)
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  it('refuses everything once it is closed', async () => {
    const archive = await openArchive(freshName())
    archive.close()
    await expect(archive.journal(entry())).rejects.toMatchObject({ why: 'unavailable' })
    await expect(archive.commit({ messages: [message('m1')] })).rejects.toMatchObject({ why: 'unavailable' })
    const scan = archive.scan({ conversation: 'anna' })[Symbol.asyncIterator]()
    await expect(scan.next()).rejects.toMatchObject({ why: 'unavailable' })
  })
})

describe('openConnection', () => {
  it('says blocked when another window does not let go, and does not hold what opens too late', async () => {
    const late = await settled(indexedDB.open(freshName(), 1))
    const close = vi.spyOn(late, 'close')
    // The test plays the engine: a request that is blocked, and succeeds after everybody has given up.
    const request = new IDBOpenDBRequest()
    const inside = request as IDBOpenDBRequest & { readyState: string; result: IDBDatabase }
    vi.spyOn(indexedDB, 'open').mockReturnValue(request)

    const opening = openConnection(freshName(), 1)
    request.dispatchEvent(new IDBVersionChangeEvent('blocked'))
    await expect(opening).rejects.toMatchObject({ name: 'ArchiveError', why: 'blocked' })
    expect(close).not.toHaveBeenCalled()

    inside.readyState = 'done'
    inside.result = late
    request.dispatchEvent(new IDBVersionChangeEvent('success'))
    await vi.waitFor(() => expect(close).toHaveBeenCalledOnce())
  })

  it('says blocked, too, when nothing is heard: others wait before it, or another window brings the database up to date', async () => {
    vi.spyOn(indexedDB, 'open').mockReturnValue(new IDBOpenDBRequest())
    await expect(openConnection(freshName(), 1)).rejects.toMatchObject({ why: 'blocked' })
  })

  it('takes the time it takes to bring the database up to date itself', async () => {
    const name = freshName()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const createObjectStore = IDBDatabase.prototype.createObjectStore
    vi.spyOn(IDBDatabase.prototype, 'createObjectStore').mockImplementation(function (this: IDBDatabase, ...store) {
      vi.advanceTimersByTime(1_000)
      return createObjectStore.apply(this, store)
    })
    const connection = await openConnection(name, 10)
    connection.close()
    expect(await indexedDB.databases()).toContainEqual({ name, version: ARCHIVE_VERSION })
    vi.useRealTimers()
  })
})

describe('errors', () => {
  it('say full when a request is refused for lack of room', async () => {
    const archive = await openArchive(freshName())
    await archive.commit({ messages: [message('m1')] })
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError')
    })
    await expect(archive.journal(entry())).rejects.toMatchObject({ name: 'ArchiveError', why: 'full' })
    await expect(archive.commit({ messages: [message('m2')] })).rejects.toMatchObject({ why: 'full' })
    expect(await archive.known(['m1', 'm2'])).toEqual(new Set(['m1']))
    archive.close()
  })

  it('say full when the engine aborts the transaction for lack of room', async () => {
    const archive = await openArchive(freshName())
    const add = IDBObjectStore.prototype.add
    const spy = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, value) {
      const request = add.call(this, value)
      abortAs(this.transaction, 'QuotaExceededError')
      return request
    })
    await expect(archive.journal(entry())).rejects.toMatchObject({ why: 'full' })
    spy.mockRestore()
    expect(await archive.unsettled()).toEqual([])
    archive.close()
  })

  it('say failed, with the cause, when the engine aborts for another reason', async () => {
    const archive = await openArchive(freshName())
    const add = IDBObjectStore.prototype.add
    const spy = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, value) {
      const request = add.call(this, value)
      abortAs(this.transaction, 'UnknownError')
      return request
    })
    await expect(archive.journal(entry())).rejects.toMatchObject({ why: 'failed', cause: { name: 'UnknownError' } })
    spy.mockRestore()
    expect((await archive.journal(entry())).id).toBeGreaterThan(0)
    archive.close()
  })
})

/** What an engine does by itself: ends a transaction with an error that no page asked for. */
function abortAs(transaction: IDBTransaction, name: string): void {
  const engineAbort: unknown = Reflect.get(transaction, '_abort')
  if (typeof engineAbort !== 'function') throw new Error('fake-indexeddb has changed: it aborts some other way now')
  Reflect.apply(engineAbort, transaction, [name])
}
