import type { RunTrouble } from './run-trouble.ts'
import type { ExportRun, RunResult } from './run.ts'

/** What the page says to the worker that exports. */
export type ToWorker =
  | { type: 'start'; run: ExportRun }
  /** Goes on with what is on disk under this id. */
  | { type: 'go-on'; id: string }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'cancel' }

/** How far it is. `packing`: the files are there and are put into one ZIP; then `done` and `total` are bytes. */
export interface RunProgress {
  phase: 'writing' | 'packing'
  done: number
  total: number
  /** Written so far. */
  bytes: number
  conversation: string | null
}

/** What the worker says. */
export type FromWorker =
  /** It has begun; whether it could be gone on with after a death. */
  | { type: 'begun'; run: ExportRun; isLasting: boolean }
  | { type: 'progress'; progress: RunProgress }
  /** `blobs`: the files, when they are in memory only. */
  | { type: 'done'; run: ExportRun; result: RunResult; blobs: Map<string, Blob> | null }
  | { type: 'cancelled' }
  /** `isKept`: what was written is still there, and it can be gone on with. */
  | { type: 'failed'; why: RunTrouble; isKept: boolean }
