/** A row, whatever it is. */
export type StoredRow = Record<string, unknown>

/** All rows of a store, past the code that made them. */
export async function rowsIn(name: string, store: string): Promise<StoredRow[]> {
  const db = await opened(name)
  const rows = await done<StoredRow[]>(db.transaction(store).objectStore(store).getAll())
  db.close()
  return rows
}

/** Changes one row on disk, as a failing disk would. */
export async function spoil(name: string, store: string, change: (row: StoredRow) => object | null): Promise<void> {
  const db = await opened(name)
  const rows = db.transaction(store, 'readwrite').objectStore(store)
  const [first] = await done<StoredRow[]>(rows.getAll())
  const changed = change(first!)
  await (changed ? done(rows.put(changed)) : done(rows.delete(String(first!.id))))
  db.close()
}

async function opened(name: string): Promise<IDBDatabase> {
  return await done(indexedDB.open(name))
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('the engine refused')))
  })
}
