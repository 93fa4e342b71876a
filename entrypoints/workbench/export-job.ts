import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { ArchiveError } from '../../lib/archive/port.ts'
import type { ContactId } from '../../lib/chat/contact.ts'
import type { AccountId } from '../../lib/chat/handle.ts'
import { log } from '../../lib/log.ts'
import { SECOND } from '../../lib/time.ts'
import { archive } from '../pages/archive.ts'
import { closeTab, hearProgress, showRunning, whileAlone } from './export-lock.ts'
import { NothingToExportError, runExport } from './export-run.ts'
import type { Exported } from './export-run.ts'
import type { ExportWish } from './route.ts'
import { status } from './stored.ts'

/** Where the export of this tab stands. */
export type ExportJob =
  | { state: 'none' }
  /** `rate`: messages a second, null while it is too early to say. */
  | { state: 'running'; done: number; total: number; conversation: ContactId | null; rate: number | null }
  /** `url` is a blob: address that lives as long as the tab. */
  | { state: 'done'; url: string; exported: Exported; wish: ExportWish }
  | { state: 'cancelled'; wish: ExportWish }
  | { state: 'failed'; why: 'unknown-conversation' | ArchiveError['why']; wish: ExportWish }
  /** Another tab exports; how far it is, once it has said so. */
  | { state: 'elsewhere'; done: number; total: number }

const current = signal<ExportJob>({ state: 'none' })
/** The export of this tab; it goes on while another view is open. */
export const job: ReadonlySignal<ExportJob> = current

let stop: AbortController | null = null
let deafen: () => void = () => {}

/**
 * Starts an export, or shows the one that runs. `closeIfElsewhere`: this tab was opened for nothing but the export, and
 * may go when another tab has come to the front instead.
 */
export async function startExport(wish: ExportWish, closeIfElsewhere: boolean): Promise<void> {
  if (current.value.state === 'running') return
  deafen()
  const ran = await whileAlone((running) => work(wish, running.tell))
  if (ran) return
  current.value = { state: 'elsewhere', done: 0, total: 0 }
  deafen = hearProgress((done, total) => (current.value = { state: 'elsewhere', done, total }))
  const shown = await showRunning()
  if (shown && closeIfElsewhere) await closeTab()
}

/** Gives the running export up; no file is left. */
export function cancelExport(): void {
  stop?.abort()
}

async function work(wish: ExportWish, tell: (done: number, total: number) => void): Promise<void> {
  const controller = new AbortController()
  stop = controller
  forgetFile(current.value)
  current.value = { state: 'running', done: 0, total: 0, conversation: null, rate: null }
  addEventListener('beforeunload', warn)
  const startedAt = performance.now()
  try {
    const exported = await runExport(
      await archive(),
      wish,
      ownNick,
      controller.signal,
      ({ done, total, conversation }) => {
        const took = performance.now() - startedAt
        const rate = took > SECOND ? Math.round((done * SECOND) / took) : null
        current.value = { state: 'running', done, total, conversation, rate }
        tell(done, total)
      },
    )
    if (exported) finish(exported, wish)
    else current.value = { state: 'cancelled', wish }
  } catch (error) {
    log('export-failed', { error: error instanceof Error ? error.name : 'unknown' })
    current.value = { state: 'failed', why: whyOf(error), wish }
  } finally {
    removeEventListener('beforeunload', warn)
    stop = null
  }
}

function finish(exported: Exported, wish: ExportWish): void {
  const url = URL.createObjectURL(exported.file)
  current.value = { state: 'done', url, exported, wish }
  const link = document.createElement('a')
  link.href = url
  link.download = exported.name
  link.click()
}

function forgetFile(job: ExportJob): void {
  if (job.state === 'done') URL.revokeObjectURL(job.url)
}

function whyOf(error: unknown): Extract<ExportJob, { state: 'failed' }>['why'] {
  if (error instanceof NothingToExportError) return 'unknown-conversation'
  return error instanceof ArchiveError ? error.why : 'failed'
}

function ownNick(account: AccountId): string | null {
  const state = status.value
  const known = state.state === 'online' || state.state === 'offline'
  return known && state.account === account ? state.nick : null
}

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault()
}
