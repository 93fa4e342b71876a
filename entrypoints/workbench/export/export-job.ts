import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { log } from '../../../lib/log.ts'
import { SECOND } from '../../../lib/time.ts'
import { focusLater } from '../../../lib/ui/focus-later.ts'
import { closeTab, hearProgress, showRunning, whenOver, whileAlone } from './export-lock.ts'
import { discardRun, hideBrokenOff, lookAtRuns } from './broken-off.ts'
import { tidyRuns } from './left-runs.ts'
import { newRun } from './new-run.ts'
import type { ExportStart } from './new-run.ts'
import { downloadFile, forgetAddresses, wholeResult } from './run-files.ts'
import { exportsFolder } from './run-folder.ts'
import { troubleOf } from './run-trouble.ts'
import type { RunTrouble } from './run-trouble.ts'
import type { ExportRun, RunResult } from './run.ts'
import { noteTaskRun } from './tasks.ts'
import { runInWorker } from './worker-run.ts'
import type { RunHandle } from './worker-run.ts'
import type { RunProgress } from './worker-words.ts'

/** Where the export of this tab stands. */
export type ExportJob =
  | { state: 'none' }
  | RunningJob
  /** `blobs`: the files, when they are in memory only. `isFresh`: this page made it; else it was found on disk. */
  | { state: 'done'; run: ExportRun; result: RunResult; blobs: ReadonlyMap<string, Blob> | null; isFresh: boolean }
  | { state: 'cancelled'; start: ExportStart | null }
  /** `kept`: the export that can be gone on with, when what it wrote is still there. */
  | { state: 'failed'; why: RunTrouble; start: ExportStart | null; kept: ExportRun | null }
  /** Another tab exports; how far it is, once it has said so. */
  | { state: 'elsewhere'; done: number; total: number }

export interface RunningJob {
  state: 'running'
  /** Null until the worker has begun. */
  run: ExportRun | null
  progress: RunProgress | null
  /** How much was done when it began, or went on, ms and messages: what the rate is counted from. */
  startedAt: number
  doneBefore: number
  isPaused: boolean
  /** It has been cancelled and comes to an end. */
  isEnding: boolean
  /** False: it is in memory, and ends with this page. */
  isLasting: boolean
}

const current = signal<ExportJob>({ state: 'none' })
/** The export of this tab; it goes on while another view is open. */
export const job: ReadonlySignal<ExportJob> = current

/** Names the place of the export on its page, for the focus. */
export const EXPORT_PLACE = 'export-job'

/** How long after the workbench has opened what is too old is taken away, ms. */
const TIDY_AFTER = 10 * SECOND

let handle: RunHandle | null = null
let deafen: () => void = () => {}

/** What the workbench does when it opens: shows what another tab exports, what broke off, and what was finished. */
export async function followExports(): Promise<void> {
  hearOthers()
  await refresh()
  // Later, and only when none runs: a folder that is just being made must not be taken for one that is left.
  setTimeout(() => void whileAlone(tidy).catch(() => {}), TIDY_AFTER)
}

async function tidy(): Promise<void> {
  const folder = await exportsFolder()
  if (folder) await tidyRuns(folder, Date.now(), true)
}

/**
 * Starts an export, or shows the one that runs. `closeIfElsewhere`: this tab was opened for nothing but the export, and
 * may go when another tab has come to the front instead.
 */
export async function startExport(start: ExportStart, closeIfElsewhere = false): Promise<void> {
  await alone(closeIfElsewhere, start, async () => {
    const run = await newRun(start, Date.now())
    const folder = await exportsFolder()
    if (folder) await tidyRuns(folder, Date.now(), false)
    return { type: 'start', run }
  })
}

/** Goes on with an export that broke off. */
export async function goOnWith(run: ExportRun): Promise<void> {
  await alone(false, null, async () => ({ type: 'go-on', id: run.id }))
}

export function pauseExport(): void {
  if (current.value.state !== 'running' || current.value.isEnding) return
  handle?.tell({ type: 'pause' })
  current.value = { ...current.value, isPaused: true }
}

export function resumeExport(): void {
  if (current.value.state !== 'running') return
  handle?.tell({ type: 'resume' })
  const { progress } = current.value
  // The rate is counted anew: a pause is no slowness.
  const doneBefore = progress?.phase === 'writing' ? progress.done : 0
  current.value = { ...current.value, isPaused: false, startedAt: Date.now(), doneBefore }
}

