import type { ExportSink } from '../../../lib/export/ports.ts'
import { ZIP_FILE } from './run-folder.ts'
import type { RunStore } from './run-store.ts'

/** About this many bytes become one Blob: what has been written is then the browser's to keep, off our heap. */
const PIECE = 1024 * 1024

/** What a {@link createMemoryStore} has more: its files outlive it only when somebody takes them. */
export interface MemoryStore extends RunStore {
  /** Everything that is whole, by the name it is stored under. */
  blobs(): Map<string, Blob>
}

/** Keeps an export in Blobs, where the browser gives no place for files. It cannot be gone on with after a death. */
export function createMemoryStore(): MemoryStore {
  const whole = new Map<string, Blob>()

  function sink(name: string): ExportSink {
    let waiting: Uint8Array<ArrayBuffer>[] = []
    let waitingBytes = 0
    let pieces: Blob[] = []
    let at = 0
    const pack = () => {
      if (waitingBytes > 0) pieces.push(new Blob(waiting))
      waiting = []
      waitingBytes = 0
    }
    return {
      async write(bytes) {
        // A copy: whoever wrote it may use its memory again.
        waiting.push(bytes.slice())
        waitingBytes += bytes.length
        at += bytes.length
        if (waitingBytes >= PIECE) pack()
      },
      position: async () => at,
      async close() {
        pack()
        whole.set(name, new Blob(pieces))
      },
      async abort() {
        waiting = []
        pieces = []
        whole.delete(name)
      },
    }
  }

  return {
    isLasting: false,
    saveRun: async () => {},
    saveCheckpoint: async () => {},
    checkpoint: async () => undefined,
    saveNames: async () => {},
    names: async () => undefined,
    saveResult: async () => {},
    target: (prefix) => ({
      create: async (file) => sink(prefix + file),
      reopen: async () => {
        throw new Error('Nothing of an export in memory can be gone on with')
      },
    }),
    async file(stored) {
      const blob = whole.get(stored)
      if (!blob) throw new Error('There is no such file')
      return blob
    },
    zip: async () => sink(ZIP_FILE),
    close: async () => {},
    discard: async () => whole.clear(),
    blobs: () => whole,
  }
}
