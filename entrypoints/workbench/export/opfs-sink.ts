import type { ExportSink } from '../../../lib/export/ports.ts'
import { openSyncFile, writeAll } from './sync-file.ts'
import type { SyncFile } from './sync-file.ts'

/** A file of an export on disk. */
export interface OpfsSink extends ExportSink {
  /** Lets go of the file as it is; for a sink that was neither closed nor aborted. */
  release(): void | Promise<void>
}

/**
 * Opens a file for writing from `bytes` on: what is behind is cut off.
 *
 * @throws Error when the file is shorter than that.
 */
export async function openOpfsSink(folder: FileSystemDirectoryHandle, name: string, bytes: number): Promise<OpfsSink> {
  const file = await openSyncFile(folder, name)
  try {
    if (file.getSize() < bytes) throw new Error('The file is shorter than what was said to be in it')
    file.truncate(bytes)
  } catch (error) {
    file.close()
    throw error
  }
  return sinkOf(file, bytes, async () => await folder.removeEntry(name))
}

function sinkOf(file: SyncFile, from: number, remove: () => Promise<void>): OpfsSink {
  let at = from
  let isOpen = true
  const release = () => {
    if (isOpen) file.close()
    isOpen = false
  }
  return {
    async write(bytes) {
      writeAll(file, bytes, at)
      at += bytes.length
    },
    async position() {
      file.flush()
      return at
    },
    async close() {
      if (isOpen) file.flush()
      release()
    },
    async abort() {
      release()
      await remove()
    },
    release,
  }
}
