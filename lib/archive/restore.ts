import { newId } from './blocks/block-id.ts'
import { createBodies } from './blocks/bodies.ts'
import { BODY_STORES } from './blocks/block.ts'
import { markChange } from './blocks/shelf.ts'
import type { Connection, Transaction } from './connection.ts'
import { clearPending, idsUnder } from './leftovers.ts'
import { lockNames, tryLock } from './locks.ts'
import { ArchiveError } from './port.ts'
import type { ArchiveChange, RestoreWriter } from './port.ts'
import { ARCHIVE_VERSION, STORES } from './schema.ts'
import type { StoreName } from './schema.ts'
import { countAnew } from './summaries.ts'
import { whenNothingChanges } from './turns.ts'

type Writing = Transaction<'readwrite'>
type BodyStore = (typeof BODY_STORES)[number]

/** The first version that could be dumped. */
const OLDEST_DUMP = 4

/**
 * Puts a dump in place of everything that is there. Parts of blocks are written at once, under ids of their own; all other rows wait
 * in a store. `finish` then changes everything in one transaction, which is small as it moves no part of a block: whoever dies
 * before its end leaves the archive as it was, and what the next opening clears away.
 *
 * @throws ArchiveError `blocked` when an import or another restore is under way; `failed` for versions nobody can read.
 */
export async function beginRestore(
  connection: Connection,
  archive: string,
  version: number,
  tell: (change: ArchiveChange) => void,
): Promise<RestoreWriter> {
  if (!Number.isInteger(version) || version < OLDEST_DUMP || version > ARCHIVE_VERSION)
    throw new ArchiveError('failed', 'Archive: a backup of another version')
  const release = await tryLock(lockNames(archive).import)
  if (!release) throw new ArchiveError('blocked', 'Archive: an import or a restore is under way')
  const prefix = `restore/${newId()}/`
  let isOver = false
  try {
    await clearPending(connection, 'pending/restore')
    await connection.run('restore', 'readwrite', ['marks'], (writing) =>
      writing.objectStore('marks').put({ id: 'pending/restore', prefix }),
    )
  } catch (error) {
    await release()
    throw error
  }

  return {
    async add({ store, rows }) {
      if (isOver) throw new ArchiveError('failed', 'Archive: this restore is over')
      const name = knownStore(store)
      if (isBodyStore(name)) await addBodies(connection, name, rows, prefix)
      else {
        const staged = name === 'blocks' ? rows.map((row) => renamed(row, prefix)) : rows
        await connection.run('restore', 'readwrite', ['staged'], (writing) =>
          writing.objectStore('staged').add({ store: name, rows: staged }),
        )
      }
    },
    async finish() {
      if (isOver) throw new ArchiveError('failed', 'Archive: this restore is over')
      const change = await whenNothingChanges(archive, undefined, () =>
        connection.run('restore', 'readwrite', [...STORES], (writing) => replaceAll(writing, prefix)),
      )
      isOver = true
      await release()
      tell(change)
    },
    async abandon() {
      if (isOver) return
      isOver = true
      try {
        await clearPending(connection, 'pending/restore')
      } finally {
        await release()
      }
    },
  }
}

function knownStore(name: string): StoreName {
  const store = STORES.find((known) => known === name)
  if (!store || store === 'marks' || store === 'staged')
    throw new ArchiveError('failed', 'Archive: a backup with an unknown store')
  return store
}

function isBodyStore(name: StoreName): name is BodyStore {
  return BODY_STORES.some((store) => store === name)
}

