import { log } from '../../log.ts'
import type { Connection, Transaction } from '../connection.ts'
import { ArchiveError } from '../port.ts'
import type { StoreName } from '../schema.ts'
import type { BlockHead } from './block.ts'
import { BlockDamaged, createBodies } from './bodies.ts'
import type { Bodies } from './bodies.ts'
import { createShelf, SHELF_STORES } from './shelf.ts'
import type { Heads } from './shelf.ts'

/** What this context knows of the sealed blocks of an archive, and the way to read with them. */
export interface Library {
  bodies: Bodies
  /**
   * Runs `body` in one readonly transaction, with the heads of the blocks as it sees them. A block that turns out to be damaged is
   * remembered, and `body` runs again without it. `early` runs before it, with the heads that were read last, while the engine still
   * looks whether they are of today: to ask for what will be needed.
   *
   * @throws ArchiveError
   */
  read<Value>(
    doing: string,
    stores: readonly StoreName[],
    body: (reading: Transaction<'readonly'>, heads: Heads) => Promise<Value>,
    early?: (reading: Transaction<'readonly'>, heads: Heads) => void,
  ): Promise<Value>
  /** The heads without those of blocks that are known to be damaged. */
  sound(heads: readonly BlockHead[]): readonly BlockHead[]
  /** Writes down that something of a block could not be read. */
  report(head: BlockHead): Promise<void>
  /** Forgets that a block could not be read. */
  trust(id: string): void
}

export function openLibrary(connection: Connection): Library {
  const shelf = createShelf()
  const bodies = createBodies()
  const damaged = new Set<string>()

  async function report({ id, conversation, firstAt, lastAt, count }: BlockHead): Promise<void> {
    log('archive.block-damaged')
    const mark = { id: `damage/${id}`, conversation, from: firstAt, to: lastAt, messages: count } as const
    // Reads go on without it; where it was is told when it could be written down.
    await connection
      .run('damage', 'readwrite', ['marks'], (writing) => writing.objectStore('marks').put(mark))
      .catch(() => undefined)
  }

  return {
    bodies,
    report,
    async read(doing, stores, body, early) {
      const all = [...new Set([...stores, ...SHELF_STORES])]
      for (;;) {
        try {
          return await connection.run(doing, 'readonly', all, async (reading) => {
            const heads = shelf.read(reading)
            early?.(reading, shelf.last())
            return await body(reading, await heads)
          })
        } catch (error) {
          const cause = error instanceof ArchiveError ? error.cause : error
          // One that is remembered already is left out by now: anything else would go on for ever.
          if (!(cause instanceof BlockDamaged) || damaged.has(cause.head.id)) throw error
          damaged.add(cause.head.id)
          await report(cause.head)
        }
      }
    },
    sound: (heads) => (damaged.size === 0 ? heads : heads.filter(({ id }) => !damaged.has(id))),
    trust: (id) => void damaged.delete(id),
  }
}
