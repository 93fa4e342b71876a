import { BackupError } from './backup-error.ts'
import type { Backup } from './read-backup.ts'
import type { BackupCounts } from './records.ts'

/** Where a backup is put back. */
export interface RestoreTarget {
  /** Begins with rows of this version of the archive; nothing of what is there changes before `finish`. */
  begin(version: number): Promise<{
    add(page: { store: string; rows: unknown[] }): Promise<void>
    finish(): Promise<void>
    abandon(): Promise<void>
  }>
  /** Puts the settings in place of those that are there. After the archive. */
  settings(values: Record<string, unknown>): Promise<void>
}

/**
 * Reads a backup from beginning to end without using it: whether every byte is as it was written, and what is in it. Null when
 * aborted. `onRead`: bytes of the file so far. @throws BackupError
 */
export async function checkBackup(
  backup: Backup,
  signal: AbortSignal,
  onRead: (at: number) => void = () => {},
): Promise<BackupCounts | null> {
  for await (const record of backup.records(onRead)) {
    if (signal.aborted) return null
    if (record.record === 'end') return { stores: record.stores, settings: record.settings }
  }
  throw new BackupError('cut')
}

/**
 * Puts a backup in place of everything that is there. False when aborted: then, as after any failure before the end of the file,
 * everything is as it was. Once the archive has been changed over it cannot be aborted any more.
 *
 * @throws BackupError, or the target's own error
 */
export async function restoreBackup(
  backup: Backup,
  target: RestoreTarget,
  signal: AbortSignal,
  onRead: (at: number) => void = () => {},
): Promise<boolean> {
  const writer = await target.begin(backup.about.version)
  let settings: Record<string, unknown> = {}
  let isWhole = false
  try {
    for await (const record of backup.records(onRead)) {
      if (signal.aborted) break
      if (record.record === 'settings') settings = record.values
      if (record.record === 'rows') await writer.add({ store: record.store, rows: record.rows })
      if (record.record === 'end') isWhole = true
    }
  } catch (error) {
    await writer.abandon()
    throw error
  }
  if (!isWhole || signal.aborted) {
    await writer.abandon()
    return false
  }
  await writer.finish()
  await target.settings(settings)
  return true
}