/** With its id under the prefix; one of an earlier restore is taken off. @throws ArchiveError when it has none. */
function renamed(row: unknown, prefix: string): { id: string } {
  if (typeof row !== 'object' || row === null || !('id' in row) || typeof row.id !== 'string')
    throw new ArchiveError('failed', 'Archive: a backup with a broken block')
  return { ...row, id: prefix + row.id.replace(/^restore\/[0-9a-f-]+\//, '') }
}

async function addBodies(
  connection: Connection,
  name: BodyStore,
  rows: readonly unknown[],
  prefix: string,
): Promise<void> {
  const bodies = rows.map((row) => renamed(row, prefix))
  await connection.run('restore', 'readwrite', [name], async (writing) => {
    await Promise.all(bodies.map((row) => putRow(writing, name, row)))
  })
}

/** The rows are those of a dump: the engine refuses what has no key, and then nothing of the transaction is kept. */
async function putRow(writing: Writing, name: StoreName, row: unknown): Promise<void> {
  const store: { put(row: unknown): Promise<unknown> } = writing.objectStore(name)
  await store.put(row)
}

async function replaceAll(writing: Writing, prefix: string): Promise<ArchiveChange> {
  const mark = await writing.objectStore('marks').get('pending/restore')
  if (mark?.id !== 'pending/restore' || mark.prefix !== prefix)
    throw new ArchiveError('failed', 'Archive: the restore was cleared away')
  await clearOld(writing, prefix)
  await putStaged(writing, await markChange(writing, 'replaced'))
  await checkBlocks(writing, prefix)
  await recount(writing)
  const [conversations, contacts] = await Promise.all([
    writing.objectStore('conversations').getAllKeys(),
    writing.objectStore('contacts').getAllKeys(),
  ])
  return { conversations, contacts, decisions: true, outbox: true }
}

const KEPT = new Set<StoreName>(['staged', 'marks', 'journal'])

/** Everything but what came with the restore, and what was received and not read yet: the service hands nothing out twice. */
async function clearOld(writing: Writing, prefix: string): Promise<void> {
  const own = idsUnder(prefix)
  await Promise.all([
    ...STORES.filter((store) => !KEPT.has(store) && !isBodyStore(store)).map((store) =>
      writing.objectStore(store).clear(),
    ),
    ...BODY_STORES.flatMap((store) => [
      writing.objectStore(store).delete(IDBKeyRange.upperBound(own.lower, true)),
      writing.objectStore(store).delete(IDBKeyRange.lowerBound(own.upper, true)),
    ]),
  ])
  const marks = await writing.objectStore('marks').getAllKeys()
  await Promise.all(marks.filter((id) => id !== 'blocks').map((id) => writing.objectStore('marks').delete(id)))
}

/**
 * The rows that waited. The heads of blocks are of the present change; entries of the journal get numbers of their own, as somebody may
 * just be reading one that has the same.
 */
async function putStaged(writing: Writing, version: number): Promise<void> {
  const staged = writing.objectStore('staged')
  // One page at a time: all of them need not be in memory at once.
  for (let cursor = await staged.openCursor(); cursor; cursor = await cursor.continue()) {
    const { store, rows } = cursor.value
    await Promise.all(rows.map((row) => putRow(writing, store, asStored(store, row, version))))
  }
  await staged.clear()
}

function asStored(store: StoreName, row: unknown, version: number): unknown {
  if (store === 'blocks') return { ...Object(row), version }
  if (store !== 'journal') return row
  const { id: _id, ...entry } = Object(row)
  return entry
}

/** A backup that was cut off has heads without parts, or parts without heads. */
async function checkBlocks(writing: Writing, prefix: string): Promise<void> {
  const heads = await writing.objectStore('blocks').getAllKeys()
  for (const store of BODY_STORES) {
    const parts = new Set(await writing.objectStore(store).getAllKeys(idsUnder(prefix)))
    if (parts.size !== heads.length || !heads.every((id) => parts.has(id)))
      throw new ArchiveError('failed', 'Archive: the backup is not whole')
  }
}

/**
 * Messages came while the backup was made: those that are in it are counted, and a conversation that lacks any shows the last one it
 * has.
 */
async function recount(writing: Writing): Promise<void> {
  const store = writing.objectStore('conversations')
  const [rows, heads, hot] = await Promise.all([
    store.getAll(),
    writing.objectStore('blocks').getAll(),
    countHot(writing),
  ])
  const counts = new Map(hot)
  for (const { conversation, count } of heads) counts.set(conversation, (counts.get(conversation) ?? 0) + count)
  const bodies = createBodies()
  for (const { id, count } of rows) if (count !== counts.get(id)) await countAnew(writing, bodies, id, counts.get(id))
  const known = new Set(rows.map(({ id }) => id))
  for (const [id, count] of counts) if (!known.has(id)) await countAnew(writing, bodies, id, count)
}

/** How many messages of each conversation are in no block. */
async function countHot(writing: Writing): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  const index = writing.objectStore('messages').index('byPlace')
  // From one conversation to the next, not from message to message.
  for (let cursor = await index.openKeyCursor(); cursor;) {
    const [id] = cursor.key
    const range = IDBKeyRange.bound([id], [id, []], false, true)
    counts.set(id, await index.count(range))
    cursor = await cursor.continue([id, Number.POSITIVE_INFINITY, 0, ''])
  }
  return counts
}
