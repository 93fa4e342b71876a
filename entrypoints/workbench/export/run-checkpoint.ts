import type { ExportCheckpoint } from '../../../lib/export/checkpoint.ts'
import { isObject } from '../../../lib/rules/is-object.ts'
import type { ExportSummary } from '../../../lib/export/ports.ts'
import type { Continues, RunFile, RunResult } from './run.ts'

/** What one account's part of an export came to. */
export interface LegResult {
  account: string
  files: RunFile[]
  conversations: number
  /** Messages in the files, and messages looked at. */
  messages: number
  looked: number
  report: RunResult['reports'][number]['report']
  ends: Continues
  failed: string[]
}

/** How far an export is: accounts that are done, and where the engine stood with the next one. Plain JSON. */
export interface RunCheckpoint {
  version: 1
  legs: LegResult[]
  engine: ExportCheckpoint | null
}

/** A checkpoint as our own store gave it back; what another version wrote leads to the beginning. */
export function readRunCheckpoint(stored: unknown): RunCheckpoint {
  return isObject(stored) && stored.version === 1
    ? (stored as unknown as RunCheckpoint)
    : { version: 1, legs: [], engine: null }
}

export function legResult(summary: ExportSummary, account: string, prefix: string, looked: number): LegResult {
  return {
    account,
    files: summary.files.map(({ id, name, format, mediaType, bytes, messages }) => ({
      stored: prefix + id,
      name,
      format,
      mediaType,
      bytes,
      messages,
    })),
    conversations: summary.conversations,
    messages: summary.messages,
    looked,
    report: summary.completeness,
    ends: summary.chains,
    failed: summary.failed,
  }
}
