import { askHeld } from '../held-handle.ts'
import { exportsFolder, readFile, ZIP_FILE } from './run-folder.ts'
import type { ExportRun, RunFile, RunResult } from './run.ts'

/** Addresses of files that were handed to the browser; they live until the files go, as a download may take its time. */
const addresses: string[] = []

/**
 * Hands a file of a finished export to the browser as a download. Resolves with false when the file is gone.
 *
 * @param blobs the files, when they are in memory only.
 */
export async function downloadFile(
  run: Pick<ExportRun, 'id'>,
  file: Pick<RunFile, 'stored' | 'name' | 'mediaType'>,
  blobs: ReadonlyMap<string, Blob> | null,
): Promise<boolean> {
  const blob = blobs === null ? await storedFile(run.id, file.stored) : blobs.get(file.stored)
  if (!blob) return false
  // The piece from beginning to end is the same file, with a type of its own: without one a browser may add an extension.
  const url = URL.createObjectURL(blob.slice(0, blob.size, file.mediaType))
  addresses.push(url)
  const link = document.createElement('a')
  link.href = url
  // Folders are for the ZIP.
  link.download = file.name.split('/').at(-1) ?? file.name
  link.click()
  return true
}

/** What is handed over when an export is done: its file, or all of them in one ZIP. */
export function wholeResult(
  result: Pick<RunResult, 'files' | 'zip'>,
): Pick<RunFile, 'stored' | 'name' | 'mediaType' | 'bytes'> | null {
  const { zip, files } = result
  return zip ? { ...zip, stored: ZIP_FILE, mediaType: 'application/zip' } : (files[0] ?? null)
}

/** Takes the addresses back: the files behind them go. */
export function forgetAddresses(): void {
  for (const url of addresses.splice(0)) URL.revokeObjectURL(url)
}

async function storedFile(id: string, stored: string): Promise<Blob | undefined> {
  try {
    const exports = await exportsFolder()
    return exports ? await readFile(await askHeld(exports, (held) => held.getDirectoryHandle(id)), stored) : undefined
  } catch {
    return undefined
  }
}
