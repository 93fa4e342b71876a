import type { ArchiveError } from '../../../lib/archive/port.ts'
import type { Counted, Scope } from './count-scope.ts'
import type { CountAnswer, CountQuestion } from './count-worker.ts'

/** What the page hears of a counting. */
export interface CountEars {
  /** Messages read so far. */
  onProgress(done: number): void
  onDone(counted: Counted): void
  onFailed(why: ArchiveError['why']): void
}

/** Counts in a worker of its own, which ends with it. Returns the way to give it up; nothing is heard of it then. */
export function countInWorker(scope: Scope, ears: CountEars): () => void {
  const worker = new Worker(new URL('./count-worker.ts', import.meta.url), { type: 'module' })
  let isOver = false
  const end = () => {
    isOver = true
    worker.terminate()
  }
  worker.addEventListener('message', ({ data }: MessageEvent<CountAnswer>) => {
    if (isOver) return
    if (data.type === 'progress') return ears.onProgress(data.done)
    end()
    if (data.type === 'done') ears.onDone(data.counted)
    else ears.onFailed(data.why)
  })
  // It could not be loaded, or there was no memory for it.
  worker.addEventListener('error', () => {
    if (isOver) return
    end()
    ears.onFailed('failed')
  })
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  worker.postMessage({ scope, zone } satisfies CountQuestion)
  return end
}
