import type { Archive } from '../../../lib/archive/port.ts'
import type { ExportCheckpoint } from '../../../lib/export/checkpoint.ts'
import { exportFiles } from '../../../lib/export/export-files.ts'
import { archiveSource } from './archive-source.ts'
import type { Gate } from './gate.ts'
import { legNames } from './leg-names.ts'
import { legWords } from './leg-words.ts'
import { packFiles } from './pack-files.ts'
import { legResult, readRunCheckpoint } from './run-checkpoint.ts'
import type { RunCheckpoint } from './run-checkpoint.ts'
import { exportOptions } from './run-options.ts'
import type { RunStore } from './run-store.ts'
import type { ExportRun, RunResult } from './run.ts'
import type { RunProgress } from './worker-words.ts'

/** How a running export is watched and steered. */
export interface RunControl {
  signal: AbortSignal
  gate: Gate
  onProgress(progress: RunProgress): void
  /** Whether it is time again to write down how far it is. */
  isDue(): boolean
  /** After how many messages that is asked; as the engine likes when absent. */
  checkpointEvery?: number
}

/**
 * Writes all files of an export, account by account, and packs them when they are several. Goes on from the last checkpoint when
 * the store has one. Null: it was cancelled, and nothing is left of it.
 *
 * @throws what the archive or the disk throws; then what was written stays, and it can be gone on with.
 */
export async function performRun(
  archive: Archive,
  store: RunStore,
  run: ExportRun,
  control: RunControl,
): Promise<RunResult | null> {
  const before = readRunCheckpoint(await store.checkpoint())
  const legs = [...before.legs]
  const save = (engine: ExportCheckpoint | null) =>
    store.saveCheckpoint({ version: 1, legs, engine } satisfies RunCheckpoint)

  for (const [index, leg] of run.legs.entries()) {
    if (index < before.legs.length) continue
    const done = sumOf(legs, 'looked')
    const bytes = legs.flatMap(({ files }) => files).reduce((sum, file) => sum + file.bytes, 0)
    const later = await countLegs(archive, run.legs.slice(index + 1))
    let looked = 0
    const prefix = `a${index}-`
    const isBegun = index === before.legs.length && before.engine !== null
    const names = await legNames(archive, store, { leg: index, account: leg.account, isBegun })
    const options = exportOptions(run, index, legWords(names, run.order.words))
    const summary = await exportFiles(archiveSource(archive, leg, names), store.target(prefix), options, {
      signal: control.signal,
      gate: () => control.gate.pass(),
      checkpointEvery: control.checkpointEvery,
      isCheckpointDue: control.isDue,
      onCheckpoint: save,
      onProgress(progress) {
        looked = progress.done
        control.onProgress({
          phase: 'writing',
          done: done + progress.done,
          total: done + progress.total + later,
          bytes: bytes + progress.bytes,
          conversation: progress.conversation,
        })
      },
      ...(index === before.legs.length && before.engine ? { resumeFrom: before.engine } : {}),
    })
    if (summary.outcome === 'cancelled') return await giveUp(store)
    legs.push(legResult(summary, leg.account, prefix, looked))
    await save(null)
  }

  const files = legs.flatMap((leg) => leg.files)
  const zip = files.length > 1 ? await packFiles(store, run, files, control) : null
  if (control.signal.aborted) return await giveUp(store)
  const result: RunResult = {
    endedAt: Date.now(),
    files,
    zip,
    conversations: sumOf(legs, 'conversations'),
    messages: sumOf(legs, 'messages'),
    reports: legs.map(({ account, report }) => ({ account, report })),
    ends: Object.assign({}, ...legs.map(({ ends }) => ends)) as RunResult['ends'],
    failed: legs.flatMap(({ failed }) => failed),
  }
  await store.saveResult(result)
  await store.close()
  return result
}

async function giveUp(store: RunStore): Promise<null> {
  await store.discard()
  return null
}

function sumOf<K extends string>(rows: readonly Record<K, number>[], field: K): number {
  return rows.reduce((sum, row) => sum + row[field], 0)
}

/** Messages of whole accounts: for the total alone, so it need not know of days and filters. */
async function countLegs(archive: Archive, legs: ExportRun['legs']): Promise<number> {
  let total = 0
  for (const { conversations } of legs)
    for (const { id } of conversations) total += await archive.count({ conversation: id }).catch(() => 0)
  return total
}
