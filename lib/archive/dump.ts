import type { Connection, Transaction } from './connection.ts'
import { BODY_STORES } from './blocks/block.ts'
import type { BlockHead } from './blocks/block.ts'
import { BlockDamaged, fetchBody } from './blocks/bodies.ts'
import { holdLock, lockNames } from './locks.ts'
import type { DumpPage } from './port.ts'
import { ARCHIVE_VERSION, STORES } from './schema.ts'
import type { StoreName } from './schema.ts'

type BodyStore = (typeof BODY_STORES)[number]

/** Rows a page when the caller does not say; of blocks' parts, which are some hundred times as big, always. */
const DEFAULT_PAGE_SIZE = 500
const BODIES_A_PAGE = 16
/** What a row takes that is no part of a block, bytes, about: its content, its keys in the indexes, and names of properties. */
const ROW_BYTES = 600

/** What a backup does not carry: the archive's word about itself, and what is under way. */
const OWN = new Set<StoreName>(['marks', 'staged', ...BODY_STORES])

/**
 * New messages come in while it is made. So what waits to be read comes first, then messages, and everything they rest on after them:
 * whatever is in the dump, its contact, its conversation and its import are.
 */
const FIRST: readonly StoreName[] = ['journal', 'messages', 'blocks', 'decisions', 'outbox', 'oddments', 'ruleStates']
const ORDER = [...FIRST, ...STORES.filter((store) => !FIRST.includes(store))].filter((store) => !OWN.has(store))

/**
 * Every row, store by store, the parts of blocks last and together. Nothing is moved or deleted meanwhile: who wants to waits until the consumer
 * is done. New messages still come in. For a part that cannot be read stands one that says so, and everything else is there.
 *
 * @throws ArchiveError
 */
export async function* dumpRows(
  connection: Connection,
  archive: string,
  pageSize = DEFAULT_PAGE_SIZE,
): AsyncGenerator<DumpPage> {
  const size = Math.max(1, Math.floor(pageSize))
  const release = await holdLock(lockNames(archive).layout, { mode: 'shared' })
  try {
    const heads: BlockHead[] = []
    let total = await measure(connection)
    let done = 0
    const page = (store: StoreName, rows: unknown[], bytes: number): DumpPage => {
      done += bytes
      total = Math.max(total, done)
      return { version: ARCHIVE_VERSION, store, rows, done, total }
    }
    for (const store of ORDER) {
      for await (const rows of pagesOf(connection, store, size)) {
        if (store === 'blocks') heads.push(...rows.filter(isHead))
        yield page(store, rows, rows.length * ROW_BYTES)
      }
    }
    // By the heads that were told: parts of an import under way are nobody's yet.
    for (let start = 0; start < heads.length; start += BODIES_A_PAGE) {
      const those = heads.slice(start, start + BODIES_A_PAGE)
      for (const store of BODY_STORES) {
        const rows = await connection.run('dump', 'readonly', [store], (reading) =>
          Promise.all(those.map((head) => partOf(reading, store, head))),
        )
        yield page(store, rows, store === BODY_STORES.at(-1) ? bytesOf(those) : 0)
      }
    }
  } finally {
    await release()
  }
}

/** What there is to give out, bytes, about. */
async function measure(connection: Connection): Promise<number> {
  return await connection.run('dump', 'readonly', ORDER, async (reading) => {
    const [heads, counts] = await Promise.all([
      reading.objectStore('blocks').getAll(),
      Promise.all(ORDER.map((store) => reading.objectStore(store).count())),
    ])
    return bytesOf(heads) + counts.reduce((sum, count) => sum + count * ROW_BYTES, 0)
  })
}

function bytesOf(heads: readonly BlockHead[]): number {
  return heads.reduce((sum, { bytes }) => sum + bytes, 0)
}

function isHead(row: object): row is BlockHead {
  return 'lastKey' in row && 'bytes' in row
}

async function partOf(reading: Transaction<'readonly'>, store: BodyStore, head: BlockHead): Promise<object> {
  try {
    return await fetchBody(reading, store, head)
  } catch (error) {
    if (error instanceof BlockDamaged) return lostPart(store, head.id)
    throw error
  }
}

/** In place of a part that is lost: it is found to be damaged by whoever wants it, as the lost one was. */
function lostPart(store: BodyStore, id: string): object {
  switch (store) {
    case 'blockTexts':
    case 'blockRests':
      return { id, body: '' }
    case 'blockRaws':
      return { id, body: new Uint8Array(1) }
    // Every piece may be in it: a search asks the texts.
    case 'blockSearch':
      return { id, signature: new Uint8Array(8).fill(255) }
    case 'blockKeys':
      return { id, hashes: new Uint8Array() }
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
