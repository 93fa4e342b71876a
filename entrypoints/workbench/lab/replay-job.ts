import { effect, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { ArchiveError } from '../../../lib/archive/port.ts'
import { log } from '../../../lib/log.ts'
import { SECOND } from '../../../lib/time.ts'
import { archive } from '../../pages/archive.ts'
import { breath } from './breath.ts'
import { presentReady, presentRules } from './present-rules.ts'
import { replayProgress } from './replay-progress.ts'
import { runReplay } from './replay-run.ts'
import type { ReplayReport, ReplayWish } from './replay-run.ts'

/** Where the replay of this tab stands. */
export type ReplayJob =
  | { state: 'none' }
  | {
      state: 'running'
      wish: ReplayWish
      isPaused: boolean
      /** Messages. */
      done: number
      total: number
      /** Messages a second; null while it is too early to say. */
      rate: number | null
      soFar: ReplayReport | null
    }
  | { state: 'done'; wish: ReplayWish; report: ReplayReport }
  | { state: 'cancelled'; wish: ReplayWish }
  | { state: 'failed'; wish: ReplayWish; why: ArchiveError['why'] }

const current = signal<ReplayJob>({ state: 'none' })
/** The replay of this tab; it goes on while another view is open. */
export const replayJob: ReadonlySignal<ReplayJob> = current

effect(() => {
  const job = current.value
  replayProgress.value = job.state === 'running' ? { done: job.done, total: job.total } : null
})

/** How often what is shown is brought up to date, ms. */
const SHOW_EVERY = SECOND / 5

let stop: AbortController | null = null
let goOn: (() => void) | null = null

/** Starts a replay; does nothing while one runs. Resolves when it is over. */
export async function startReplay(wish: ReplayWish): Promise<void> {
  if (current.value.state === 'running') return
  const controller = new AbortController()
  stop = controller
  current.value = { state: 'running', wish, isPaused: false, done: 0, total: 0, rate: null, soFar: null }
  const watch = createWatch(controller.signal)
  try {
    await presentReady
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    const report = await runReplay(await archive(), wish, presentRules.value, zone, controller.signal, watch)
    current.value = report ? { state: 'done', wish, report } : { state: 'cancelled', wish }
  } catch (error) {
    log('replay-failed', { error: error instanceof Error ? error.name : 'unknown' })
    current.value = { state: 'failed', wish, why: error instanceof ArchiveError ? error.why : 'failed' }
  } finally {
    stop = null
    goOn = null
  }
}

/** Gives the running replay up. */
export function cancelReplay(): void {
  stop?.abort()
  goOn?.()
}

/** Holds the running replay after the page it is at, or lets it go on. */
export function pauseReplay(isPaused: boolean): void {
  const job = current.value
  if (job.state !== 'running') return
  current.value = { ...job, isPaused }
  if (!isPaused) goOn?.()
}

/** Forgets the last replay, so that another can be put together. */
export function forgetReplay(): void {
  if (current.value.state !== 'running') current.value = { state: 'none' }
}

function createWatch(signal: AbortSignal) {
  let busy = 0
  let since = performance.now()
  let shownAt = -Infinity
  return async (done: number, total: number, soFar: ReplayReport): Promise<void> => {
    const at = performance.now()
    busy += at - since
    const job = current.value
    if (job.state === 'running' && (at - shownAt > SHOW_EVERY || job.isPaused)) {
      shownAt = at
      const rate = busy > SECOND ? Math.round((done * SECOND) / busy) : null
      current.value = { ...job, done, total, rate, soFar }
    }
    await breath()
    while (isPaused() && !signal.aborted) await new Promise<void>((resolve) => (goOn = resolve))
    since = performance.now()
  }
}

function isPaused(): boolean {
  return current.value.state === 'running' && current.value.isPaused
}
