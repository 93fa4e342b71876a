import type { ExportTarget } from '../../../lib/export/ports.ts'
import type { ExportRun, RunResult } from './run.ts'

/** Where the bytes of the ZIP go. */
export interface BytesSink {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>
  close(): Promise<void>
}

/** Where one export keeps everything: its files, and what it needs to go on after a death. */
export interface RunStore {
  /** False: it keeps all in memory, and nothing of it outlives the page. */
  isLasting: boolean
  /** Writes down what is exported. */
  saveRun(run: ExportRun): Promise<void>
  /** On disk when it resolves. */
  saveCheckpoint(checkpoint: unknown): Promise<void>
  /** The last one; undefined when there is none. */
  checkpoint(): Promise<unknown>
  /** Keeps who is called what, on disk when it resolves; in place of what was kept before. */
  saveNames(names: unknown): Promise<void>
  /** What was kept; undefined when there is nothing, or not all of it. */
  names(): Promise<unknown>
  saveResult(result: RunResult): Promise<void>
  /** For the files of one account; `prefix` keeps their names apart from those of others. */
  target(prefix: string): ExportTarget
  /** A file that is whole, under the name it is stored by. */
  file(stored: string): Promise<Blob>
  zip(): Promise<BytesSink>
  /** Lets go of everything that is open; the files stay. */
  close(): Promise<void>
  /** Nothing is left of it. */
  discard(): Promise<void>
}
