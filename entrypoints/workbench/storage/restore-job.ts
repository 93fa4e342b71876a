import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { browser } from 'wxt/browser'
import { ArchiveError } from '../../../lib/archive/port.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import { ARCHIVE_VERSION } from '../../../lib/archive/schema.ts'
import { BackupError } from '../../../lib/backup/backup-error.ts'
import type { BackupFault } from '../../../lib/backup/backup-error.ts'
import { openBackup } from '../../../lib/backup/read-backup.ts'
import type { Backup, LockedBackup } from '../../../lib/backup/read-backup.ts'
import type { BackupCounts } from '../../../lib/backup/records.ts'
import { checkBackup, restoreBackup } from '../../../lib/backup/restore-backup.ts'
import type { RestoreTarget } from '../../../lib/backup/restore-backup.ts'
import { t } from '../../../lib/i18n/t.ts'
import { log } from '../../../lib/log.ts'
import { focusLater } from '../../../lib/ui/focus-later.ts'
import { readRetention, restoredItem, retentionItem } from '../../../lib/settings.ts'
import { archive } from '../../pages/archive.ts'
import { STORAGE_ADDRESS } from '../route.ts'
import { endWork, setWork } from '../work.ts'
import { restart } from './restart.ts'

/** Why a file cannot be put back. `newer-archive`: made by a later version, whose archive this one does not know. */
export type RestoreTrouble = BackupFault | ArchiveError['why'] | 'unreadable' | 'newer-archive'

/** Where putting a backup back stands. */
export type RestoreJob =
  | { state: 'none' }
  | { state: 'opening'; file: string }
  /** Waits for the passphrase; `isWrong`: the last one was not it. */
  | { state: 'locked'; file: string; locked: LockedBackup; isWrong: boolean }
  | { state: 'unlocking'; file: string; locked: LockedBackup }
  /** Every byte is read before anything may be put back. `at`: bytes so far. */
  | { state: 'checking'; file: string; backup: Backup; at: number }
  | { state: 'checked'; file: string; backup: Backup; counts: BackupCounts }
  | { state: 'restoring'; file: string; backup: Backup; at: number }
  /** `at`: byte of the file; null where it says nothing. `isSwapped`: the archive is the restored one, the settings are not. */
  | { state: 'failed'; file: string; why: RestoreTrouble; at: number | null; isSwapped: boolean }

const current = signal<RestoreJob>({ state: 'none' })
/** Goes on while another view is open. */
export const restoreJob: ReadonlySignal<RestoreJob> = current

const WORK = 'restore'
/** Names the section of the restoring for the focus: what had it goes with every step. */
export const RESTORE_PLACE = 'restore'
let stop = new AbortController()

/** Looks at a file that the user chose. */
export async function chooseBackup(file: File): Promise<void> {
  closeRestore()
  const mine = stop
  const name = file.name
  current.value = { state: 'opening', file: name }
  await attempt(name, mine, async () => {
    const locked = await openBackup(file)
    if (mine.signal.aborted) return
    if (locked.isEncrypted) current.value = { state: 'locked', file: name, locked, isWrong: false }
    else await check(name, await locked.unlock(null), mine)
  })
}

/** Tries a passphrase on the file that waits for one. */
export async function unlockBackup(passphrase: string): Promise<void> {
  const job = current.value
  if (job.state !== 'locked') return
  const { file, locked } = job
  const mine = stop
  focusLater(RESTORE_PLACE)
  current.value = { state: 'unlocking', file, locked }
  await attempt(file, mine, async () => {
    try {
      await check(file, await locked.unlock(passphrase), mine)
    } catch (error) {
      if (!(error instanceof BackupError) || error.why !== 'wrong-passphrase') throw error
      if (!mine.signal.aborted) current.value = { state: 'locked', file, locked, isWrong: true }
    }
  })
}

