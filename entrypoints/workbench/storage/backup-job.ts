import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { browser } from 'wxt/browser'
import { ArchiveError } from '../../../lib/archive/port.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import { ARCHIVE_VERSION } from '../../../lib/archive/schema.ts'
import { writeBackup } from '../../../lib/backup/write-backup.ts'
import type { BackupProgress, BackupSource } from '../../../lib/backup/write-backup.ts'
import type { BackupCounts } from '../../../lib/backup/records.ts'
import { t } from '../../../lib/i18n/t.ts'
import { log } from '../../../lib/log.ts'
import { localDay } from '../../../lib/time.ts'
import { archive } from '../../pages/archive.ts'
import { STORAGE_ADDRESS } from '../route.ts'
import { endWork, setWork } from '../work.ts'
import type { Work } from '../work.ts'
import { BACKUP_LOCK, createBackupFile, removeBackupFiles } from './backup-file.ts'
import { measureRoom } from './sizes.ts'

/** Where the backup of this tab stands. */
export type BackupJob =
  | { state: 'none' }
  /** `startedAt`: ms. */
  | ({ state: 'running'; startedAt: number } & BackupProgress)
  /** `url` is a blob: address that lives as long as the tab, or until it is dismissed. */
  | { state: 'done'; url: string; name: string; size: number; isEncrypted: boolean; counts: BackupCounts }
  | { state: 'cancelled' }
  /** `elsewhere`: another tab is at it. */
  | { state: 'failed'; why: ArchiveError['why'] | 'elsewhere' }

const current = signal<BackupJob>({ state: 'none' })
/** The backup of this tab; it goes on while another view is open. */
export const backupJob: ReadonlySignal<BackupJob> = current

const WORK = 'backup'

let stop: AbortController | null = null
let letGo = () => {}

/** Makes a backup of everything and hands it to the browser to save. `passphrase` null: not encrypted. */
export async function startBackup(passphrase: string | null): Promise<void> {
  if (current.value.state === 'running') return
  await dismissBackup()
  if (!(await takeLock())) {
    current.value = { state: 'failed', why: 'elsewhere' }
    return
  }
  const controller = (stop = new AbortController())
  addEventListener('beforeunload', warn)
  const startedAt = Date.now()
  const show = (progress: BackupProgress) => {
    current.value = { state: 'running', startedAt, ...progress }
    setWork(backupWork(current.value))
  }
  show({ rows: 0, bytes: 0, done: 0, total: null })
  try {
    await removeBackupFiles()
    current.value = await write(passphrase, startedAt, controller.signal, show)
  } catch (error) {
    log('backup-failed', { error: error instanceof Error ? error.name : 'unknown' })
    current.value = { state: 'failed', why: whyOf(error) }
  } finally {
    removeEventListener('beforeunload', warn)
    endWork(WORK)
    stop = null
    if (current.value.state !== 'done') letGo()
    void measureRoom()
  }
}

/** How far it is, as the bar of work has it: in bytes of the archive, whose total is known, not of the file. */
export function backupWork({ done, total, startedAt }: Extract<BackupJob, { state: 'running' }>): Work {
  return {
    id: WORK,
    title: t('storage.backup.running'),
    done,
    total,
    unit: 'bytes',
    startedAt,
    state: 'running',
    cancel: cancelBackup,
    address: STORAGE_ADDRESS,
  }
}

/** Gives the running backup up; no file is left. */
export function cancelBackup(): void {
  stop?.abort()
}

/** Forgets the last backup and its file. */
export async function dismissBackup(): Promise<void> {
  const job = current.value
  if (job.state === 'running') return
  current.value = { state: 'none' }
  if (job.state !== 'done') return
  URL.revokeObjectURL(job.url)
  await removeBackupFiles()
  letGo()
}

async function write(
  passphrase: string | null,
  madeAt: number,
  signal: AbortSignal,
  show: (progress: BackupProgress) => void,
): Promise<BackupJob> {
  const name = `SmartQQ-backup-${localDay(madeAt)}-${clock(madeAt)}.qqbackup`
  const file = await createBackupFile(name)
  try {
    const source = await sourceOf(await archive())
    const options = { madeAt, app: browser.runtime.getManifest().version, passphrase }
    const counts = await writeBackup(source, file, options, signal, show)
    if (counts === null) {
      await file.abandon()
      return { state: 'cancelled' }
    }
    const whole = await file.finish()
    const url = URL.createObjectURL(whole)
    save(url, name)
    return { state: 'done', url, name, size: whole.size, isEncrypted: passphrase !== null, counts }
  } catch (error) {
    await file.abandon()
    throw error
  }
}

/** Everything there is: the archive, and what the browser keeps of the settings. Tickets and cookies are in neither. */
export async function sourceOf(open: Archive): Promise<BackupSource> {
  const [accounts, sizes, settings] = await Promise.all([
    open.accounts(),
    open.sizes(),
    browser.storage.local.get(null),
  ])
  return {
    about: {
      version: ARCHIVE_VERSION,
      accounts,
      conversations: sizes.length,
      messages: sizes.reduce((sum, { messages }) => sum + messages, 0),
    },
    settings,
    pages: () => open.dump(),
  }
}

function clock(at: number): string {
  const date = new Date(at)
  return `${String(date.getHours()).padStart(2, '0')}${String(date.getMinutes()).padStart(2, '0')}`
}

function save(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
}

function takeLock(): Promise<boolean> {
  return new Promise((resolve) => {
    void navigator.locks.request(BACKUP_LOCK, { ifAvailable: true }, (lock) => {
      resolve(lock !== null)
      if (lock === null) return
      return new Promise<void>((release) => (letGo = release))
    })
  })
}

function whyOf(error: unknown): ArchiveError['why'] {
  if (error instanceof ArchiveError) return error.why
  return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'failed'
}

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault()
}
