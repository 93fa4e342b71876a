import { BackupError } from './backup-error.ts'
import { cipherGuard, openFrames, plainGuard } from './frames.ts'
import { keyOf } from './key.ts'
import { readHead } from './layout.ts'
import { linesOf, parseRecord } from './records.ts'
import type { BackupAbout, BackupCounts, BackupRecord } from './records.ts'
import { through } from './through.ts'
import { fromPlain } from './values.ts'

/** A backup of which the outside has been read. */
export interface LockedBackup {
  /** When it was made, ms. */
  madeAt: number
  /** Version of the extension that made it. */
  app: string
  isEncrypted: boolean
  /** Of the file, bytes. */
  size: number
  /**
   * Opens it. The passphrase is null for one that is not encrypted.
   *
   * @throws BackupError `wrong-passphrase`, or what is wrong with its beginning
   */
  unlock(passphrase: string | null): Promise<Backup>
}

/** A backup that can be read, as often as one likes. */
export interface Backup extends Omit<LockedBackup, 'unlock'> {
  about: BackupAbout
  /**
   * Everything in it, in order; the rows' values are those that were written. `onRead`: bytes of the file so far. What comes
   * out may only be used for good once it has come to the end: the last record has been compared with what came before.
   *
   * @throws BackupError `damaged` or `cut`
   */
  records(onRead?: (at: number) => void): AsyncGenerator<BackupRecord>
}

/** Reads the outside of a backup. @throws BackupError `not-a-backup`, `newer`, `cut` or `damaged` */
export async function openBackup(file: Blob): Promise<LockedBackup> {
  const { head, hash, size: start } = await readHead(file)
  const { madeAt, app, encryption } = head
  const shown = { madeAt, app, isEncrypted: encryption !== null, size: file.size }
  return {
    ...shown,
    async unlock(passphrase) {
      const key = encryption && (await keyOf(passphrase ?? '', encryption))
      if (encryption && !key) throw new BackupError('wrong-passphrase')
      const guard = encryption && key ? cipherGuard(key, encryption.nonce, hash) : plainGuard(hash)
      const records = (onRead?: (at: number) => void) => readRecords(openFrames(file, start, guard, onRead))
      return { ...shown, about: await aboutOf(records()), records }
    },
  }
}

async function aboutOf(records: AsyncGenerator<BackupRecord>): Promise<BackupAbout> {
  for await (const record of records) {
    if (record.record !== 'about') break
    const { record: _record, ...about } = record
    return about
  }
  throw new BackupError('damaged')
}

async function* readRecords(frames: AsyncGenerator<Uint8Array<ArrayBuffer>>): AsyncGenerator<BackupRecord> {
  const counts: BackupCounts = { stores: {}, settings: 0 }
  let before: BackupRecord['record'] | null = null
  for await (const line of linesOf(unzipped(frames))) {
    const record = parseRecord(line)
    if (!mayFollow(record.record, before)) throw new BackupError('damaged')
    before = record.record
    if (record.record === 'rows') {
      counts.stores[record.store] = (counts.stores[record.store] ?? 0) + record.rows.length
      yield { ...record, rows: revived(line, record.rows) }
      continue
    }
    if (record.record === 'settings') counts.settings += Object.keys(record.values).length
    if (record.record === 'end' && !sameCounts(record, counts)) throw new BackupError('damaged')
    yield record
  }
  if (before !== 'end') throw new BackupError('cut')
}

/** Rows whose text has no mark in it are what they were written from. */
function revived(line: string, rows: unknown[]): unknown[] {
  if (!line.includes('"$"')) return rows
  try {
    return rows.map(fromPlain)
  } catch (error) {
    throw new BackupError('damaged', null, { cause: error })
  }
}

function mayFollow(next: BackupRecord['record'], before: BackupRecord['record'] | null): boolean {
  if (before === null) return next === 'about'
  if (before === 'about') return next === 'settings'
  return before !== 'end' && (next === 'rows' || next === 'end')
}

function sameCounts(said: BackupCounts, counted: BackupCounts): boolean {
  const stores = Object.keys(said.stores).filter((store) => said.stores[store] !== 0)
  const sameStores =
    stores.length === Object.keys(counted.stores).length &&
    stores.every((store) => said.stores[store] === counted.stores[store])
  return sameStores && said.settings === counted.settings
}

/** A body whose frames are right and that is no gzip was not written by us: damaged, at no byte in particular. */
async function* unzipped(frames: AsyncGenerator<Uint8Array<ArrayBuffer>>): AsyncGenerator<Uint8Array> {
  try {
    yield* through(frames, new DecompressionStream('gzip'))
  } catch (error) {
    throw error instanceof BackupError ? error : new BackupError('damaged', null, { cause: error })
  }
}
