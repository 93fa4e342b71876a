import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { t } from '../../../lib/i18n/t.ts'
import type { AccountId } from '../../../lib/chat/handle.ts'
import type { Decisions } from '../../../lib/import/decisions.ts'
import { ownZone } from '../../../lib/import/zones.ts'
import type { ImportOutcome } from '../../../lib/import/write-import.ts'
import { IMPORT_ADDRESS } from '../route.ts'
import { focusLater } from '../../../lib/ui/focus-later.ts'
import { endWork, setWork } from '../work.ts'
import type { Failure, Plan, Preview, Report, Request } from './worker-words.ts'

/** The import that is going on in this tab. */
export type ImportJob =
  | { state: 'none' }
  | { state: 'reading'; done: number; total: number }
  /**
   * `plan` is null until the archive has been looked through; `isStale`: it is looked through again. `timeZone`: that the user says
   * times without one are of; `preview` may still be of the one before.
   */
  | { state: 'deciding'; preview: Preview; timeZone: string; plan: Plan | null; isStale: boolean }
  | { state: 'writing'; done: number; total: number; isEnding: boolean }
  | { state: 'done'; outcome: ImportOutcome }
  | { state: 'failed'; failure: Failure }
  | { state: 'cancelled' }

/** Names the import in the bar of long work, and its place on the page for the focus. */
export const IMPORT_WORK = 'import'
const job = signal<ImportJob>({ state: 'none' })
export const importJob: ReadonlySignal<ImportJob> = job

let worker: Worker | null = null
let startedAt = 0

/** Reads files and shows what is in them. An import that was being decided is given up; one that is being written goes on. */
export function openImport(files: readonly File[]): void {
  if (files.length === 0 || job.value.state === 'writing') return
  close()
  focusLater(IMPORT_WORK)
  worker = new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<Report>) => heed(data))
  worker.addEventListener('error', () => heed({ is: 'failed', failure: { of: 'archive', why: 'failed' } }))
  job.value = { state: 'reading', done: 0, total: files.reduce((sum, { size }) => sum + size, 0) }
  ask({ do: 'open', files: [...files], timeZone: ownZone() })
}

/** Proposes anew for another account, or for who the user says they are. */
export function proposeFor(account: AccountId, self?: number[]): void {
  const now = job.value
  if (now.state !== 'deciding') return
  job.value = { ...now, isStale: true }
  ask({ do: 'propose', account, timeZone: now.timeZone, ...(self === undefined ? {} : { self }) })
}

/** Reads times that tell no zone as those of this one (IANA name), and compares anew; what was decided stays. */
export function readInZone(timeZone: string): void {
  const now = job.value
  if (now.state !== 'deciding' || now.plan === null || now.timeZone === timeZone) return
  job.value = { ...now, timeZone, isStale: true }
  ask({ do: 'compare', decisions: now.plan.decisions, timeZone })
}

/** What the user decided about conversations and people: compared with the archive anew. */
export function decide(decisions: Decisions): void {
  const now = job.value
  if (now.state !== 'deciding' || now.plan === null) return
  const isSame =
    decisions.conversations === now.plan.decisions.conversations && decisions.people === now.plan.decisions.people
  job.value = { ...now, plan: { ...now.plan, decisions }, isStale: now.isStale || !isSame }
  if (!isSame) ask({ do: 'compare', decisions, timeZone: now.timeZone })
}

/** Takes everything in, as decided. */
export function writeImport(): void {
  const now = job.value
  if (now.state !== 'deciding' || now.plan === null || now.isStale) return
  startedAt = Date.now()
  focusLater(IMPORT_WORK)
  addEventListener('beforeunload', warn)
  ask({ do: 'write', decisions: now.plan.decisions })
  setJob({ state: 'writing', done: 0, total: now.preview.found.messages, isEnding: false })
}

/** Takes away what is said about the last import: it was taken back. */
export function forgetImport(id: string): void {
  const now = job.value
  if (now.state === 'done' && now.outcome.record?.id === id) job.value = { state: 'none' }
}

/** Stops what is going on; nothing of it stays. */
export function cancelImport(): void {
  const now = job.value
  if (now.state === 'writing') {
    ask({ do: 'cancel' })
    setJob({ ...now, isEnding: true })
    return
  }
  close()
  job.value = { state: 'none' }
}

function ask(request: Request): void {
  worker?.postMessage(request)
}

function heed(report: Report): void {
  const now = job.value
  switch (report.is) {
    case 'progress':
      if (now.state === 'reading' || now.state === 'writing') setJob({ ...now, done: report.done, total: report.total })
      return
    case 'opened':
      job.value = {
        state: 'deciding',
        preview: report.preview,
        timeZone: report.preview.found.timeZone,
        plan: null,
        isStale: true,
      }
      return
    case 'reread':
      if (now.state === 'deciding') job.value = { ...now, preview: { ...now.preview, found: report.found } }
      return
    case 'planned':
      if (now.state === 'deciding') {
        const conflicts = now.plan?.decisions.conflicts ?? report.plan.decisions.conflicts
        job.value = {
          ...now,
          plan: { ...report.plan, decisions: { ...report.plan.decisions, conflicts } },
          isStale: false,
        }
      }
      return
    case 'written':
      return finish({ state: 'done', outcome: report.outcome })
    case 'failed':
      return finish({ state: 'failed', failure: report.failure })
    case 'cancelled':
      // While the user decides it is only that a newer question has come.
      if (now.state === 'writing') finish({ state: 'cancelled' })
  }
}

function setJob(next: Extract<ImportJob, { state: 'reading' | 'writing' }>): void {
  job.value = next
  if (next.state !== 'writing') return
  setWork({
    id: IMPORT_WORK,
    title: t('import.writing'),
    done: next.done,
    total: next.total,
    unit: 'messages',
    startedAt,
    state: next.isEnding ? 'ending' : 'running',
    cancel: cancelImport,
    address: IMPORT_ADDRESS,
  })
}

function finish(next: ImportJob): void {
  close()
  job.value = next
}

function close(): void {
  removeEventListener('beforeunload', warn)
  worker?.terminate()
  worker = null
  endWork(IMPORT_WORK)
}

/** Who closes the page ends the import. */
function warn(event: BeforeUnloadEvent): void {
  event.preventDefault()
}
