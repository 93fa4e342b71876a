import { effect, signal, untracked } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { Archive, ArchiveChange } from '../../lib/archive/port.ts'
import { ArchiveError } from '../../lib/archive/port.ts'
import { log } from '../../lib/log.ts'
import { archive } from './archive.ts'

/** Rows from the archive: null while they are read for the first time, or why they cannot be. */
export type Rows<T> = readonly T[] | ArchiveError['why'] | null

export interface LiveRows<T> {
  rows: ReadonlySignal<Rows<T>>
  /** Tries once more when they cannot be read; so does whoever comes back to the window. */
  retry(): void
  /** Reads no more. */
  stop(): void
}

/**
 * What `read` finds in the archive for the current `inputs`; read again after every commit that `concerns` says matters
 * and whenever a signal that `inputs` looks at changes. One reading at a time: changes that come meanwhile lead to one
 * more.
 */
export function liveRows<T, I>(
  inputs: () => I,
  read: (archive: Archive, inputs: I) => Promise<readonly T[]>,
  concerns: (change: ArchiveChange) => boolean = () => true,
): LiveRows<T> {
  const rows = signal<Rows<T>>(null)
  const commits = signal(0)
  const stopped = new AbortController()
  let store: Archive | null = null
  let reading = false
  let again = false

  async function refresh(open: Archive): Promise<void> {
    again = reading
    if (reading) return
    reading = true
    do {
      again = false
      const found = await read(open, inputs()).catch(whyOf)
      if (!stopped.signal.aborted) rows.value = found
    } while (again && !stopped.signal.aborted)
    reading = false
  }

  async function follow(): Promise<void> {
    const open = await archive()
    if (stopped.signal.aborted) return
    store = open
    const stopListening = open.changes((change) => {
      if (concerns(change)) commits.value += 1
    })
    const stopReading = effect(() => {
      void commits.value
      void inputs()
      void untracked(() => refresh(open))
    })
    stopped.signal.addEventListener('abort', () => {
      stopListening()
      stopReading()
    })
  }

  function start(): void {
    follow().catch((error: unknown) => (rows.value = whyOf(error)))
  }

  function retry(): void {
    if (typeof rows.value !== 'string') return
    rows.value = null
    if (store) void refresh(store)
    else start()
  }

  start()
  // Who had to close another page, or to make room, comes back to this one.
  globalThis.window?.addEventListener('focus', retry, { signal: stopped.signal })
  return { rows, retry, stop: () => stopped.abort() }
}

function whyOf(error: unknown): ArchiveError['why'] {
  log('archive-unreadable', { error: error instanceof Error ? error.name : 'unknown' })
  return error instanceof ArchiveError ? error.why : 'failed'
}
