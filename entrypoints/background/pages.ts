import { browser } from 'wxt/browser'
import * as z from 'zod/mini'
import { log } from '../../lib/log.ts'
import { PAGE_PORT, TAP_PORT } from '../../lib/ports.ts'
import type { Taken } from '../../lib/ports.ts'
import { createLease } from '../../lib/smartqq/link/lease.ts'
import type { Lease } from '../../lib/smartqq/link/lease.ts'
import type { OpenPage } from '../../lib/smartqq/link/open-page.ts'
import { createPageLine } from '../../lib/smartqq/link/page-line.ts'
import type { PageLinePorts } from '../../lib/smartqq/link/page-line.ts'
import { pageHosts } from '../../lib/smartqq/wire/endpoints.ts'
import { SECOND, sleep } from '../../lib/time.ts'
import { whereFrom } from './page-senders.ts'

type Port = ReturnType<typeof browser.runtime.connect>

/** A tab whose script lost us when the last worker died calls back within this: a hidden one's timers keep to whole seconds. */
const CALL_BACK_WITHIN = 3 * SECOND
const LOOK_EVERY = 50
/** A report that could not be taken (storage that fails, a cookie that cannot be read) is asked for again after this. */
const SAY_AGAIN_AFTER = 2 * SECOND

const numbered = z.object({ n: z.int() })
const stateSchema = z.object({ kind: z.literal('state'), loginForm: z.boolean(), frozen: z.boolean() })
const envelopeSchema = z.object({ kind: z.literal('envelope'), data: z.string() })

/** Chromium says of a tab that it is frozen; Firefox freezes none. */
type OpenTab = NonNullable<NonNullable<Port['sender']>['tab']> & { frozen?: boolean }

/** A tab's document that is there now: its top frame, and its hidden frames. */
interface Document {
  page: OpenPage
  top: Port | null
  frames: Set<Port>
}

/** The tabs of the official page: who is there, by the ports that their frames keep open. */
export interface Pages {
  lease: Lease
  connected(port: Port): void
  /**
   * After a start: resolves once the tabs that are there have called, or had the time to. What an earlier life knew of
   * tabs without our scripts is taken up again, and at the first start since the extension came all silent ones are.
   */
  settle(): Promise<void>
  /** The extension is new here: tabs opened before it have no script of ours, and may be listening all the same. */
  holdForOldTabs(): Promise<void>
}

/** Tabs that nothing of ours runs in. */
export interface OldTabs {
  /** Null at the first start since the extension was installed, updated or switched on, or since the browser started. */
  load(): Promise<number[] | null>
  save(tabs: number[]): Promise<void>
  /** The browser has just started: it loads each tab anew, with our scripts. */
  isBrowserStart(): boolean
}

