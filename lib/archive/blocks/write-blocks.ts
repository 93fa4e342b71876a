import type { Transaction } from '../connection.ts'
import type { StoreName } from '../schema.ts'
import { BODY_STORES } from './block.ts'
import type { Block, BlockHead } from './block.ts'
import { markChange } from './shelf.ts'

type Writing = Transaction<'readwrite'>

/** What a transaction has to cover that adds or deletes blocks. */
export const BLOCK_STORES: StoreName[] = ['marks', 'blocks', ...BODY_STORES]

/** The parts of blocks. Without a head nobody sees them. */
export async function putBodies(writing: Writing, blocks: readonly Block[]): Promise<void> {
  await Promise.all(
    blocks.flatMap(({ texts, rests, raws, search, keys }) => [
      writing.objectStore('blockTexts').put(texts),
      writing.objectStore('blockRests').put(rests),
      writing.objectStore('blockRaws').put(raws),
      writing.objectStore('blockSearch').put(search),
      writing.objectStore('blockKeys').put(keys),
    ]),
  )
}

/** From now on the blocks are there. */
export async function putHeads(writing: Writing, heads: readonly Block['head'][]): Promise<void> {
  if (heads.length === 0) return
  const version = await markChange(writing, 'added')
  await Promise.all(heads.map((head) => writing.objectStore('blocks').put({ ...head, version })))
}

/** Blocks with everything that is of them, also that they were damaged. */
export async function deleteBlocks(writing: Writing, heads: readonly BlockHead[]): Promise<void> {
  if (heads.length === 0) return
  await markChange(writing, 'taken')
  await Promise.all(
    heads.flatMap(({ id }) => [
      ...(['blocks', ...BODY_STORES] as const).map((store) => writing.objectStore(store).delete(id)),
      writing.objectStore('marks').delete(`damage/${id}`),
    ]),
  )
}
