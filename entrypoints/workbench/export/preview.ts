import { effect, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { ExportPreview } from '../../../lib/export/preview.ts'
import { SECOND } from '../../../lib/time.ts'
import { chats, form } from './form.ts'
import type { PreviewAnswer, PreviewQuestion } from './preview-worker.ts'

/** The last preview that was worked out; whether a newer one is on its way. */
export interface PreviewState {
  preview: ExportPreview | null
  isLoading: boolean
  hasFailed: boolean
}

const state = signal<PreviewState>({ preview: null, isLoading: true, hasFailed: false })
export const preview: ReadonlySignal<PreviewState> = state

/** Time after the last change before it is worked out anew, ms: words are typed letter by letter. */
const PATIENCE = SECOND / 4

/**
 * Works the preview out in a worker, and again whenever the form or the archive changes. Returns the way to stop, which
 * ends the worker.
 */
export function followPreview(): () => void {
  const worker = new Worker(new URL('./preview-worker.ts', import.meta.url), { type: 'module' })
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  worker.addEventListener('message', ({ data }: MessageEvent<PreviewAnswer>) => {
    if (data.number !== asked) return
    const { preview } = data
    state.value = { preview, isLoading: false, hasFailed: preview === null }
  })
  worker.addEventListener('error', () => (state.value = { preview: null, isLoading: false, hasFailed: true }))
  const stop = effect(() => {
    // Also when messages have come.
    void chats.value
    const order = form.value
    clearTimeout(timer)
    state.value = { ...state.peek(), isLoading: true }
    timer = setTimeout(() => {
      asked += 1
      worker.postMessage({ number: asked, order } satisfies PreviewQuestion)
    }, PATIENCE)
  })
  return () => {
    stop()
    clearTimeout(timer)
    worker.terminate()
  }
}
