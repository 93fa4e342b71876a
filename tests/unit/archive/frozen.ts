/** An archive as some version of the extension left it on a user's disk (`tests/fixtures/archive`). */
export interface Frozen {
  version: number
  stores: FrozenStore[]
}

export interface FrozenStore {
  name: string
  keyPath: string | string[]
  autoIncrement: boolean
  indexes: { name: string; keyPath: string | string[]; multiEntry?: boolean }[]
  /** Bytes as `{ "bytes": "<base64>" }`. */
  rows: unknown[]
}

/** Builds the database as it was left, without the code that made it. */
export function restoreFrozen(name: string, { version, stores }: Frozen): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version)
    request.onupgradeneeded = () => {
      for (const { name: store, keyPath, autoIncrement, indexes, rows } of stores) {
        const made = request.result.createObjectStore(store, { keyPath, autoIncrement })
        for (const index of indexes)
          made.createIndex(index.name, index.keyPath, { multiEntry: index.multiEntry === true })
        for (const row of rows) made.add(thawed(row))
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
        const indexes = [...store.indexNames].map((index) => {
          const { keyPath, multiEntry } = store.index(index)
          return { name: index, keyPath, ...(multiEntry ? { multiEntry } : {}) }
        })
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

/** A row as it was: JSON has no bytes. */
function thawed(row: unknown): unknown {
  if (typeof row !== 'object' || row === null) return row
  return Object.fromEntries(
    Object.entries(row).map(([name, value]: [string, unknown]) => [
      name,
      isBytes(value) ? fromBase64(value.bytes) : value,
    ]),
  )
}

function isBytes(value: unknown): value is { bytes: string } {
  return typeof value === 'object' && value !== null && 'bytes' in value && typeof value.bytes === 'string'
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
