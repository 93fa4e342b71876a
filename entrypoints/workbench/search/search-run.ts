import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { Archive } from '../../../lib/archive/port.ts'
import { ArchiveError } from '../../../lib/archive/port.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { log } from '../../../lib/log.ts'
import { runSearch } from '../../../lib/search/run-search.ts'
import type { Found, SearchWish } from '../../../lib/search/run-search.ts'
import { addToTally } from '../../../lib/search/tally.ts'
import type { Tally } from '../../../lib/search/tally.ts'

/** Newest first, or conversation by conversation with counts. */
export type SearchOrder = 'time' | 'conversation'

export interface SearchView {
  /** `resting`: there is more, and it has been found, for when it is asked for. `ended`: that is all. Otherwise why the archive cannot be read. */
  phase: 'searching' | 'resting' | 'ended' | ArchiveError['why']
  /** In the order of time: newest first, {@link HITS_A_PAGE} for each time that was asked. */
  hits: readonly Message[]
  /** By conversation. */
  tally: readonly Tally[]
  /** Everything newer has been looked at, ms; infinite before the first page. */
  downTo: number
  /** The search it was found by; another one for each. */
  turn: number
}

export interface SearchRun {
  /** Null: nothing has been searched for. While a new search has found nothing yet, what the last one found. */
  view: ReadonlySignal<SearchView | null>
  /** Searches anew; what is still running is called off. By conversation it looks at everything. */
  start(wish: SearchWish, order: SearchOrder): void
  /** Finds the next hits. */
  more(): void
  stop(): void
}

/** Hits that are found before the search rests. */
export const HITS_A_PAGE = 50

/** How often what was found is shown while more is looked for, ms. */
const SHOWN_EVERY = 80

const BLANK: SearchView = { phase: 'searching', hits: [], tally: [], downTo: Number.POSITIVE_INFINITY, turn: 0 }

/** One search at a time. `open` gives the archive. */
export function createSearch(open: () => Promise<Pick<Archive, 'candidates'>>): SearchRun {
  const view = signal<SearchView | null>(null)
  let running = new AbortController()
  let pages: AsyncIterator<Found, void> | null = null
  let found: SearchView = BLANK
  /** Hits that are found and not yet asked for. */
  let ahead: Message[] = []
  let turn = 0
  let last: { wish: SearchWish; order: SearchOrder } | null = null

  /** Until so many hits are shown, or everything has been looked at. */
  async function pull(wanted: number): Promise<void> {
    const { signal: mine } = running
    const now = last
    if (now === null) return
    let shownAt = performance.now()
    try {
      pages ??= runSearch(await open(), now.wish, mine)[Symbol.asyncIterator]()
      for (;;) {
        takeAhead(wanted)
        const isFull = found.hits.length >= wanted
        if (isFull && ahead.length > 0) break
        // All that was asked for is there to be read while one more is looked for.
        if (isFull && view.value !== found) view.value = found
        const page = await pages.next()
        if (mine.aborted) return
        if (page.done) {
          view.value = found = { ...found, phase: 'ended' }
          return
        }
        add(page.value, now)
        if (performance.now() - shownAt < SHOWN_EVERY) continue
        shownAt = performance.now()
        if (found.hits.length > 0 || found.tally.length > 0) view.value = found
      }
      view.value = found = { ...found, phase: 'resting' }
    } catch (error) {
      if (mine.aborted) return
      log('search-failed', { error: error instanceof Error ? error.name : 'unknown' })
      view.value = found = { ...found, phase: error instanceof ArchiveError ? error.why : 'failed' }
    }
  }

  function add({ hits, downTo }: Found, { wish, order }: NonNullable<typeof last>): void {
    if (order === 'time') ahead.push(...hits)
    else found = { ...found, tally: addToTally(found.tally, hits, wish.resolve.canonical) }
    found = { ...found, downTo }
  }

  function takeAhead(wanted: number): void {
    const taken = ahead.splice(0, wanted - found.hits.length)
    if (taken.length > 0) found = { ...found, hits: [...found.hits, ...taken] }
  }

  function stop(): void {
    running.abort()
    running = new AbortController()
    // A search that rests would otherwise keep what it holds.
    void pages?.return?.().catch(() => {})
    pages = null
    last = null
    view.value = null
    ahead = []
    found = BLANK
  }

  return {
    view,
    start(wish, order) {
      const before = view.value
      stop()
      last = { wish, order }
      turn += 1
      found = { ...BLANK, turn }
      view.value = { ...(before ?? found), phase: 'searching' }
      void pull(order === 'time' ? HITS_A_PAGE : Number.POSITIVE_INFINITY)
    },
    more() {
      if (view.value?.phase !== 'resting') return
      view.value = found = { ...found, phase: 'searching' }
      void pull(found.hits.length + HITS_A_PAGE)
    },
    stop,
  }
}
