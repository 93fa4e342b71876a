import { openArchive } from '../../../lib/archive/open.ts'
import { ArchiveError } from '../../../lib/archive/port.ts'
import { log } from '../../../lib/log.ts'
import { every } from '../export/every.ts'
import { countScope } from './count-scope.ts'
import type { Counted, Scope } from './count-scope.ts'

/** What the page asks for, once. */
export interface CountQuestion {
  scope: Scope
  /** IANA name of the time zone whose days and hours count. */
  zone: string
}

/** What the worker says; `done`: messages read so far. */
export type CountAnswer =
  | { type: 'progress'; done: number }
  | { type: 'done'; counted: Counted }
  | { type: 'failed'; why: ArchiveError['why'] }

/** How often the page hears how far it is, at most, ms. */
const TELL_EVERY = 150

// Parting a million messages into words takes a minute: here the page stays free to draw.
addEventListener('message', ({ data }: MessageEvent<CountQuestion>) => void count(data))

async function count({ scope, zone }: CountQuestion): Promise<void> {
  const isTime = every(TELL_EVERY)
  try {
    const counted = await countScope(await openArchive(), scope, zone, (done) => {
      if (isTime()) tell({ type: 'progress', done })
    })
    tell({ type: 'done', counted })
  } catch (error) {
    log('statistics-failed', { error: error instanceof Error ? error.name : 'unknown' })
    tell({ type: 'failed', why: error instanceof ArchiveError ? error.why : 'failed' })
  }
}

function tell(words: CountAnswer): void {
  postMessage(words)
}
