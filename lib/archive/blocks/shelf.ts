import type { ContactId } from '../../chat/contact.ts'
import type { AccountId } from '../../chat/handle.ts'
import type { Transaction } from '../connection.ts'
import type { BlockHead } from './block.ts'
import { comparePlaces, firstPlace } from './place.ts'

/** The heads of all blocks as one transaction sees them, each list in order of the first message. Never changed. */
export interface Heads {
  version: number
  of(ids: readonly ContactId[]): BlockHead[]
  ofAccount(account: AccountId): BlockHead[]
  all(): BlockHead[]
}

/**
 * Keeps the heads in memory, as every read wants to know which blocks there are. They are read once; afterwards a
 * transaction reads one number, and what was added since.
 */
export interface Shelf {
  /** What the blocks are to this transaction, which has to cover {@link SHELF_STORES}. */
  read(reading: Transaction<IDBTransactionMode>): Promise<Heads>
  /** What they were when they were read last; none before that. */
  last(): Heads
}

/** What a transaction has to cover so that `read` can be asked in it. */
export const SHELF_STORES = ['marks', 'blocks'] as const

export function createShelf(): Shelf {
  let known: Heads | null = null

  async function fresh(reading: Transaction<IDBTransactionMode>, version: number, cleared: number): Promise<Heads> {
    const store = reading.objectStore('blocks')
    const before = known
    // An older transaction than the one that was read last, or blocks have gone: all anew.
    if (!before || before.version > version || before.version < cleared)
      return toHeads(version, (await store.getAll()).toSorted(byFirst))
    const added = await store.index('byVersion').getAll(IDBKeyRange.lowerBound(before.version, true))
    return toHeads(version, [...before.all(), ...added].sort(byFirst))
  }

  return {
    async read(reading) {
      const mark = await reading.objectStore('marks').get('blocks')
      const { version, cleared } = mark?.id === 'blocks' ? mark : { version: 0, cleared: 0 }
      if (known?.version === version) return known
      const heads = await fresh(reading, version, cleared)
      if (!known || known.version < version) known = heads
      return heads
    },
    last: () => known ?? NOTHING_READ,
  }
}

function byFirst(a: BlockHead, b: BlockHead): number {
  return a.firstAt - b.firstAt || comparePlaces(firstPlace(a), firstPlace(b))
}

/** `all` in order of the first message. */
function toHeads(version: number, all: BlockHead[]): Heads {
  const byConversation = Map.groupBy(all, ({ conversation }) => conversation)
  const byAccount = Map.groupBy(all, ({ account }) => account)
  return {
    version,
    of(ids) {
      const [only] = ids
      if (only !== undefined && ids.length === 1) return byConversation.get(only) ?? []
      return ids.flatMap((id) => byConversation.get(id) ?? []).sort(byFirst)
    },
    ofAccount: (account) => byAccount.get(account) ?? [],
    all: () => all,
  }
}

const NOTHING_READ = toHeads(0, [])

/**
 * Says in the same transaction that blocks were added or taken away, or that everything was `replaced`; gives the version for the heads
 * that are added.
 */
export async function markChange(
  writing: Transaction<'readwrite'>,
  what: 'added' | 'taken' | 'replaced',
): Promise<number> {
  const store = writing.objectStore('marks')
  const before = await store.get('blocks')
  const { version, cleared, era = 0 } = before?.id === 'blocks' ? before : { version: 0, cleared: 0 }
  const now = what === 'replaced' ? era + 1 : era
  await store.put({
    id: 'blocks',
    version: version + 1,
    cleared: what === 'added' ? cleared : version + 1,
    ...(now > 0 ? { era: now } : {}),
  })
  return version + 1
}
