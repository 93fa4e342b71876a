import { BlockDamaged } from './blocks/bodies.ts'
import type { BlockHead } from './blocks/block.ts'
import type { Library } from './blocks/library.ts'
import { headsAhead } from './blocks/read-page.ts'
import type { Transaction } from './connection.ts'

/** Read at a time: what comes in between does not wait long. */
const AT_ONCE = 64
/** More are not read ahead: they would not all be kept. */
const MOST_AHEAD = 4_096

/**
 * The signature of the block at `at`, read with those behind it unless it is at hand. Null when it cannot be read: then the texts
 * have to be asked, which are another part of the block.
 */
export async function signatureAt(
  reading: Transaction<'readonly'>,
  library: Library,
  heads: readonly BlockHead[],
  at: number,
): Promise<Uint8Array | null> {
  await readSignatures(reading, library, heads.slice(at, at + AT_ONCE))
  const head = heads[at]
  return (head && library.bodies.keptSignature(head)) ?? null
}

/**
 * Reads the signatures of the newest blocks ahead, so that the first search does not have to: all of them are several times what is
 * read for its hits.
 *
 * @throws ArchiveError
 */
export async function prepareSearch(library: Library, signal?: AbortSignal): Promise<void> {
  for (let start = 0; start < MOST_AHEAD; start += AT_ONCE) {
    if (signal?.aborted) return
    const read = await library.read('signatures', ['blockSearch'], async (reading, heads) => {
      const those = headsAhead(heads.all(), { after: null, direction: 'older' }).slice(start, start + AT_ONCE)
      await readSignatures(reading, library, those)
      return those.length
    })
    if (read < AT_ONCE) return
  }
}

async function readSignatures(
  reading: Transaction<'readonly'>,
  { bodies }: Library,
  heads: readonly BlockHead[],
): Promise<void> {
  const missing = heads.filter((head) => !bodies.keptSignature(head))
  await Promise.all(
    missing.map(async (head) => {
      try {
        await bodies.signature(reading, head)
      } catch (error) {
        if (!(error instanceof BlockDamaged)) throw error
      }
    }),
  )
}
