import { BODY_STORES } from './blocks/block.ts'
import type { Connection } from './connection.ts'
import { hasLocks, lockNames, tryLock } from './locks.ts'

type PendingId = 'pending/import' | 'pending/restore'

/** All ids that begin with it. */
export function idsUnder(prefix: string): IDBKeyRange {
  return IDBKeyRange.bound(prefix, `${prefix}\uFFFF`)
}

/** Takes away what an import or a restore has written that did not come to its end. @throws ArchiveError */
export async function clearPending(connection: Connection, id: PendingId): Promise<void> {
  const isThere = await connection.run('clearing', 'readonly', ['marks'], (reading) =>
    reading.objectStore('marks').getKey(id),
  )
  if (isThere === undefined) return
  await connection.run('clearing', 'readwrite', ['marks', 'staged', ...BODY_STORES], async (writing) => {
    const mark = await writing.objectStore('marks').get(id)
    if (!mark || !('prefix' in mark)) return
    await Promise.all([
      ...BODY_STORES.map((store) => writing.objectStore(store).delete(idsUnder(mark.prefix))),
      id === 'pending/restore' && writing.objectStore('staged').clear(),
      writing.objectStore('marks').delete(id),
    ])
  })
}

/**
 * What somebody left who died over an import or a restore; nothing while one is under way, or where that cannot be told.
 *
 * @throws ArchiveError
 */
export async function clearLeftovers(connection: Connection, archive: string): Promise<void> {
  if (!hasLocks()) return
  const pending = await connection.run('clearing', 'readonly', ['marks'], async (reading) => {
    const marks = reading.objectStore('marks')
    return [await marks.getKey('pending/import'), await marks.getKey('pending/restore')].filter(
      (id) => id !== undefined,
    )
  })
  if (pending.length === 0) return
  const release = await tryLock(lockNames(archive).import)
  if (!release) return
  try {
    await clearPending(connection, 'pending/import')
    await clearPending(connection, 'pending/restore')
  } finally {
    await release()
  }
}
