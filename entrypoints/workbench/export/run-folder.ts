import { DAY } from '../../../lib/time.ts'
import { askHeld } from '../held-handle.ts'

/** Folder of the exports in the private file system of the extension; each has a folder of its own in it, named by its id. */
const EXPORTS = 'exports'

/** How long what an export left is kept, ms: finished ones, so that their files can be downloaded again; broken-off ones to be gone on with. */
export const FINISHED_KEPT_FOR = DAY
export const BROKEN_OFF_KEPT_FOR = 7 * DAY

/** Name of the small file that says what is exported. */
export const RUN_FILE = 'run.json'
/** Name of the small file that says how it ended; there only when it did. */
export const RESULT_FILE = 'result.json'
/** Name of the file that says who was called what when the part that is being written began. */
export const NAMES_FILE = 'names.json'
/** Names of the two slots of checkpoints. */
export const SLOTS = ['checkpoint-0.json', 'checkpoint-1.json'] as const
/** Name of the ZIP of an export of several files. */
export const ZIP_FILE = 'archive.zip'

/**
 * The folder of all exports; null where the browser gives none: in Firefox's private windows, or when the disk refuses.
 */
export async function exportsFolder(): Promise<FileSystemDirectoryHandle | null> {
  // Absent in some contexts, whatever the types say.
  const storage: { getDirectory?: () => Promise<FileSystemDirectoryHandle> } = navigator.storage
  try {
    const root = await storage.getDirectory?.()
    return root ? await askHeld(root, (held) => held.getDirectoryHandle(EXPORTS, { create: true })) : null
  } catch {
    return null
  }
}

/** A file in a folder. @throws DOMException `NotFoundError` when there is none. */
export async function readFile(folder: FileSystemDirectoryHandle, name: string): Promise<File> {
  const handle = await askHeld(folder, (held) => held.getFileHandle(name))
  return await askHeld(handle, (held) => held.getFile())
}

/** Whole text of a file in a folder; null when there is none. */
export async function readText(folder: FileSystemDirectoryHandle, name: string): Promise<string | null> {
  try {
    return await (await readFile(folder, name)).text()
  } catch {
    return null
  }
}

/** The value of a JSON file; undefined when there is none, or it was not written to its end. */
export async function readJson(folder: FileSystemDirectoryHandle, name: string): Promise<unknown> {
  const text = await readText(folder, name)
  try {
    return text === null ? undefined : (JSON.parse(text) as unknown)
  } catch {
    return undefined
  }
}

/** Names of all folders in a folder. */
export async function folderNames(folder: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = []
  for await (const [name, { kind }] of folder.entries()) if (kind === 'directory') names.push(name)
  return names
}

/** Takes a folder away with all that is in it; one that is gone or in use is left alone. Resolves with whether it is gone. */
export async function removeFolder(parent: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  try {
    await askHeld(parent, (held) => held.removeEntry(name, { recursive: true }))
    return true
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotFoundError'
  }
}
