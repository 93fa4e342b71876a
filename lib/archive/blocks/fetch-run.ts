import { unwrap } from 'idb'
import type { IDBPObjectStore } from 'idb'
import type { Transaction } from '../connection.ts'
import type { ArchiveSchema, StoreName } from '../schema.ts'
import type { BlockHead } from './block.ts'

type Reading = Transaction<IDBTransactionMode>
type RunStore = 'blockTexts' | 'blockRests'

/** Parts of the blocks of a run, by id; of some of them none, when something is wrong or others stand between them. */
export type RunRows<Name extends RunStore> = ReadonlyMap<string, ArchiveSchema[Name]['value']>

/**
 * Cuts blocks into runs whose ids follow each other in one row, as those of a conversation do that were made in its order
 * (`block-id.ts`): each question to the engine has a cost of its own, whatever it brings.
 */
export function* runsOf(heads: readonly BlockHead[]): Generator<BlockHead[]> {
  let run: BlockHead[] = []
  for (const head of heads) {
    const before = run.at(-1)
    if (before && !follows(before.id, head.id)) {
      yield run
      run = []
    }
    run.push(head)
  }
  if (run.length > 0) yield run
}

/** Whether both are in one row, which is named by all before the last slash, in this order. */
function follows(before: string, id: string): boolean {
  const row = id.slice(0, id.lastIndexOf('/') + 1)
  return row !== '' && before.startsWith(row) && before.lastIndexOf('/') < row.length && before < id
}

/** The parts of a run by one question. A failure aborts nothing: what is missing is asked for by itself then. */
export async function fetchRun<Name extends RunStore>(
  reading: Reading,
  name: Name,
  run: readonly BlockHead[],
): Promise<RunRows<Name>> {
  const store: IDBPObjectStore<ArchiveSchema, StoreName[], Name, IDBTransactionMode> = reading.objectStore(name)
  const rows = await new Promise<ArchiveSchema[Name]['value'][]>((resolve) => {
    const range = IDBKeyRange.bound(run[0]!.id, run.at(-1)!.id)
    const request: IDBRequest<ArchiveSchema[Name]['value'][]> = unwrap(store).getAll(range, run.length)
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', (event) => {
      event.preventDefault()
      event.stopPropagation()
      resolve([])
    })
  })
  return new Map(rows.map((row) => [row.id, row]))
}
