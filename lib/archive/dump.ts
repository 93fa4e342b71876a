import type { Connection } from './connection.ts'
import { BODY_STORES } from './blocks/block.ts'
import { holdLock, lockNames } from './locks.ts'
import type { DumpPage } from './port.ts'
import { ARCHIVE_VERSION, STORES } from './schema.ts'
import type { StoreName } from './schema.ts'

/** Rows a page when the caller does not say; of blocks' parts, which are some hundred times as big, always. */
const DEFAULT_PAGE_SIZE = 500
const BODIES_A_PAGE = 16

/** What a backup does not carry: the archive's word about itself, and what is under way. */
const OWN = new Set<StoreName>(['marks', 'staged', ...BODY_STORES])

/**
 * Every row, store by store, the parts of blocks last. Nothing is moved or deleted meanwhile: who wants to waits until the consumer
 * is done. New messages still come in.
 *
 * @throws ArchiveError
 */
export async function* dumpRows(
  connection: Connection,
  archive: string,
  pageSize = DEFAULT_PAGE_SIZE,
): AsyncGenerator<DumpPage> {
  const size = Math.max(1, Math.floor(pageSize))
  const release = await holdLock(lockNames(archive).layout)
  try {
    const blocks: string[] = []
    for (const store of STORES) {
      if (OWN.has(store)) continue
      for await (const rows of pagesOf(connection, store, size)) {
        if (store === 'blocks')
          blocks.push(...rows.flatMap((row) => ('lastKey' in row && 'bytes' in row ? [row.id] : [])))
        yield { version: ARCHIVE_VERSION, store, rows }
      }
    }
    // By the heads that were told: parts of an import under way are nobody's yet.
    for (const store of BODY_STORES)
      for (let start = 0; start < blocks.length; start += BODIES_A_PAGE) {
        const ids = blocks.slice(start, start + BODIES_A_PAGE)
        const rows = await connection.run('dump', 'readonly', [store], (reading) =>
          Promise.all(ids.map((id) => reading.objectStore(store).get(id))),
        )
        yield { version: ARCHIVE_VERSION, store, rows: rows.filter((row) => row !== undefined) }
      }
  } finally {
    await release()
  }
}

async function* pagesOf(connection: Connection, name: StoreName, size: number) {
  let after: IDBValidKey | undefined
  for (;;) {
    const range = after === undefined ? null : IDBKeyRange.lowerBound(after, true)
    const [rows, keys] = await connection.run('dump', 'readonly', [name], (reading) => {
      const store = reading.objectStore(name)
      return Promise.all([store.getAll(range, size), store.getAllKeys(range, size)])
    })
    if (rows.length > 0) yield rows
    after = keys.at(-1)
    if (rows.length < size) return
  }
}
