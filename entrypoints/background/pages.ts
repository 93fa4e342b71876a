import { browser } from 'wxt/browser'
import * as z from 'zod/mini'
import { PRESENCE_PORT } from '../../lib/ports.ts'
import { createPresence } from '../../lib/smartqq/link/presence.ts'
import type { Presence } from '../../lib/smartqq/link/presence.ts'
import { pageHost } from '../../lib/smartqq/wire/endpoints.ts'
import { SECOND, sleep } from '../../lib/time.ts'

type Port = ReturnType<typeof browser.runtime.connect>

const reportSchema = z.object({ loginForm: z.boolean() })

/** A tab whose script lost us when the last worker died calls back well within this. */
const CALL_BACK_WITHIN = 1.5 * SECOND
const LOOK_EVERY = 50

/** The w.qq.com tabs: who is there, by the port each keeps open. */
export function createPages(changed: () => void): {
  presence: Presence
  connected(port: Port): void
  /** After a start: resolves once the tabs that are there have called, or had the time to. */
  settle(): Promise<void>
  /** The extension is new here: tabs opened before it have no script of ours, and may be listening all the same. */
  holdForOldTabs(): Promise<void>
} {
  const presence = createPresence({
    now: Date.now,
    later: (ms, run) => void setTimeout(run, ms + 1),
    changed,
  })
  const callers = new Set<number>()

  const openTabs = async () => {
    const tabs = await browser.tabs.query({ url: `*://${pageHost}/*` })
    return tabs.flatMap(({ id, discarded }) => (id === undefined || discarded ? [] : [id]))
  }

  return {
    presence,
    connected(port) {
      const tab = port.sender?.tab?.id
      if (port.name !== PRESENCE_PORT || tab === undefined) return
      const page = presence.opened()
      callers.add(tab)
      port.onMessage.addListener((message: unknown) => {
        const report = reportSchema.safeParse(message)
        if (report.success) page.report(report.data.loginForm)
      })
      port.onDisconnect.addListener(() => {
        callers.delete(tab)
        page.closed()
      })
    },
    async settle() {
      const deadline = Date.now() + CALL_BACK_WITHIN
      const expected = await openTabs()
      while (expected.some((tab) => !callers.has(tab)) && Date.now() < deadline) await sleep(LOOK_EVERY)
    },
    async holdForOldTabs() {
      for (const tab of await openTabs()) {
        if (callers.has(tab)) continue
        const page = presence.opened()
        const left = (leftTab: number) => {
          if (leftTab !== tab) return
          browser.tabs.onUpdated.removeListener(loading)
          browser.tabs.onRemoved.removeListener(left)
          page.closed()
        }
        const loading = (changedTab: number, { status }: { status?: string }) => {
          if (status === 'loading') left(changedTab)
        }
        browser.tabs.onUpdated.addListener(loading)
        browser.tabs.onRemoved.addListener(left)
      }
    },
  }
}
