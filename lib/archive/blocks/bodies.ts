import { unwrap } from 'idb'
import type { IDBPObjectStore } from 'idb'
import { nameOf } from '../errors.ts'
import type { Transaction } from '../connection.ts'
import type { ArchiveSchema, StoreName } from '../schema.ts'
import type { BlockHead, BODY_STORES } from './block.ts'
import { openRests, openTexts } from './decode.ts'
import type { OpenRests, OpenTexts } from './decode.ts'
import { fetchRun, runsOf } from './fetch-run.ts'
import type { RunRows } from './fetch-run.ts'

type Reading = Transaction<IDBTransactionMode>

/** A block could not be read: its part is missing, or not what was written. */
export class BlockDamaged extends Error {
  override name = 'BlockDamaged'
  readonly head: BlockHead
  constructor(head: BlockHead, options?: ErrorOptions) {
    super('Archive: a block cannot be read', options)
    this.head = head
  }
}

/** Parts of blocks, opened; those that were used last are kept. Blocks never change, so that what is kept stays true. */
export interface Bodies {
  /** @throws BlockDamaged */
  texts(reading: Reading, head: BlockHead): Promise<OpenTexts>
  /** @throws BlockDamaged */
  rests(reading: Reading, head: BlockHead): Promise<OpenRests>
  /** Both of many blocks, by id, in as few questions as there can be. Each may throw BlockDamaged. */
  parts(reading: Reading, heads: readonly BlockHead[]): Map<string, Promise<[OpenRests, OpenTexts]>>
  /** @throws BlockDamaged */
  signature(reading: Reading, head: BlockHead): Promise<Uint8Array>
  /** The same when it is at hand: a search asks thousands of them, and waiting for each would take longer than asking. */
  keptSignature(head: BlockHead): Uint8Array | undefined
  hashes(reading: Reading, head: BlockHead): Promise<Uint8Array>
  /** Somebody who reads on will not come back to it. */
  release(head: BlockHead): void
}

/** Of texts and rests, UTF-16 units. */
const KEPT_UNITS = 12 * 1_024 * 1_024
/** Of signatures, and of hashes, bytes: a search asks all of them. */
const KEPT_BYTES = 64 * 1_024 * 1_024

/** Errors of a read that say that the stored value is not what was written, as engines put it. */
const BROKEN = new Set([
  'DataError',
  'DataCloneError',
  'EncodingError',
  'NotFoundError',
  'NotReadableError',
  'UnknownError',
])

export function createBodies(): Bodies {
  const texts = createKept<OpenTexts>(KEPT_UNITS)
  const rests = createKept<OpenRests>(KEPT_UNITS)
  const signatures = createKept<Uint8Array>(KEPT_BYTES)
  const hashes = createKept<Uint8Array>(KEPT_BYTES)

  async function readTexts(
    reading: Reading,
    head: BlockHead,
    run?: Promise<RunRows<'blockTexts'>>,
  ): Promise<OpenTexts> {
    const kept = texts.get(head.id)
    if (kept) return kept
    const row = (run && (await run).get(head.id)) ?? (await fetchBody(reading, 'blockTexts', head))
    const opened = opening(head, () => openTexts(head, row.body))
    texts.set(head.id, opened, row.body.length)
    return opened
  }

  async function readRests(
    reading: Reading,
    head: BlockHead,
    run?: Promise<RunRows<'blockRests'>>,
  ): Promise<OpenRests> {
    const kept = rests.get(head.id)
    if (kept) return kept
    const row = (run && (await run).get(head.id)) ?? (await fetchBody(reading, 'blockRests', head))
    const opened = opening(head, () => openRests(head, row.body))
    rests.set(head.id, opened, row.body.length)
    return opened
  }

  return {
    texts: (reading, head) => readTexts(reading, head),
    rests: (reading, head) => readRests(reading, head),
    parts(reading, heads) {
      const isKept = ({ id }: BlockHead) => texts.has(id) && rests.has(id)
      const runs = [...runsOf(heads.filter((head) => !isKept(head))), ...heads.filter(isKept).map((head) => [head])]
      return new Map(
        runs.flatMap((run) => {
          const [textsOf, restsOf] =
            run.length > 1 ? [fetchRun(reading, 'blockTexts', run), fetchRun(reading, 'blockRests', run)] : []
          return run.map((head) => [
            head.id,
            Promise.all([readRests(reading, head, restsOf), readTexts(reading, head, textsOf)]),
          ])
        }),
      )
    },
    async signature(reading, head) {
      const kept = signatures.get(head.id)
      if (kept) return kept
      const { signature } = await fetchBody(reading, 'blockSearch', head)
      signatures.set(head.id, signature, signature.length)
      return signature
    },
    keptSignature: ({ id }) => signatures.get(id),
    async hashes(reading, head) {
      const kept = hashes.get(head.id)
      if (kept) return kept
      const row = await fetchBody(reading, 'blockKeys', head)
      hashes.set(head.id, row.hashes, row.hashes.length)
      return row.hashes
    },
    release({ id }) {
      texts.delete(id)
      rests.delete(id)
    },
  }
}

type BodyStore = (typeof BODY_STORES)[number]

/**
 * A part of a block. Other than with any other request, a failure does not abort the transaction: the block is then left out.
 *
 * @throws BlockDamaged when there is nothing, or the engine cannot read it.
 */
export async function fetchBody<Name extends BodyStore>(
  reading: Reading,
  name: Name,
  head: BlockHead,
): Promise<ArchiveSchema[Name]['value']> {
  const store: IDBPObjectStore<ArchiveSchema, StoreName[], Name, IDBTransactionMode> = reading.objectStore(name)
  const row = await new Promise<ArchiveSchema[Name]['value'] | undefined>((resolve, reject) => {
    const request: IDBRequest<ArchiveSchema[Name]['value'] | undefined> = unwrap(store).get(head.id)
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', (event) => {
      const { error } = request
      const isBroken = BROKEN.has(nameOf(error))
      if (isBroken) {
        event.preventDefault()
        event.stopPropagation()
      }
      reject(isBroken ? new BlockDamaged(head, { cause: error }) : (error ?? new Error('a read failed')))
    })
  })
  if (row === undefined) throw new BlockDamaged(head)
  return row
}

function opening<Opened>(head: BlockHead, open: () => Opened): Opened {
  try {
    return open()
  } catch (error) {
    throw new BlockDamaged(head, { cause: error })
  }
}

interface Kept<Value> {
  get(id: string): Value | undefined
  has(id: string): boolean
  set(id: string, value: Value, size: number): void
  delete(id: string): void
}

/** Values up to `room` altogether: those that nobody asked for the longest go. */
function createKept<Value>(room: number): Kept<Value> {
  const entries = new Map<string, { value: Value; size: number }>()
  let taken = 0

  function remove(id: string): void {
    const entry = entries.get(id)
    if (!entry) return
    entries.delete(id)
    taken -= entry.size
  }

  return {
    get(id) {
      const entry = entries.get(id)
      if (!entry) return undefined
      entries.delete(id)
      entries.set(id, entry)
      return entry.value
    },
    has: (id) => entries.has(id),
    set(id, value, size) {
      remove(id)
      entries.set(id, { value, size })
      taken += size
      for (const oldest of entries.keys()) {
        if (taken <= room) break
        remove(oldest)
      }
    },
    delete: remove,
  }
}
