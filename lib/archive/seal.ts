import type { ContactId } from '../chat/contact.ts'
import type { Message } from '../chat/message.ts'
import { log } from '../log.ts'
import { sealedId } from './blocks/block-id.ts'
import type { Block } from './blocks/block.ts'
import { cutIntoBlocks, encodeBlock } from './blocks/encode.ts'
import type { Library } from './blocks/library.ts'
import { holdsAll } from './blocks/verify.ts'
import { BLOCK_STORES, putBodies, putHeads } from './blocks/write-blocks.ts'
import type { Connection } from './connection.ts'
import type { Limits } from './limits.ts'
import { lockNames, tryLock } from './locks.ts'

/**
 * Moves the oldest hot messages of one conversation into a block; false when no conversation has enough of them, or when somebody
 * else is moving messages. They are taken out and the block put in by one transaction: a death leaves each of them exactly once.
 *
 * @throws ArchiveError
 */
export async function sealStep(
  connection: Connection,
  library: Library,
  archive: string,
  limits: Limits,
): Promise<boolean> {
  const release = await tryLock(lockNames(archive).layout)
  if (!release) return false
  try {
    const found = await findSealable(library, limits)
    if (!found) return false
    const { oldest, block } = found
    await connection.run('seal', 'readwrite', ['messages', ...BLOCK_STORES], async (writing) => {
      const store = writing.objectStore('messages')
      const there = await Promise.all(oldest.map(({ key }) => store.getKey(key)))
      // Somebody without the lock was here in between: the next step sees what is left.
      if (there.includes(undefined)) return
      await Promise.all([
        putBodies(writing, [block]),
        putHeads(writing, [block.head]),
        ...oldest.map(({ key }) => store.delete(key)),
      ])
    })
    return true
  } finally {
    await release()
  }
}

/** The messages to seal next, of the conversation with the most hot ones that has enough, and their block. */
async function findSealable(library: Library, limits: Limits): Promise<{ oldest: Message[]; block: Block } | null> {
  const counts = await library.read('seal', ['conversations'], async (reading, heads) => {
    const rows = await reading.objectStore('conversations').getAll()
    return rows.map(({ id, count }) => ({ id, hot: count - heads.of([id]).reduce((sum, head) => sum + head.count, 0) }))
  })
  const enough = counts.filter(({ hot }) => hot >= limits.leastSealed).sort((a, b) => b.hot - a.hot)
  for (const { id, hot } of enough) {
    const oldest = await oldestOf(library, id, hot, limits)
    if (!oldest) continue
    const block = await encodeBlock(sealedId(id, oldest[0]!.sentAt), oldest, null)
    if (await holdsAll(block, oldest)) return { oldest, block }
    // They can be read where they are: nothing is worth the risk of losing one.
    log('archive.not-sealable', { messages: oldest.length })
  }
  return null
}

async function oldestOf(library: Library, id: ContactId, hot: number, limits: Limits): Promise<Message[] | null> {
  const range = IDBKeyRange.bound([id], [id, []], false, true)
  const before = Date.now() - limits.hotFor
  const isRipe = ({ receivedAt }: Message, index: number): boolean =>
    index < hot - limits.hotMessages || receivedAt < before
  const ripe = (rows: Message[]): Message[] => {
    const end = rows.findIndex((row, index) => !isRipe(row, index))
    return end < 0 ? rows : rows.slice(0, end)
  }
  const rows = await library.read('seal', ['messages'], async (reading) => {
    const index = reading.objectStore('messages').index('byPlace')
    // Most conversations have nothing to seal: that is seen from one of their messages.
    const cursor = await index.openCursor(range)
    const last = limits.leastSealed > 1 ? await cursor?.advance(limits.leastSealed - 1) : cursor
    if (!last || !isRipe(last.value, limits.leastSealed - 1)) return []
    return await index.getAll(range, limits.blockMessages)
  })
  const those = ripe(rows)
  if (those.length < limits.leastSealed) return null
  const [first] = cutIntoBlocks(those, limits)
  return first ?? null
}
