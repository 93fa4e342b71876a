import type { AccountId } from '../../../lib/chat/handle.ts'
import {
  BROKEN_OFF_KEPT_FOR,
  FINISHED_KEPT_FOR,
  folderNames,
  readJson,
  removeFolder,
  RESULT_FILE,
  RUN_FILE,
} from './run-folder.ts'
import { resultSchema, runSchema } from './run.ts'
import type { ExportRun, RunResult } from './run.ts'

/** An export that is on disk. */
export interface LeftRun {
  run: ExportRun
  /** Null: it broke off. */
  result: RunResult | null
}

/** All exports on disk, the last one first. Folders that nobody can make sense of are not among them. */
export async function readLeftRuns(folder: FileSystemDirectoryHandle): Promise<LeftRun[]> {
  const found: LeftRun[] = []
  for (const name of await folderNames(folder)) {
    const own = await folder.getDirectoryHandle(name)
    const run = runSchema.safeParse(await readJson(own, RUN_FILE))
    if (!run.success || run.data.id !== name) continue
    const result = resultSchema.safeParse(await readJson(own, RESULT_FILE))
    found.push({ run: run.data, result: result.success ? result.data : null })
  }
  return found.toSorted((a, b) => b.run.startedAt - a.run.startedAt)
}

/**
 * Takes away what is too old to be kept, and what nobody can make sense of. Only while no export runs.
 *
 * @param keepFinished false: a new export begins, and what the ones before it made goes.
 */
export async function tidyRuns(folder: FileSystemDirectoryHandle, now: number, keepFinished: boolean): Promise<void> {
  const left = new Map((await readLeftRuns(folder)).map((found) => [found.run.id, found]))
  for (const name of await folderNames(folder)) {
    const found = left.get(name)
    if (!found || !isKept(found, now, keepFinished)) await removeFolder(folder, name)
  }
}

function isKept({ run, result }: LeftRun, now: number, keepFinished: boolean): boolean {
  if (result === null) return now - run.startedAt < BROKEN_OFF_KEPT_FOR
  return keepFinished && now - result.endedAt < FINISHED_KEPT_FOR
}

/** Takes away what exports of an account have left, or all of it: the messages in there are to go. An export that runs keeps its files. */
export async function removeRunsOf(folder: FileSystemDirectoryHandle, what: AccountId | 'all'): Promise<void> {
  const left = new Map((await readLeftRuns(folder)).map(({ run }) => [run.id, run]))
  for (const name of await folderNames(folder)) {
    const legs = left.get(name)?.legs
    // What nobody can make sense of may be anybody's.
    if (what === 'all' || !legs || legs.some(({ account }) => account === what)) await removeFolder(folder, name)
  }
}
