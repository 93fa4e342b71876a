/**
 * What the archive is measured against: one record per message in one object store, read page by page and written as JSON
 * into a file of the origin's private file system. The functions travel into a page of the extension, so each is
 * self-contained.
 */

/** Adds the records from `from` up to `to`, of about 210 bytes as JSON, to a database that is made when it is not there. @returns ms */
export async function fillPlainStore({ name, from, to }: { name: string; from: number; to: number }): Promise<number> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const opening = indexedDB.open(name, 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('m', { keyPath: 'key' }).createIndex('byPlace', ['conv', 'time'])
  }
  const db = await done(opening)
  const words = '今天天气不错我们下午一起去图书馆看书吧晚上再吃火锅好不好明天还要开会记得带文件收到没问题稍等一下'
  const started = performance.now()
  for (let at = from; at < to; at += 5_000) {
    const transaction = db.transaction('m', 'readwrite', { durability: 'strict' })
    const store = transaction.objectStore('m')
    for (let index = at; index < Math.min(to, at + 5_000); index += 1) {
      const start = (index * 7) % 20
      const text = (words.slice(start) + words).slice(0, 20 + (index % 41))
      const key = `g${index % 100}:${String(index).padStart(9, '0')}`
      store.put({
        key,
        conv: `g${index % 100}`,
        time: 1.7e12 + index * 1_000,
        from: `u${index % 500}`,
        nick: `昵称${index % 500}`,
        text,
        type: 0,
      })
    }
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
    })
  }
  const took = performance.now() - started
  db.close()
  return took
}

/** Reads everything, a page of 5,000 at a time, and writes it as JSON lines. @returns ms, and bytes written */
export async function exportPlainStore({ name }: { name: string }): Promise<{ ms: number; bytes: number }> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const db = await done(indexedDB.open(name, 1))
  const root = await navigator.storage.getDirectory()
  const started = performance.now()
  const handle = await root.getFileHandle('plain.jsonl', { create: true })
  const file = await handle.createWritable()
  let last: IDBValidKey | null = null
  for (;;) {
    const range: IDBKeyRange | null = last === null ? null : IDBKeyRange.lowerBound(last, true)
    const rows: { key: string }[] = await done(db.transaction('m').objectStore('m').getAll(range, 5_000))
    if (rows.length > 0) await file.write(`${rows.map((row) => JSON.stringify(row)).join('\n')}\n`)
    if (rows.length < 5_000) break
    last = rows.at(-1)!.key
  }
  await file.close()
  const ms = performance.now() - started
  const bytes = (await handle.getFile()).size
  await root.removeEntry('plain.jsonl')
  db.close()
  return { ms, bytes }
}

/** Takes the database away again. */
export async function dropPlainStore({ name }: { name: string }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error)
  })
}
