/** An archive as some version of the extension left it on a user's disk (`tests/fixtures/archive`). */
export interface Frozen {
  version: number
  stores: FrozenStore[]
}

export interface FrozenStore {
  name: string
  keyPath: string | string[]
  autoIncrement: boolean
  indexes: { name: string; keyPath: string | string[] }[]
  rows: unknown[]
}

/** Builds the database as it was left, without the code that made it. */
export function restoreFrozen(name: string, { version, stores }: Frozen): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version)
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

/** Stores and indexes of a database, in the shape of a frozen file. */
export function layoutOf(name: string): Promise<Omit<FrozenStore, 'rows'>[]> {
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

/** The layout that a frozen file describes. */
export function layoutIn({ stores }: Frozen): Omit<FrozenStore, 'rows'>[] {
  return stores.map(({ rows: _rows, ...layout }) => layout)
}