/** Gives up whatever is done with the file. Nothing of what is stored has changed. */
export function closeRestore(): void {
  stop.abort()
  stop = new AbortController()
  endWork(WORK)
  focusLater(RESTORE_PLACE)
  current.value = { state: 'none' }
}

/** Puts the checked backup in place of everything that is there, and starts the extension again. */
export async function startRestore(): Promise<void> {
  const job = current.value
  if (job.state !== 'checked') return
  const { file, backup } = job
  const mine = stop
  focusLater(RESTORE_PLACE)
  addEventListener('beforeunload', warn)
  let isSwapped = false
  try {
    const target = targetOf(await archive(), backup.madeAt, () => (isSwapped = true))
    const done = await restoreBackup(backup, target, mine.signal, (at) =>
      show({ state: 'restoring', file, backup, at }, mine),
    )
    if (!done) return
    removeEventListener('beforeunload', warn)
    restart()
  } catch (error) {
    if (!mine.signal.aborted) fail(file, error, isSwapped)
  } finally {
    removeEventListener('beforeunload', warn)
    endWork(WORK)
  }
}

async function check(file: string, backup: Backup, mine: AbortController): Promise<void> {
  if (backup.about.version > ARCHIVE_VERSION) {
    current.value = { state: 'failed', file, why: 'newer-archive', at: null, isSwapped: false }
    return
  }
  show({ state: 'checking', file, backup, at: 0 }, mine)
  const counts = await checkBackup(backup, mine.signal, (at) => show({ state: 'checking', file, backup, at }, mine))
  endWork(WORK)
  if (counts !== null && !mine.signal.aborted) current.value = { state: 'checked', file, backup, counts }
}

const startedAt = new Map<'checking' | 'restoring', number>()

function show(job: Extract<RestoreJob, { state: 'checking' | 'restoring' }>, mine: AbortController): void {
  if (mine.signal.aborted) return
  if (current.value.state !== job.state) startedAt.set(job.state, Date.now())
  current.value = job
  setWork({
    id: WORK,
    title: t(`storage.restore.${job.state}`),
    done: job.at,
    total: job.backup.size,
    unit: 'bytes',
    startedAt: startedAt.get(job.state) ?? Date.now(),
    state: 'running',
    cancel: closeRestore,
    address: STORAGE_ADDRESS,
  })
}

async function attempt(file: string, mine: AbortController, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    endWork(WORK)
    if (!mine.signal.aborted) fail(file, error, false)
  }
}

function fail(file: string, error: unknown, isSwapped: boolean): void {
  log('restore-failed', { error: error instanceof Error ? error.name : 'unknown' })
  const at = error instanceof BackupError ? error.at : null
  current.value = { state: 'failed', file, why: troubleOf(error), at, isSwapped }
}

function troubleOf(error: unknown): RestoreTrouble {
  if (error instanceof BackupError || error instanceof ArchiveError) return error.why
  // The file was changed or taken away while it was read.
  return error instanceof DOMException ? 'unreadable' : 'failed'
}

/** The archive and the settings of this browser as what a backup is put back into. */
export function targetOf(open: Archive, madeAt: number, swapped: () => void): RestoreTarget {
  return {
    async begin(version) {
      const writer = await open.beginRestore(version)
      return {
        add: (page) => writer.add(page),
        async finish() {
          await writer.finish()
          swapped()
        },
        abandon: () => writer.abandon(),
      }
    },
    async settings(values) {
      const before = Object.keys(await browser.storage.local.get(null))
      // First what is new: a death in between leaves too much, not too little.
      await browser.storage.local.set(values)
      await browser.storage.local.remove(before.filter((key) => !Object.hasOwn(values, key)))
      const at = Date.now()
      // Old messages that came back are not cleaned up before anybody could say that they are wanted.
      await retentionItem.setValue({ ...(await readRetention()), changedAt: at })
      await restoredItem.setValue({ at, madeAt })
    },
  }
}

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault()
}
