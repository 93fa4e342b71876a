import { browser } from 'wxt/browser'
import type { DrawerReport } from '../../lib/ports.ts'
import type { DrawerTab } from './drawer-tab.ts'
import { tellPort } from './drawer-tab.ts'
import type { DrawerTokens } from './drawer-tokens.ts'
import { readDrawerReport } from './host-reports.ts'

type Port = ReturnType<typeof browser.runtime.connect>

/** Where the port of somebody who says to be a drawer comes from; null: not from that page of ours in a tab. */
function placeOf({ sender }: Port): { tab: number; frame: number } | null {
  const { tab, frameId, url } = sender ?? {}
  const page = `${browser.runtime.getURL('/')}drawer.html`
  if (tab?.id === undefined || frameId === undefined || url?.split(/[?#]/)[0] !== page) return null
  return { tab: tab.id, frame: frameId }
}

/**
 * Lets a drawer in that shows its token first, and hands on what it says afterwards. Everybody else is refused, and
 * learns nothing.
 */
export function guardDrawer(
  port: Port,
  tokens: Pick<DrawerTokens, 'claim'>,
  desk: {
    tabOf(id: number): DrawerTab
    said(tab: DrawerTab, report: DrawerReport): void
    left(id: number): void
  },
): void {
  const place = placeOf(port)
  let isGone = false
  let admitted: Promise<DrawerTab | null> | undefined

  async function admit(message: unknown): Promise<DrawerTab | null> {
    const report = readDrawerReport(message)
    const isOurs = place && report?.kind === 'claim' && (await tokens.claim(report.token, place.tab, place.frame))
    if (isGone) return null
    if (isOurs) {
      const tab = desk.tabOf(place.tab)
      tab.drawerCame(port)
      return tab
    }
    tellPort(port, { kind: 'refused' })
    port.disconnect()
    return null
  }

  async function heard(message: unknown): Promise<void> {
    if (!admitted) {
      admitted = admit(message).catch(() => null)
      return
    }
    const tab = await admitted
    const report = readDrawerReport(message)
    if (tab && report) desk.said(tab, report)
  }

  async function left(): Promise<void> {
    isGone = true
    const tab = await admitted
    if (!tab || !place) return
    tab.drawerLeft(port)
    desk.left(place.tab)
  }

  port.onMessage.addListener((message: unknown) => void heard(message))
  port.onDisconnect.addListener(() => void left())
}
