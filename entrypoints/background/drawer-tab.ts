import type { browser } from 'wxt/browser'
import type { ArchiveChange } from '../../lib/archive/port.ts'
import type { Companion } from '../../lib/companion/companion.ts'
import { log } from '../../lib/log.ts'
import type { DrawerOrder, DrawerView } from '../../lib/messaging.ts'
import type { ChatEvidence, HostOrder, HostReport, OpenChat, PageMark } from '../../lib/ports.ts'
import { SECOND, sleep } from '../../lib/time.ts'
import { createSoon } from './soon.ts'

type Port = ReturnType<typeof browser.runtime.connect>

/** How long changes are gathered, ms: in a busy group each message is one, and so is each thing that becomes of it. */
const GATHER = 150

/** How long a drawer waits for the page to say which chat is open, ms: after our death it may have called back first. */
const PAGE_WITHIN = SECOND

/** What a tab's desk asks the rest of the background. */
export interface DrawerTabParts {
  companion: Promise<Pick<Companion, 'openChat' | 'typing' | 'chatLines'>>
  /** What the drawer shows of the world beside its chat. */
  world(): Promise<Pick<DrawerView, 'status' | 'states' | 'broken'>>
  setUp(): Promise<Extract<HostOrder, { kind: 'set-up' }>>
  /** The marks of a chat, in words; none when the user wants none. */
  marks(contact: string): Promise<PageMark[]>
}

/** One official page: which chat is open there, and what the button, the marks and the drawers are told about it. */
export function createDrawerTab(parts: DrawerTabParts) {
  /** With the view that each was told last, as text to compare by. */
  const drawers = new Map<Port, string>()
  let host: Port | undefined
  /** Undefined: the page has not said yet. */
  let evidence: ChatEvidence | null | undefined
  let chat: OpenChat = { state: 'none' }
  /** What `chat` was found by. */
  let foundBy: ChatEvidence | null = null
  let why: string | null = null
  /** The marks that the page shows, as far as we know, as text to compare by. */
  let shown = NO_MARKS
  let isTyping = false
  /** Aborted when the page has said which chat is open. */
  const spoken = new AbortController()

  const failed = (error: unknown) => log('drawer behind', { name: error instanceof Error ? error.name : 'unknown' })
  const view = createSoon(0, sayView, failed)
  const look = createSoon(0, follow, failed)
  const lookLater = createSoon(GATHER, follow, failed)
  const mark = createSoon(GATHER, sayMarks, failed)
  const setUp = createSoon(0, saySetUp, failed)

  async function sayView(): Promise<void> {
    if (drawers.size === 0) return
    if (evidence === undefined) await sleep(PAGE_WITHIN, spoken.signal)
    const world = await parts.world()
    const seen: DrawerView = { chat, ...world, why }
    const text = JSON.stringify(seen)
    for (const [drawer, told] of drawers) {
      if (told === text) continue
      drawers.set(drawer, text)
      tellPort(drawer, { kind: 'view', view: seen })
    }
  }

  /** Finds out whom the open chat is with: when another is opened, and when more is known of who is who. */
  async function follow(): Promise<void> {
    const seen = evidence
    const found: OpenChat = seen ? await (await parts.companion).openChat(seen) : { state: 'none' }
    if (seen !== evidence) return look()
    // The page lets go of its marks when it takes the chat for another one.
    if (seen !== foundBy) shown = UNKNOWN_MARKS
    foundBy = seen ?? null
    if (JSON.stringify(found) !== JSON.stringify(chat)) {
      chat = found
      why = null
    }
    spoken.abort()
    view()
    await sayMarks()
  }

  async function sayMarks(): Promise<void> {
    const [seen, of] = [evidence, chat]
    const marks = of.state === 'known' ? await parts.marks(of.contact) : []
    // Another is open by now, and whoever finds out which says its marks.
    if (seen !== evidence || of !== chat || !host) return
    const text = JSON.stringify(marks)
    if (text === shown) return
    shown = text
    tellPort(host, { kind: 'marks', marks })
  }

  async function saySetUp(): Promise<void> {
    const order = await parts.setUp()
    if (host) tellPort(host, order)
  }

  async function typing(where: ChatEvidence): Promise<void> {
    // It is said again and again while the user writes: one at a time is enough.
    if (isTyping) return
    isTyping = true
    try {
      const companion = await parts.companion
      const found = await companion.openChat(where)
      if (found.state === 'known') await companion.typing(found.contact)
    } catch (error) {
      failed(error)
    } finally {
      isTyping = false
    }
  }

  return {
    /** The page has come, or calls back after our last worker died. */
    hostCame(port: Port): void {
      host = port
      shown = NO_MARKS
      setUp()
      mark()
    },
    /** @returns whether the page is gone by it; false when it has connected anew meanwhile */
    hostLeft(port: Port): boolean {
      if (host !== port) return false
      host = undefined
      evidence = null
      look()
      return true
    },
    /** What concerns the chat; the rest is the desk's. */
    reported(report: HostReport): void {
      if (report.kind === 'chat') {
        evidence = report.chat
        look()
      } else if (report.kind === 'typing') void typing(report.chat)
      else if (report.kind === 'filled')
        for (const drawer of drawers.keys()) tellPort(drawer, { kind: 'filled', outcome: report.outcome })
      else if (report.kind === 'why') {
        why = report.key
        // Also when it is the same as before: it was clicked once more.
        for (const drawer of drawers.keys()) drawers.set(drawer, '')
        view()
      }
    },
    drawerCame(port: Port): void {
      drawers.set(port, '')
      view()
    },
    drawerLeft: (port: Port): void => {
      drawers.delete(port)
    },
    /** Puts a text into the box of the chat it was written for, if that is still the one that is open. */
    fill(from: Port, { text, contact }: { text: string; contact: string }): void {
      const isMeant = chat.state === 'known' && chat.contact === contact
      if (host && isMeant && foundBy) tellPort(host, { kind: 'fill', text, chat: foundBy })
      else tellPort(from, { kind: 'filled', outcome: 'other-chat' })
    },
    tellHost(order: HostOrder): void {
      if (host) tellPort(host, order)
    },
    archiveChanged(change: ArchiveChange): void {
      if (change.contacts.length > 0 && evidence) lookLater()
      else if (change.decisions || change.outbox || change.conversations.length > 0) mark()
    },
    /** Another login may know others. */
    statusChanged(): void {
      view()
      if (evidence) lookLater()
    },
    worldChanged: view,
    preferencesChanged(): void {
      setUp()
      mark()
    },
    hasHost: () => host !== undefined,
    isEmpty: () => host === undefined && drawers.size === 0,
  }
}

export type DrawerTab = ReturnType<typeof createDrawerTab>

const NO_MARKS = '[]'
const UNKNOWN_MARKS = ''

/** Says it, unless the other end has just gone: then its port's end is on the way. */
export function tellPort(port: Port, order: HostOrder | DrawerOrder): void {
  try {
    port.postMessage(order)
  } catch {
    log('port gone', { name: port.name })
  }
}
