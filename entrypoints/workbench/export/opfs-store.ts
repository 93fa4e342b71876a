import { openSlots } from './checkpoint-slots.ts'
import { openOpfsSink } from './opfs-sink.ts'
import type { OpfsSink } from './opfs-sink.ts'
import { NAMES_FILE, readFile, readJson, removeFolder, RESULT_FILE, RUN_FILE, ZIP_FILE } from './run-folder.ts'
import type { RunStore } from './run-store.ts'
import { openSyncFile, writeWhole } from './sync-file.ts'

/**
 * Keeps an export in its folder of the private file system. Only in a dedicated worker, where files can be written in place.
 *
 * @param openSink opens a file of that folder; given when somebody else is to write it
 */
export async function openOpfsStore(
  exports: FileSystemDirectoryHandle,
  id: string,
  openSink: typeof openOpfsSink = openOpfsSink,
): Promise<RunStore> {
  const folder = await exports.getDirectoryHandle(id, { create: true })
  const slots = await openSlots(folder)
  const open = new Set<OpfsSink>()

  async function sink(name: string, bytes: number): Promise<OpfsSink> {
    const opened = await openSink(folder, name, bytes)
    open.add(opened)
    return opened
  }
  async function saveJson(name: string, value: unknown): Promise<void> {
    const file = await openSyncFile(folder, name)
    try {
      writeWhole(file, JSON.stringify(value))
    } finally {
      file.close()
    }
  }
  async function release(): Promise<void> {
    for (const sink of open) await sink.release()
    open.clear()
    slots.close()
  }

  return {
    isLasting: true,
    saveRun: (run) => saveJson(RUN_FILE, run),
    saveCheckpoint: async (checkpoint) => slots.write(checkpoint),
    checkpoint: async () => slots.read(),
    saveNames: (names) => saveJson(NAMES_FILE, names),
    names: () => readJson(folder, NAMES_FILE),
    saveResult: (result) => saveJson(RESULT_FILE, result),
    target: (prefix) => ({
      create: (file) => sink(prefix + file, 0),
      async reopen(file, bytes) {
        // Not created when it is gone: an empty file in its place would be cut to a length it never had.
        await folder.getFileHandle(prefix + file)
        return await sink(prefix + file, bytes)
      },
    }),
    file: (stored) => readFile(folder, stored),
    zip: () => sink(ZIP_FILE, 0),
    close: release,
    async discard() {
      await release()
      await removeFolder(exports, id)
    },
  }
}