/** @param given `changed`: who listens may be somebody else now; `otherStore`: a tab is left alone, told once */
export function createPages(
  given: Omit<PageLinePorts, 'lease' | 'now' | 'later'> & { oldTabs: OldTabs; changed(): void; otherStore(): void },
): Pages {
  const later = (ms: number, run: () => void) => void setTimeout(run, ms + 1)
  const lease = createLease({ now: Date.now, later, changed: given.changed })
  const line = createPageLine({ ...given, lease, now: Date.now, later })
  const documents = new Map<number, Document>()
  /** By tab: ends the hold. */
  const old = new Map<number, () => void>()
  let isOtherStoreTold = false

  /** Tabs whose page can listen with our cookies. A tab that the browser has put aside does nothing. */
  const openTabs = async () => {
    const tabs: OpenTab[] = await browser.tabs.query({ url: pageHosts.map((host) => `*://${host}/*`) })
    return tabs.flatMap((tab) => {
      const from = whereFrom({ tab, frameId: 0, ...(tab.url === undefined ? {} : { url: tab.url }) })
      return from.kind === 'top' && !tab.discarded && !tab.frozen ? [from.tab] : []
    })
  }

  /** The document that a port belongs to. A top frame's port is a new one, unless only its hidden frames have called yet. */
  function documentOf(tab: number, isTop: boolean): Document {
    const there = documents.get(tab)
    if (there && !(isTop && there.top)) return there
    if (there) close(tab, there)
    const document: Document = { page: line.opened(tab), top: null, frames: new Set() }
    documents.set(tab, document)
    return document
  }

  function close(tab: number, document: Document): void {
    if (documents.get(tab) === document) documents.delete(tab)
    document.page.closed()
  }

  /** Nobody sees what the page in this tab does: it may be listening until it loads anew. */
  function hold(tab: number): void {
    if (old.has(tab) || documents.get(tab)?.top) return
    const page = lease.openedBlind()
    const left = (leftTab: number) => {
      if (leftTab === tab) release(tab)
    }
    const loading = (changedTab: number, { status }: { status?: string }) => {
      if (status === 'loading') left(changedTab)
    }
    browser.tabs.onUpdated.addListener(loading)
    browser.tabs.onRemoved.addListener(left)
    old.set(tab, () => {
      browser.tabs.onUpdated.removeListener(loading)
      browser.tabs.onRemoved.removeListener(left)
      page.closed()
    })
  }

  function release(tab: number): void {
    const end = old.get(tab)
    if (!end) return
    old.delete(tab)
    end()
    rememberOld()
  }

  function rememberOld(): void {
    given.oldTabs.save([...old.keys()]).catch(() => log('old tabs lost'))
  }

  /**
   * Hands on what a port says. What is on disk is told, so that the page need not keep it.
   * @param failed told when something could not be taken: the page still keeps it
   */
  function listen(port: Port, take: (message: unknown) => Promise<void> | void, failed = () => undefined): void {
    let isGone = false
    const answer = async (message: unknown) => {
      const n = numbered.safeParse(message).data?.n
      await take(message)
      if (n !== undefined && !isGone) port.postMessage({ kind: 'taken', n } satisfies Taken)
    }
    port.onDisconnect.addListener(() => {
      isGone = true
    })
    port.onMessage.addListener((message: unknown) => {
      answer(message).catch((error: unknown) => {
        log('page report not taken', { name: error instanceof Error ? error.name : 'unknown' })
        failed()
      })
    })
  }

  function connectedTop(port: Port, tab: number): void {
    const document = documentOf(tab, true)
    document.top = port
    release(tab)
    port.onDisconnect.addListener(() => close(tab, document))
    listen(port, (message) => {
      const state = stateSchema.safeParse(message).data
      if (state) return document.page.state(state)
      const envelope = envelopeSchema.safeParse(message).data
      return envelope && document.page.heard(envelope.data, 'page')
    })
  }

  function connectedFrame(port: Port, tab: number, url: string): void {
    const document = documentOf(tab, false)
    document.frames.add(port)
    const left = () => {
      if (!document.frames.delete(port)) return
      if (!document.top && document.frames.size === 0) close(tab, document)
    }
    port.onDisconnect.addListener(left)
    const take = (message: unknown) => {
      const envelope = envelopeSchema.safeParse(message).data
      return envelope ? document.page.heard(envelope.data, 'frame') : document.page.tapped(message, url)
    }
    listen(port, take, () => {
      // A frame that loses its line opens another, and says there again what was not taken.
      later(SAY_AGAIN_AFTER, () => {
        if (!document.frames.has(port)) return
        left()
        port.disconnect()
      })
    })
  }

  return {
    lease,
    connected(port) {
      if (port.name !== PAGE_PORT && port.name !== TAP_PORT) return
      const from = whereFrom(port.sender)
      if (from.kind === 'other-store') {
        if (!isOtherStoreTold) given.otherStore()
        isOtherStoreTold = true
      }
      if (from.kind === 'top' && port.name === PAGE_PORT) connectedTop(port, from.tab)
      if (from.kind === 'frame' && port.name === TAP_PORT) connectedFrame(port, from.tab, from.url)
    },
    async settle() {
      const deadline = Date.now() + CALL_BACK_WITHIN
      const expected = await openTabs()
      while (expected.some((tab) => !documents.has(tab)) && Date.now() < deadline) await sleep(LOOK_EVERY)
      const known = await given.oldTabs.load()
      const isOld = (tab: number) => (known ? known.includes(tab) : !given.oldTabs.isBrowserStart())
      for (const tab of expected.filter(isOld)) hold(tab)
      rememberOld()
    },
    async holdForOldTabs() {
      for (const tab of await openTabs()) hold(tab)
      rememberOld()
    },
  }
}
