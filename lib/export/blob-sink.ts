import type { ExportSink } from './ports.ts'

/** About this many characters become one Blob: what has been written is then the browser's to keep, off our heap. */
const PIECE_LENGTH = 256 * 1024

/** A sink that ends as a Blob, for `<a download>`. */
export interface BlobSink extends ExportSink {
  /** The whole file. @throws Error unless the sink was closed. */
  blob(): Blob
}

export function createBlobSink(type = 'application/json'): BlobSink {
  let waiting: string[] = []
  let waitingLength = 0
  let pieces: Blob[] = []
  let isClosed = false

  function pack(): void {
    if (waitingLength > 0) pieces.push(new Blob(waiting))
    waiting = []
    waitingLength = 0
  }

  return {
    async write(text) {
      waiting.push(text)
      waitingLength += text.length
      if (waitingLength >= PIECE_LENGTH) pack()
    },
    async close() {
      pack()
      isClosed = true
    },
    async abort() {
      waiting = []
      waitingLength = 0
      pieces = []
      isClosed = false
    },
    blob() {
      if (!isClosed) throw new Error('There is no file: the export was cancelled or has not ended')
      return new Blob(pieces, { type })
    },
  }
}
