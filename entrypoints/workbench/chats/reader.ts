import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { Archive, Place } from '../../../lib/archive/port.ts'
import { ArchiveError } from '../../../lib/archive/port.ts'
import type { ContactId } from '../../../lib/chat/contact.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { log } from '../../../lib/log.ts'
import { archive } from '../../pages/archive.ts'
import { comparePlaces, justBefore, PAGE_SIZE, readAgain, withNewer, withOlder } from './message-window.ts'
import type { MessageWindow } from './message-window.ts'
import { countNewer, readPlace } from './read-place.ts'
import type { Target } from './read-place.ts'

/** What is drawn, and what the scroll position is to be made of. */
export interface ReaderView {
  window: MessageWindow
  /** Another one after each jump: then the scroll position is set anew; else it is kept. */
  turn: number
  /** Where a jump leads: to a message, put in the middle or at the top, or to the end. */
  to: { key: string; align: 'middle' | 'top' } | 'end'
  /** The message the address names, or null. It is marked. */
  marked: string | null
  /** The jump takes the focus along. */
  takesFocus: boolean
}

export interface Reader {
  /** Null while it is read for the first time, or why it cannot be. */
  view: ReadonlySignal<ReaderView | ArchiveError['why'] | null>
  /** How many messages came that the user has not scrolled to; more than {@link MOST_COUNTED} are not counted. */
  unseen: ReadonlySignal<number>
  /** What came while the user looked at the end, for reading out. */
  arrived: ReadonlySignal<readonly Message[]>
  /** The message that was asked for is not there: the end is shown instead. */
  isMissing: ReadonlySignal<boolean>
  /** Why the next page could not be read; null when all is well. */
  trouble: ReadonlySignal<ArchiveError['why'] | null>
  jump(target: Target, takesFocus?: boolean): Promise<void>
  /** Reads a further page, unless there is none or one is on its way. */
  more(direction: 'older' | 'newer'): Promise<void>
  /** The user looks at the end, or does not any more. */
  follow(isAtEnd: boolean): void
  close(): void
}

/** More new messages than this are not counted. */
export const MOST_COUNTED = 99

/** Reads a conversation piece by piece, and stays with what comes. `open` gives the archive. */
export function createReader(conversation: ContactId, open: () => Promise<Archive> = archive): Reader {
  const view = signal<ReaderView | ArchiveError['why'] | null>(null)
  const unseen = signal(0)
  const arrived = signal<readonly Message[]>([])
  const isMissing = signal(false)
  const trouble = signal<ArchiveError['why'] | null>(null)
  const closed = new AbortController()
  let turn = 0
  /** The turn in which a page is on its way; 0: none is. */
  let adding = 0
  let isAtEnd = false
  /** The newest message the user has seen. */
  let seen: Place | null = null
  let refreshing = false
  let again = false

  const shown = () => (view.value === null || typeof view.value === 'string' ? null : view.value)

  async function jump(target: Target, takesFocus = false): Promise<void> {
    const mine = (turn += 1)
    try {
      const store = await open()
      const { window, key, isFound } = await readPlace(store, conversation, target)
      if (mine !== turn || closed.signal.aborted) return
      const isNamed = typeof target === 'object' && 'key' in target
      isMissing.value = !isFound
      trouble.value = null
      isAtEnd = key === null
      view.value = {
        window,
        turn: mine,
        to: key === null ? 'end' : { key, align: isNamed ? 'middle' : 'top' },
        marked: isNamed && isFound ? key : null,
        takesFocus,
      }
      if (window.hasEnd) seen ??= window.messages.at(-1) ?? null
      if (isAtEnd) look(window)
      else if (seen === null) seen = (await store.slice(conversation, null, 'older', 1))[0] ?? null
    } catch (error) {
      if (mine === turn && !closed.signal.aborted) view.value = whyOf(error)
    }
  }

  async function more(direction: 'older' | 'newer'): Promise<void> {
    const now = shown()
    if (!now || adding === turn) return
    const edge = direction === 'older' ? now.window.messages[0] : now.window.messages.at(-1)
    const isDone = direction === 'older' ? now.window.hasStart : now.window.hasEnd
    if (isDone || !edge) return
    const mine = turn
    adding = mine
    try {
      const store = await open()
      const page = await store.slice(conversation, edge, direction, PAGE_SIZE)
      const current = shown()
      // It was read again meanwhile and ends elsewhere now: whoever needs more asks once more.
      const stillFits = current?.window.messages.at(direction === 'older' ? 0 : -1)?.key === edge.key
      if (mine !== turn || closed.signal.aborted || !current || !stillFits) return
      trouble.value = null
      const add = direction === 'older' ? withOlder : withNewer
      view.value = { ...current, window: add(current.window, page) }
    } catch (error) {
      if (mine === turn) trouble.value = whyOf(error)
    } finally {
      if (adding === mine) adding = 0
    }
  }

  async function refresh(store: Archive): Promise<void> {
    again = refreshing
    if (refreshing) return
    refreshing = true
    try {
      do {
        again = false
        await refreshOnce(store)
      } while (again && !closed.signal.aborted)
    } catch (error) {
      trouble.value = whyOf(error)
    } finally {
      refreshing = false
    }
  }

  async function refreshOnce(store: Archive): Promise<void> {
    const now = shown()
    if (!now) return
    const first = now.window.messages[0]
    if (!first) return await jump('end')
    const limit = now.window.messages.length + PAGE_SIZE
    const from = now.window.hasStart ? null : justBefore(first)
    const found = await store.slice(conversation, from, 'newer', limit)
    if (closed.signal.aborted) return
    if (view.value !== now) {
      again = true
      return
    }
    if (found.length === 0) return await jump('end')
    const window = readAgain(now.window, found, limit, isAtEnd)
    view.value = { ...now, window }
    if (isAtEnd) {
      const before = seen
      const fresh = before ? window.messages.filter((message) => comparePlaces(message, before) > 0) : []
      if (fresh.length > 0) arrived.value = fresh
      look(window)
    } else if (window.hasEnd && seen) unseen.value = countNewer(window.messages, seen)
    else if (seen) unseen.value = (await store.slice(conversation, seen, 'newer', MOST_COUNTED + 1)).length
  }

  function look(window: MessageWindow): void {
    seen = window.messages.at(-1) ?? seen
    unseen.value = 0
  }

  function follow(atEnd: boolean): void {
    const window = shown()?.window
    isAtEnd = atEnd && window?.hasEnd === true
    if (isAtEnd && window) look(window)
  }

  async function listen(): Promise<void> {
    const store = await open()
    if (closed.signal.aborted) return
    // Of merged conversations a change names the stored id, and what is deleted has none, so each one is looked at: it
    // costs a page.
    const stop = store.changes(({ conversations, decisions }) => {
      if (conversations.length > 0 || decisions) void refresh(store)
    })
    closed.signal.addEventListener('abort', stop)
  }

  void listen().catch(() => {})
  return { view, unseen, arrived, isMissing, trouble, jump, more, follow, close: () => closed.abort() }
}

function whyOf(error: unknown): ArchiveError['why'] {
  log('chat-unreadable', { error: error instanceof Error ? error.name : 'unknown' })
  return error instanceof ArchiveError ? error.why : 'failed'
}
