import type { BackupSink } from '../../../lib/backup/write-backup.ts'
import { DAY } from '../../../lib/time.ts'
import { askHeld } from '../held-handle.ts'

/** A file on its way: `finish` gives it whole, `abandon` leaves nothing of it. */
export interface BackupFile extends BackupSink {
  finish(): Promise<Blob>
  abandon(): Promise<void>
}

const FOLDER = 'backup'
/** Held by the tab of a backup from its start until its file is dismissed: others leave it alone meanwhile. */
export const BACKUP_LOCK = 'backup'
/** How long the copy of a backup is kept whose tab is gone, ms: the browser may still be saving it. */
const KEPT_FOR = DAY

/** A new file, on disk where the browser has room for such; else in pieces that the browser keeps where it likes. */
export async function createBackupFile(name: string): Promise<BackupFile> {
  try {
    return await onDisk(name)
  } catch {
    return inPieces()
  }
}

async function onDisk(name: string): Promise<BackupFile> {
  const root = await navigator.storage.getDirectory()
  const folder = await askHeld(root, (held) => held.getDirectoryHandle(FOLDER, { create: true }))
  const handle = await askHeld(folder, (held) => held.getFileHandle(name, { create: true }))
  const stream = await askHeld(handle, (held) => held.createWritable())
  return {
    write: (bytes) => stream.write(bytes),
    async finish() {
      await stream.close()
      return await askHeld(handle, (held) => held.getFile())
    },
    async abandon() {
      await stream.abort().catch(() => undefined)
      await askHeld(folder, (held) => held.removeEntry(name)).catch(() => undefined)
    },
  }
}

function inPieces(): BackupFile {
  // Blobs, not bytes: the browser may put those on disk.
  let pieces: Blob[] = []
  return {
    async write(bytes) {
      pieces.push(new Blob([bytes]))
    },
    finish: async () => new Blob(pieces),
    async abandon() {
      pieces = []
    },
  }
}

/** Removes files of earlier backups, whose tabs are gone. Called by whoever holds the lock. */
export async function removeBackupFiles(): Promise<void> {
  try {
    const root = await navigator.storage.getDirectory()
    await askHeld(root, (held) => held.removeEntry(FOLDER, { recursive: true }))
  } catch {
    // There are none, or the browser has no such place.
  }
}

/** Removes what backups have left whose tabs were closed some time before `now`: the files went to the browser, these are copies. */
export async function tidyBackupFiles(now: number): Promise<void> {
  await navigator.locks.request(BACKUP_LOCK, { ifAvailable: true }, async (lock) => {
    if (lock === null) return
    try {
      const root = await navigator.storage.getDirectory()
      const folder = await askHeld(root, (held) => held.getDirectoryHandle(FOLDER))
      for await (const [name, { kind }] of folder.entries()) {
        if (kind !== 'file') continue
        const handle = await askHeld(folder, (held) => held.getFileHandle(name))
        const { lastModified } = await askHeld(handle, (held) => held.getFile())
        if (now - lastModified >= KEPT_FOR) await folder.removeEntry(name)
      }
    } catch {
      // There are none, or the browser has no such place.
    }
  })
}
