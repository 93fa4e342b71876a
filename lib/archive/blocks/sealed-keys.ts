import { DAY } from '../../time.ts'
import type { Transaction } from '../connection.ts'
import type { StoreName } from '../schema.ts'
import type { BlockHead } from './block.ts'
import type { Bodies } from './bodies.ts'
import { BlockDamaged } from './bodies.ts'
import { hashKey, keyGroup, placesOfHashes } from './keys.ts'

type Reading = Transaction<IDBTransactionMode>

/** A key that is looked for. With `near`, only around the time the message was sent, in its conversation. */
export interface WantedKey {
  key: string
  near?: { conversation: string; sentAt: number }
}

/** What a transaction has to cover for `findSealed`. */
export const KEY_STORES: StoreName[] = ['blocks', 'blockKeys', 'blockRests']

/** The group of keys that every login shares: there is no asking all of its blocks for each message that is sent. */
const SENT = keyGroup('out/')
/** How far from its message a key of that group is looked for when it is known when the message was sent. */
const NEAR = DAY

/**
 * Where sealed messages are, by key; keys that are in no block are left out. Costs one look at an index where no block has keys
 * of that group. Damaged blocks are passed over.
 */
export async function findSealed(
  reading: Reading,
  bodies: Bodies,
  wanted: readonly WantedKey[],
): Promise<Map<string, { head: BlockHead; index: number }>> {
  const found = new Map<string, { head: BlockHead; index: number }>()
  const groups = Map.groupBy(wanted, ({ key }) => keyGroup(key))
  await Promise.all(
    [...groups].map(async ([group, those]) => {
      const heads = await headsOfGroup(reading, group, those)
      if (heads.length === 0) return
      const hashes = Map.groupBy(
        those.map(({ key }) => key),
        hashKey,
      )
      await Promise.all(heads.map((head) => lookIn(reading, bodies, head, hashes, found)))
    }),
  )
  return found
}

async function headsOfGroup(reading: Reading, group: string, wanted: readonly WantedKey[]): Promise<BlockHead[]> {
  const store = reading.objectStore('blocks')
  const places = wanted.flatMap(({ near }) => (near ? [near] : []))
  if (group !== SENT || places.length < wanted.length) return await store.index('byKeyGroup').getAll(group)
  const around = await Promise.all(
    places.map(async ({ conversation, sentAt }) => {
      const range = IDBKeyRange.bound([conversation, sentAt - NEAR], [conversation, []], false, true)
      const heads = await store.index('byConversation').getAll(range)
      return heads.filter(({ firstAt }) => firstAt <= sentAt + NEAR)
    }),
  )
  return [...new Map(around.flat().map((head) => [head.id, head])).values()]
}

async function lookIn(
  reading: Reading,
  bodies: Bodies,
  head: BlockHead,
  wanted: Map<number, string[]>,
  found: Map<string, { head: BlockHead; index: number }>,
): Promise<void> {
  try {
    const hashes = await bodies.hashes(reading, head)
    const places = [...placesOfHashes(hashes, wanted)]
    if (places.length === 0) return
    // Different keys may have one hash.
    const rests = await bodies.rests(reading, head)
    for (const { index, hash } of places) {
      const key = rests.key(index)
      if (wanted.get(hash)?.includes(key)) found.set(key, { head, index })
    }
  } catch (error) {
    if (!(error instanceof BlockDamaged)) throw error
  }
}
