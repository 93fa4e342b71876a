import { isObject } from '../../../lib/rules/is-object.ts'
import { SLOTS } from './run-folder.ts'
import { openSyncFile, readWhole, writeWhole } from './sync-file.ts'
import type { SyncFile } from './sync-file.ts'

/**
 * Where a run writes down how far it is. Two files take turns: a death in the middle of writing one leaves the other whole.
 */
export interface CheckpointSlots {
  /** On disk when it returns. */
  write(checkpoint: unknown): void
  /** The last one that was written whole; undefined when there is none. */
  read(): unknown
  close(): void
}

/** Opens the slots; nobody else can while they are open. */
export async function openSlots(folder: FileSystemDirectoryHandle): Promise<CheckpointSlots> {
  const files: SyncFile[] = []
  for (const name of SLOTS) files.push(await openSyncFile(folder, name))
  const found = files.map((file) => readSlot(file))
  const newest = found[0] && (!found[1] || found[0].serial > found[1].serial) ? 0 : 1
  let last = found[newest]
  // The next one written is the one that is older, or broken.
  let next = 1 - newest
  return {
    write(checkpoint) {
      last = { serial: (last?.serial ?? 0) + 1, checkpoint }
      const file = files[next]
      if (file) writeWhole(file, JSON.stringify(last))
      next = 1 - next
    },
    read: () => last?.checkpoint,
    close() {
      for (const file of files) file.close()
    },
  }
}

interface Slot {
  serial: number
  checkpoint: unknown
}

/** Null for a slot that is empty, or was not written to its end. */
function readSlot(file: SyncFile): Slot | null {
  try {
    const stored: unknown = JSON.parse(readWhole(file))
    return isObject(stored) && typeof stored.serial === 'number'
      ? { serial: stored.serial, checkpoint: stored.checkpoint }
      : null
  } catch {
    return null
  }
}
