import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { verifyParts } from '../../../lib/export/verifier/verify-core.js'
import type { PartsProblem, VerifyReport } from '../../../lib/export/verifier/verify-core.js'
import type { VerifyAnswer, VerifyQuestion } from './verify-worker.ts'

/** One file that is or was looked at. */
export interface VerifiedFile {
  name: string
  size: number
  state: 'waiting' | 'reading' | 'done' | 'unreadable'
  /** Characters looked at, while it is read. */
  done: number
  report: VerifyReport | null
}

/** The files that are or were verified; `parts`: what is wrong between them, once all are read. */
export interface VerifyJob {
  files: readonly VerifiedFile[]
  parts: readonly PartsProblem[]
  isRunning: boolean
}

const current = signal<VerifyJob>({ files: [], parts: [], isRunning: false })
/** Outlives the view. */
export const verifyJob: ReadonlySignal<VerifyJob> = current

let worker: Worker | null = null

/** Looks at files in place of those before. */
export function verifyFiles(files: readonly File[]): void {
  stopVerifying()
  if (files.length === 0) return
  current.value = {
    files: files.map(({ name, size }) => ({ name, size, state: 'waiting', done: 0, report: null })),
    parts: [],
    isRunning: true,
  }
  const mine = new Worker(new URL('./verify-worker.ts', import.meta.url), { type: 'module' })
  worker = mine
  mine.addEventListener('message', ({ data }: MessageEvent<VerifyAnswer>) => {
    if (worker === mine) hear(data)
  })
  mine.addEventListener('error', () => {
    if (worker !== mine) return
    const unread = current.value.files.map((file): VerifiedFile =>
      file.report ? file : { ...file, state: 'unreadable' },
    )
    finish(unread)
  })
  mine.postMessage({ files: [...files] } satisfies VerifyQuestion)
}

/** Looks no further; what was found so far goes too. */
export function stopVerifying(): void {
  worker?.terminate()
  worker = null
  current.value = { files: [], parts: [], isRunning: false }
}

function hear(words: VerifyAnswer): void {
  switch (words.type) {
    case 'progress':
      return change(words.index, { state: 'reading', done: words.done })
    case 'report':
      return change(words.index, { state: words.report ? 'done' : 'unreadable', report: words.report })
    case 'over':
      return finish(current.value.files)
  }
}

function change(at: number, part: Partial<VerifiedFile>): void {
  const files = current.value.files.map((file, index) => (index === at ? { ...file, ...part } : file))
  current.value = { ...current.value, files }
}

function finish(files: readonly VerifiedFile[]): void {
  worker?.terminate()
  worker = null
  const reports = files.flatMap(({ name, report }) => (report ? [{ name, report }] : []))
  current.value = { files, parts: reports.length > 0 ? verifyParts(reports) : [], isRunning: false }
}
