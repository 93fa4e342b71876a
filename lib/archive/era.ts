import type { Connection, Transaction } from './connection.ts'
import { ArchiveReplaced } from './port.ts'

/**
 * Counts how often something else was put in place of what was stored: a restore, a wipe. Who still writes out of what it read
 * before (contacts, what the rules remember) would tear both apart.
 */
export interface Era {
  /**
   * To be asked in a transaction that covers `marks`, before it writes.
   *
   * @throws ArchiveReplaced the first time after a change: who is told has to read anew, and then may go on.
   */
  check(writing: Transaction<'readwrite'>): Promise<void>
  /** The change was ours. */
  adopt(): Promise<void>
}

/** @throws ArchiveError */
export async function openEra(connection: Connection): Promise<Era> {
  const read = (): Promise<number> => connection.run('opening', 'readonly', ['marks'], readEra)
  let known = await read()
  return {
    async check(writing) {
      const now = await readEra(writing)
      if (now === known) return
      known = now
      throw new ArchiveReplaced()
    },
    async adopt() {
      known = await read().catch(() => known)
    },
  }
}

async function readEra(reading: Transaction<IDBTransactionMode>): Promise<number> {
  const mark = await reading.objectStore('marks').get('blocks')
  return mark?.id === 'blocks' ? (mark.era ?? 0) : 0
}
