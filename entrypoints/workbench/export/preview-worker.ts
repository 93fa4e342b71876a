import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import type { ExportPreview } from '../../../lib/export/preview.ts'
import type { ExportOrder } from './order.ts'
import { previewOrder } from './preview-order.ts'

/** What the page asks for, with a number of its own; a new question ends the one before it. */
export interface PreviewQuestion {
  number: number
  order: ExportOrder
}

/** Null: it could not be worked out. */
export interface PreviewAnswer {
  number: number
  preview: ExportPreview | null
}

let archive: Promise<Archive> | null = null
let stop = new AbortController()

addEventListener('message', ({ data: { number, order } }: MessageEvent<PreviewQuestion>) => {
  stop.abort()
  stop = new AbortController()
  void answer(number, order, stop.signal)
})

async function answer(number: number, order: ExportOrder, signal: AbortSignal): Promise<void> {
  try {
    archive ??= openArchive()
    const preview = await previewOrder(await archive, order, Date.now(), signal)
    tell({ number, preview })
  } catch {
    if (signal.aborted) return
    archive = null
    tell({ number, preview: null })
  }
}

function tell(words: PreviewAnswer): void {
  postMessage(words)
}
