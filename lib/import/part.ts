import { ImportError } from './import-error.ts'

/** Something that is read from its beginning to its end: a chosen file, or an entry of a zip. */
export interface Part {
  /** Name of the chosen file. */
  file: string
  /** Path of the entry in it; null when the file itself is read. */
  entry: string | null
  /** Bytes, unpacked. */
  size: number
  /** Its bytes from the beginning; may be asked for again. @throws {ImportError} while reading */
  bytes(): AsyncIterable<Uint8Array>
}

/** A file as the user chose it. */
export type ChosenFile = Blob & { readonly name: string }

/** The bytes of a stream, released when the reader stops early. */
export async function* streamBytes(stream: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** A chosen file as a part. A file that was moved or changed since it was chosen is `changed`. */
export function filePart(file: ChosenFile): Part {
  return {
    file: file.name,
    entry: null,
    size: file.size,
    async *bytes() {
      try {
        yield* streamBytes(file.stream())
      } catch (error) {
        throw error instanceof ImportError ? error : new ImportError('changed', { file: file.name })
      }
    },
  }
}

/** The first bytes of a part, at least `wanted` of them unless it is shorter. */
export async function readHead(part: Part, wanted: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of part.bytes()) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= wanted) break
  }
  const head = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    head.set(chunk, at)
    at += chunk.length
  }
  return head.subarray(0, wanted)
}
