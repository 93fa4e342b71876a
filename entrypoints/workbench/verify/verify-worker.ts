import { verifyText } from '../../../lib/export/verifier/verify-core.js'
import type { VerifyReport } from '../../../lib/export/verifier/verify-core.js'
import { every } from '../export/every.ts'

/** What the page says: files to look at, one after the other. */
export interface VerifyQuestion {
  files: File[]
}

/** What the worker says about the file with this place in the list; `done` in characters, roughly bytes. */
export type VerifyAnswer =
  | { type: 'progress'; index: number; done: number }
  /** Null: the file could not be read from the disk. */
  | { type: 'report'; index: number; report: VerifyReport | null }
  | { type: 'over' }

const TELL_EVERY = 150

addEventListener('message', ({ data }: MessageEvent<VerifyQuestion>) => void verify(data.files))

async function verify(files: readonly File[]): Promise<void> {
  for (const [index, file] of files.entries()) {
    const isTime = every(TELL_EVERY)
    const report = await verifyText(file, ({ characters }) => {
      if (isTime()) tell({ type: 'progress', index, done: characters })
    }).catch(() => null)
    tell({ type: 'report', index, report })
  }
  tell({ type: 'over' })
}

function tell(words: VerifyAnswer): void {
  postMessage(words)
}
