import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import frozen from '../../fixtures/archive/version-1.json' with { type: 'json' }
import { freshName, scannedKeys } from './samples.ts'

interface FrozenStore {
  name: string
  keyPath: string | string[]
  autoIncrement: boolean
  indexes: { name: string; keyPath: string | string[] }[]
  rows: unknown[]
}
const stores: FrozenStore[] = frozen.stores

/** Builds the database as version 1 of the extension left it on a user's disk, without the code that made it. */
function restoreFrozen(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, frozen.version)
    request.onupgradeneeded = () => {
      for (const { name: store, keyPath, autoIncrement, indexes, rows } of stores) {
        const made = request.result.createObjectStore(store, { keyPath, autoIncrement })
        for (const index of indexes) made.createIndex(index.name, index.keyPath)
        for (const row of rows) made.add(row)
      }
    }
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
    request.addEventListener('error', () =>
      reject(request.error ?? new Error('the frozen database could not be built')),
    )
  })
}

/** Stores and indexes of a database, in the shape of the frozen file. */
function layoutOf(name: string): Promise<Omit<FrozenStore, 'rows'>[]> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    request.addEventListener('error', () => reject(request.error ?? new Error('could not be opened')))
    request.onsuccess = () => {
      const db = request.result
      const reading = db.transaction([...db.objectStoreNames])
      const layout = [...db.objectStoreNames].map((storeName) => {
        const store = reading.objectStore(storeName)
        const indexes = [...store.indexNames].map((index) => ({ name: index, keyPath: store.index(index).keyPath }))
        return { name: storeName, keyPath: store.keyPath ?? '', autoIncrement: store.autoIncrement, indexes }
      })
      db.close()
      resolve(layout)
    }
  })
}

describe('a database of version 1', () => {
  it('opens today, and everything in it is read', async () => {
    const name = freshName()
    await restoreFrozen(name)
    const archive = await openArchive(name)

    expect(await archive.accounts()).toEqual(['10001'])
    expect(await archive.unsettled()).toMatchObject([{ id: 7, items: [{ poll_type: 'message' }] }])
    expect(await archive.conversations('10001')).toMatchObject([{ id: 'contact-anna', count: 2, lastText: '好的' }])
    expect(await scannedKeys(archive, { conversation: 'contact-anna' })).toEqual([['in/1', 'out/1']])
    expect(await archive.decisions({ account: '10001', limit: 9 })).toMatchObject([{ messageKey: 'in/1' }])
    expect(await archive.outbox(['uncertain'])).toMatchObject([{ id: 'reply-1', text: '好的' }])
    expect(await archive.contacts('10001')).toMatchObject([{ id: 'contact-anna', remark: '安娜' }])
    expect(await archive.handles('10001', 'login-2')).toMatchObject([{ contact: 'contact-anna-2' }])
    expect(await archive.aliases('10001')).toMatchObject([{ from: 'contact-anna-2', to: 'contact-anna' }])
    expect(await archive.oddments('10001')).toMatchObject([{ id: 'odd-1', kind: 'unknown-kind' }])
    expect(await archive.ruleState('10001')).toEqual({ version: 1 })
    archive.close()
  })

  it('has the layout that a new one of the same version gets', async () => {
    const name = freshName()
    const archive = await openArchive(name)
    archive.close()
    expect(await layoutOf(name)).toEqual(stores.map(({ rows: _rows, ...layout }) => layout))
  })
})
