import type { FromWorker, RunProgress, ToWorker } from './worker-words.ts'
import type { ExportRun } from './run.ts'

/** How an export in the worker ended. */
export type Outcome = Extract<FromWorker, { type: 'done' | 'cancelled' | 'failed' }>

/** A running export. */
export interface RunHandle {
  tell(words: ToWorker): void
  outcome: Promise<Outcome>
}

/** Lets a worker do an export and ends the worker with it. */
export function runInWorker(
  first: ToWorker,
  hear: { onBegun(run: ExportRun, isLasting: boolean): void; onProgress(progress: RunProgress): void },
): RunHandle {
  const worker = new Worker(new URL('./export-worker.ts', import.meta.url), { type: 'module' })
  const over = Promise.withResolvers<Outcome>()
  let hasBegun: boolean = false
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    switch (data.type) {
      case 'begun':
        hasBegun = data.isLasting
        return hear.onBegun(data.run, data.isLasting)
      case 'progress':
        return hear.onProgress(data.progress)
      case 'done':
      case 'cancelled':
      case 'failed':
        return over.resolve(data)
    }
  })
  // It could not be loaded, or fell over something nobody thought of.
  worker.addEventListener('error', () => over.resolve({ type: 'failed', why: 'failed', isKept: hasBegun }))
  worker.postMessage(first)
  return {
    tell: (words) => worker.postMessage(words),
    outcome: over.promise.finally(() => worker.terminate()),
  }
}
