import type { ContactId } from '../chat/contact.ts'
import type { Message } from '../chat/message.ts'
import { sameIds } from '../chat/alias.ts'
import { readFamily } from './alias-family.ts'
import { newId } from './blocks/block-id.ts'
import type { Block, BlockHead } from './blocks/block.ts'
import { BlockDamaged, fetchBody } from './blocks/bodies.ts'
import { indexAt, openRaws } from './blocks/decode.ts'
import { encodeBlock } from './blocks/encode.ts'
import type { Library } from './blocks/library.ts'
import { BLOCK_STORES, deleteBlocks, putBodies, putHeads } from './blocks/write-blocks.ts'
import type { Connection, Transaction } from './connection.ts'
import { forgetReplies, forgetTraces, tracesOf } from './forget-traces.ts'
import type { Traces } from './forget-traces.ts'
import type { ArchiveChange, Waiting } from './port.ts'
import type { StoreName } from './schema.ts'
import { countOut, withCanonicalIds } from './summaries.ts'
import { whenNothingChanges } from './turns.ts'

type Writing = Transaction<'readwrite'>

const STORES: StoreName[] = [...BLOCK_STORES, 'messages', 'conversations', 'decisions', 'oddments']
/** Blocks, and hot messages, that one transaction deletes. */
const BLOCKS_A_STEP = 40
const HOT_A_STEP = 1_000

/**
 * Deletes the messages of a conversation, and of all that was merged with it, that were sent before `before`, in steps of one
 * transaction each: a death in between leaves some of them, none half. Resolves with how many, and what changed.
 *
 * @throws ArchiveError
 */
export async function forgetMessages(
  connection: Connection,
  library: Library,
  archive: string,
  conversation: ContactId,
  before = Number.POSITIVE_INFINITY,
  waiting?: Waiting,
): Promise<{ forgotten: number; change: ArchiveChange }> {
  return await whenNothingChanges(archive, waiting, async () => {
    const { ids, shown, heads, accounts } = await library.read(
      'forget',
      ['aliases', 'conversations'],
      async (reading, all) => {
        const ids = sameIds(await readFamily(reading.objectStore('aliases'), conversation), conversation)
        const rows = await Promise.all(ids.map((id) => reading.objectStore('conversations').get(id)))
        return {
          ids,
          shown: await withCanonicalIds(reading, ids),
          heads: all.of(ids),
          accounts: new Set(rows.flatMap((row) => (row ? [row.account] : []))),
        }
      },
    )
    const traces = await tracesOf(connection, ids, accounts)
    let forgotten = 0
    for (const id of ids) {
      const own = heads.filter((head) => head.conversation === id && head.firstAt < before)
      const whole = own.filter(({ lastAt }) => lastAt < before)
      for (let start = 0; start < whole.length; start += BLOCKS_A_STEP)
        forgotten += await forgetBlocks(connection, library, traces, whole.slice(start, start + BLOCKS_A_STEP))
      for (const head of own.filter(({ lastAt }) => lastAt >= before))
        forgotten += await cutBlock(connection, library, traces, head, before)
      forgotten += await forgetHot(connection, library, traces, id, before)
    }
    if (forgotten > 0) await forgetReplies(connection, ids, before)
    return { forgotten, change: { conversations: shown, contacts: [], decisions: true, outbox: true } }
  })
}

async function forgetBlocks(
  connection: Connection,
  { bodies }: Library,
  traces: Traces,
  heads: readonly BlockHead[],
): Promise<number> {
  const areNone = traces.decided.size === 0 && traces.repeats.size === 0
  return await connection.run('forget', 'readwrite', STORES, async (writing) => {
    if (!areNone) for (const head of heads) await forgetTraces(writing, traces, await keysOf(writing, head))
    await deleteBlocks(writing, heads)
    const removed = heads.reduce((sum, { count }) => sum + count, 0)
    await countOut(writing, bodies, heads[0]!.conversation, removed)
    return removed
  })

  async function keysOf(writing: Writing, head: BlockHead): Promise<string[]> {
    try {
      const rests = await bodies.rests(writing, head)
      return Array.from({ length: head.count }, (_, index) => rests.key(index))
    } catch (error) {
      // It goes all the same: the user wants it gone.
      if (error instanceof BlockDamaged) return []
      throw error
    }
  }
}

/** Puts what is to stay of a block in its place. One that is damaged stays as it is. */
async function cutBlock(
  connection: Connection,
  library: Library,
  traces: Traces,
  head: BlockHead,
  before: number,
): Promise<number> {
  const opened = await openWhole(library, head)
  if (!opened) return 0
  const cut = opened.indexAt(before)
  if (cut === 0) return 0
  const kept = await encodeBlock(keptId(head), opened.messages.slice(cut), head.importId)
  await connection.run('forget', 'readwrite', STORES, async (writing) => {
    await deleteBlocks(writing, [head])
    await putBlock(writing, kept)
    await forgetTraces(
      writing,
      traces,
      opened.messages.slice(0, cut).map(({ key }) => key),
    )
    await countOut(writing, library.bodies, head.conversation, cut)
  })
  return cut
}

async function putBlock(writing: Writing, block: Block): Promise<void> {
  await putBodies(writing, [block])
  await putHeads(writing, [block.head])
}

function keptId({ importId }: BlockHead): string {
  return importId === null ? newId() : `import/${importId}/${newId()}`
}

interface Whole {
  messages: Message[]
  indexAt(sentAt: number): number
}

/** All messages of a block with their raw items; null when it is damaged. */
async function openWhole(library: Library, head: BlockHead): Promise<Whole | null> {
  const { bodies } = library
  try {
    const read = await library.read('forget', ['blockTexts', 'blockRests', 'blockRaws'], async (reading) => {
      const [texts, rests, raws] = await Promise.all([
        bodies.texts(reading, head),
        bodies.rests(reading, head),
        fetchBody(reading, 'blockRaws', head),
      ])
      return { texts, rests, body: raws.body }
    })
    const raws = await openRaws(head, read.body)
    return {
      messages: raws.map((raw, index) => ({ ...read.rests.message(index, read.texts), raw })),
      indexAt: (sentAt) => indexAt(read.rests, { sentAt, order: Number.NEGATIVE_INFINITY, key: '' }),
    }
  } catch {
    await library.report(head)
    return null
  }
}

async function forgetHot(
  connection: Connection,
  { bodies }: Library,
  traces: Traces,
  id: ContactId,
  before: number,
): Promise<number> {
  const end = before === Number.POSITIVE_INFINITY ? [id, []] : [id, before]
  const range = IDBKeyRange.bound([id], end, false, true)
  let forgotten = 0
  for (;;) {
    const removed = await connection.run('forget', 'readwrite', STORES, async (writing) => {
      const keys = await writing.objectStore('messages').index('byPlace').getAllKeys(range, HOT_A_STEP)
      if (keys.length === 0) return 0
      await Promise.all([
        ...keys.flatMap((key) => [
          writing.objectStore('messages').delete(key),
          writing.objectStore('decisions').delete(key),
        ]),
        forgetTraces(writing, traces, keys),
      ])
      await countOut(writing, bodies, id, keys.length)
      return keys.length
    })
    forgotten += removed
    if (removed < HOT_A_STEP) return forgotten
  }
}
