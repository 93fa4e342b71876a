import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { isExporting } from './export-lock.ts'
import { readLeftRuns } from './left-runs.ts'
import type { LeftRun } from './left-runs.ts'
import { exportsFolder, removeFolder } from './run-folder.ts'
import type { ExportRun } from './run.ts'

const found = signal<readonly ExportRun[]>([])

/** Exports that broke off and can be gone on with, the last one first. */
export const brokenOff: ReadonlySignal<readonly ExportRun[]> = found

/** Looks at what is on disk, unless an export runs. Resolves with the last finished one, while its files are there. */
export async function lookAtRuns(): Promise<LeftRun | null> {
  const folder = await exportsFolder()
  if (folder === null || (await isExporting())) {
    found.value = []
    return null
  }
  const runs = await readLeftRuns(folder)
  found.value = runs.filter(({ result }) => result === null).map(({ run }) => run)
  return runs.find(({ result }) => result !== null) ?? null
}

/** An export is being gone on with, or begun: nothing is broken off while it runs. */
export function hideBrokenOff(): void {
  found.value = []
}

/** Takes away what an export wrote, broken off or finished. */
export async function discardRun(id: string): Promise<void> {
  found.value = found.value.filter((run) => run.id !== id)
  const folder = await exportsFolder()
  if (folder) await removeFolder(folder, id)
}
