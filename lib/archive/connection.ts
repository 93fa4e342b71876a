import { openDB, type IDBPDatabase, type IDBPTransaction } from 'idb'
import { SECOND } from '../time.ts'
import { nameOf, toArchiveError } from './errors.ts'
import { ArchiveError } from './port.ts'
import { ARCHIVE_VERSION, upgrade, type ArchiveSchema, type StoreName } from './schema.ts'

export type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<ArchiveSchema, StoreName[], Mode>

type Database = IDBPDatabase<ArchiveSchema>

/** One database, kept open. When the browser closes it (cleared data, a newer version) the next use opens it again. */
export interface Connection {
  /**
   * Runs `body` in one transaction and resolves with its value once the transaction is complete; a readwrite one is then
   * durable. When `body` throws, nothing of it is kept. Inside, await only calls of `transaction`: the engine commits
   * as soon as control returns to the event loop with no request open.
   *
   * @throws ArchiveError
   */
  run<Mode extends 'readonly' | 'readwrite', Value>(
    doing: string,
    mode: Mode,
    stores: StoreName[],
    body: (transaction: Transaction<Mode>) => Promise<Value>,
  ): Promise<Value>
  /** From now on every call is refused as `unavailable`. Transactions under way still finish. */
  close(): void
}

/**
 * How long an opening may take before we say that another context holds the database, ms. The engine says so only to the first that
 * waits: those behind it hear nothing, nor do those who wait while another context brings an older version up to date.
 */
const BLOCKED_AFTER = 8 * SECOND

/** @throws ArchiveError when the database cannot be opened, `blocked` when another context holds it for too long. */
export async function openConnection(name: string, blockedAfter = BLOCKED_AFTER): Promise<Connection> {
  let opening: Promise<Database> | null = null
  let isClosed = false

  function database(): Promise<Database> {
    if (isClosed) return Promise.reject(new ArchiveError('unavailable', 'Archive: closed'))
    if (opening) return opening
    const mine = openDatabase(name, blockedAfter, () => forget(mine)).catch((error: unknown) => {
      forget(mine)
      throw toArchiveError(error, 'opening')
    })
    opening = mine
    return mine
  }

  function forget(lost: Promise<Database>): void {
    if (opening === lost) opening = null
  }

  /** A transaction on a connection that may have been closed without a word: then once more on a new one. */
  async function begin<Mode extends 'readonly' | 'readwrite'>(
    stores: StoreName[],
    mode: Mode,
  ): Promise<Transaction<Mode>> {
    const options: IDBTransactionOptions = mode === 'readwrite' ? { durability: 'strict' } : {}
    const used = database()
    try {
      return (await used).transaction(stores, mode, options)
    } catch (error) {
      if (nameOf(error) !== 'InvalidStateError') throw error
      forget(used)
      return (await database()).transaction(stores, mode, options)
    }
  }

  await database()
  return {
    async run(doing, mode, stores, body) {
      const transaction = await begin(stores, mode).catch((error: unknown) => {
        throw toArchiveError(error, doing)
      })
      // Its failure is reported below, from whichever await meets it first.
      transaction.done.catch(() => undefined)
      try {
        const value = await body(transaction)
        await transaction.done
        return value
      } catch (error) {
        abort(transaction)
        // A request of an aborted transaction only says AbortError; why it was aborted (disk full) is with the transaction.
        const cause = nameOf(error) === 'AbortError' ? (transaction.error ?? error) : error
        throw toArchiveError(cause, doing)
      }
    },
    close() {
      isClosed = true
      opening?.then(
        (db) => db.close(),
        () => undefined,
      )
      opening = null
    },
  }
}

function abort(transaction: Transaction<'readonly' | 'readwrite'>): void {
  try {
    transaction.abort()
  } catch {
    // It has ended already.
  }
}

/** Opens the database. `lost` is called when the connection it resolved with is of no more use. */
async function openDatabase(name: string, blockedAfter: number, lost: () => void): Promise<Database> {
  const silence = Promise.withResolvers<never>()
  const timer = setTimeout(() => silence.reject(heldElsewhere()), blockedAfter)
  let opened: Promise<Database> | null = null
  try {
    // Refuses at once where there is no storage.
    opened = openDB<ArchiveSchema>(name, ARCHIVE_VERSION, {
      upgrade(db, from, _to, upgrading) {
        // It is ours, and takes the time it takes.
        clearTimeout(timer)
        upgrading.done.catch(() => undefined)
        // Half an upgrade must not be kept: the next opening starts it anew.
        upgrade(db, from, upgrading).catch(() => upgrading.abort())
      },
      blocking(_current, _wanted, event) {
        lost()
        if (event.target instanceof IDBDatabase) event.target.close()
      },
      terminated: lost,
    })
    return await Promise.race([opened, silence.promise])
  } catch (error) {
    // It may still open later: nobody waits for it any more, and an open connection would block others.
    opened?.then(
      (db) => db.close(),
      () => undefined,
    )
    throw error
  } finally {
    clearTimeout(timer)
  }
}

function heldElsewhere(): ArchiveError {
  return new ArchiveError('blocked', 'Archive: another context holds the database')
}