/** Gives the running export up; no file is left. */
export function cancelExport(): void {
  if (current.value.state !== 'running') return
  handle?.tell({ type: 'cancel' })
  current.value = { ...current.value, isEnding: true }
}

/** Takes the files of the finished export away. */
export async function discardResult(): Promise<void> {
  const { value } = current
  if (value.state !== 'done') return
  current.value = { state: 'none' }
  forgetAddresses()
  await discardRun(value.run.id)
}

/** Takes away what is said about an export that did not come to files. */
export function dismissJob(): void {
  if (current.value.state === 'cancelled' || current.value.state === 'failed') current.value = { state: 'none' }
}

type Begin = () => Promise<Parameters<RunHandle['tell']>[0]>

async function alone(closeIfElsewhere: boolean, start: ExportStart | null, begin: Begin): Promise<void> {
  if (current.value.state === 'running') return
  const before = current.value
  const ran = await whileAlone((running) => work(start, begin, running.tell))
  if (ran) return
  current.value = { state: 'elsewhere', done: 0, total: 0 }
  void whenOver().then(refresh)
  const shown = await showRunning()
  if (shown && closeIfElsewhere) await closeTab()
  else if (before.state === 'done') forgetAddresses()
}

async function work(
  start: ExportStart | null,
  begin: Begin,
  tell: (done: number, total: number) => void,
): Promise<void> {
  deafen()
  forgetAddresses()
  hideBrokenOff()
  const startedAt = Date.now()
  current.value = {
    state: 'running',
    run: null,
    progress: null,
    startedAt,
    doneBefore: 0,
    isPaused: false,
    isEnding: false,
    isLasting: true,
  }
  focusLater(EXPORT_PLACE)
  addEventListener('beforeunload', warn)
  let run: ExportRun | null = null
  try {
    const words = await begin()
    handle = runInWorker(words, {
      onBegun(begun, isLasting) {
        run = begun
        change({ run, isLasting })
      },
      onProgress(progress) {
        tell(progress.done, progress.total)
        const { value } = current
        const isFirst = value.state === 'running' && value.progress?.phase !== progress.phase
        // What was done before a death is no achievement of this time, and bytes are not messages.
        const since = isFirst ? { startedAt: Date.now(), doneBefore: progress.done } : {}
        change({ progress, ...since })
      },
    })
    // Said while the archive still let us wait, and there was no worker to hear it.
    const { value } = current
    if (value.state === 'running' && value.isEnding) handle.tell({ type: 'cancel' })
    else if (value.state === 'running' && value.isPaused) handle.tell({ type: 'pause' })
    const outcome = await handle.outcome
    if (outcome.type === 'done') await finish(outcome)
    else if (outcome.type === 'cancelled') current.value = { state: 'cancelled', start }
    else current.value = { state: 'failed', why: outcome.why, start, kept: outcome.isKept ? run : null }
  } catch (error) {
    log('export-failed', { error: error instanceof Error ? error.name : 'unknown' })
    current.value = { state: 'failed', why: troubleOf(error), start, kept: null }
  } finally {
    removeEventListener('beforeunload', warn)
    handle = null
    hearOthers()
  }
}

function change(part: Partial<RunningJob>): void {
  if (current.value.state === 'running') current.value = { ...current.value, ...part }
}

async function finish(outcome: { run: ExportRun; result: RunResult; blobs: Map<string, Blob> | null }): Promise<void> {
  const { run, result, blobs } = outcome
  current.value = { state: 'done', run, result, blobs, isFresh: true }
  await noteTaskRun(run, result)
  const whole = wholeResult(result)
  if (whole) await downloadFile(run, whole, blobs)
}

function hearOthers(): void {
  deafen()
  deafen = hearProgress((done, total) => {
    const { state } = current.value
    if (state === 'running') return
    if (state !== 'elsewhere') void whenOver().then(refresh)
    // The files of the export before it are gone.
    if (state === 'done') forgetAddresses()
    hideBrokenOff()
    current.value = { state: 'elsewhere', done, total }
  })
}

/** Another export is over, or the page has just been opened: what is on disk now? */
async function refresh(): Promise<void> {
  const last = await lookAtRuns()
  if (last?.result) await noteTaskRun(last.run, last.result)
  const { state } = current.value
  if (state !== 'none' && state !== 'elsewhere') return
  current.value = last?.result
    ? { state: 'done', run: last.run, result: last.result, blobs: null, isFresh: false }
    : { state: 'none' }
}

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault()
}
