import type { ContactId } from '../chat/contact.ts'
import type { ExportCheckpoint } from './checkpoint.ts'
import type { ExportedFilter } from './format.ts'
import type { ChainEnd, ExportFilter, ExportFormat, ExportProgress } from './ports.ts'

/** What an export is to be. */
export interface ExportOptions {
  /** At least one; no two alike. All of them are written in one pass. */
  formats: readonly ExportFormat[]
  /** One file for all conversations, or one for each. A format that is `perConversation` does as it must. */
  arrangement: 'together' | 'per-conversation'
  /** Absent: files are as long as they get. By day, month and year each conversation has its own files. */
  split?: ExportSplit
  /** As `file-name.ts` says, without extension. */
  fileName: string
  filter: ExportFilter
  /** The filter as the files tell it; absent when only the range is limited. */
  filterWords?: ExportedFilter
  /** Replaces names and numbers. The same salt gives the same names in another export. */
  redaction?: { salt: string }
  /** Pictures of people in the formats that carry them. Never in a redacted export. */
  withAvatars: boolean
  /** ms */
  exportedAt: number
  generator: { name: string; version: string }
  /** IANA name. */
  timeZone: string
  language: 'zh-CN' | 'en'
  /** Of an increment: its number among the parts, from 2, and where the chains of the one before ended. */
  increment?: { part: number; continues: Readonly<Record<ContactId, ChainEnd>> }
}

/** A file ends with the message that makes it so long, or before the first message of the next day, month or year in the zone. */
export type ExportSplit =
  | { by: 'messages'; messages: number }
  | { by: 'bytes'; bytes: number }
  | { by: 'day' }
  | { by: 'month' }
  | { by: 'year' }

/** How a running export is watched and steered. */
export interface ExportControl {
  /** Cancels: looked at between two pages. */
  signal: AbortSignal
  onProgress(progress: ExportProgress): void
  /** Awaited before each page: a promise that is open is a pause. */
  gate?(): Promise<void>
  /**
   * Told what to go on from if all ends here; the files have that much for good. Awaited. Comes after about
   * `checkpointEvery` messages, and plain enough for JSON.
   */
  onCheckpoint?(checkpoint: ExportCheckpoint): Promise<void> | void
  /** Messages; 20,000 when absent. */
  checkpointEvery?: number
  /** Whether it is time for one, asked after each `checkpointEvery`; always when absent. Before each the files are put on disk. */
  isCheckpointDue?(): boolean
  /** Goes on from here: same source, same options (only `exportedAt` is taken from it), files where they were. */
  resumeFrom?: ExportCheckpoint
}
