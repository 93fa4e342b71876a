import { browser } from 'wxt/browser'
import type { Archive } from '../../lib/archive/port.ts'
import { log } from '../../lib/log.ts'
import { DRAWER_PORT, HOST_PORT } from '../../lib/ports.ts'
import {
  drawerOpenItem,
  pageHealthItem,
  preferencesItem,
  readPreferences,
  statesItem,
  statusItem,
} from '../../lib/settings.ts'
import { SECOND } from '../../lib/time.ts'
import { guardDrawer } from './drawer-door.ts'
import { createDrawerTab, tellPort } from './drawer-tab.ts'
import type { DrawerTab, DrawerTabParts } from './drawer-tab.ts'
import { createDrawerTokens } from './drawer-tokens.ts'
import { readHostReport } from './host-reports.ts'
import { hostWords, pageMarks, pageWords } from './host-words.ts'
import type { PageHealth } from './page-health.ts'
import { whereFrom } from './page-senders.ts'

type Port = ReturnType<typeof browser.runtime.connect>

/** A page whose port died with the last worker calls back well within this. */
const CALL_BACK_WITHIN = 2 * SECOND

/**
 * The desk between the official pages and the drawers that stand on them: each drawer is told about the page it stands
 * on, once it has shown that it is ours (docs/decisions/0008).
 */
export function createDrawerDesk(given: {
  companion: DrawerTabParts['companion']
  archive: Promise<Pick<Archive, 'changes'>>
  health: PageHealth
}): {
  connected(port: Port): void
  /** Opens the drawer of the tab in front, or closes it. */
  toggle(): Promise<void>
} {
  const tokens = createDrawerTokens()
  const tabs = new Map<number, DrawerTab>()
  /** A shortcut that woke us, before the page could call back. */
  let wanted: { tab: number; until: number } | undefined

  const parts: DrawerTabParts = {
    companion: given.companion,
    async world() {
      const [status, states, broken] = await Promise.all([
        statusItem.getValue(),
        statesItem.getValue(),
        pageHealthItem.getValue(),
      ])
      return { status, states, broken }
    },
    async setUp() {
      const [{ language, theme, pageButton, pageMarks: marks }, isOpen] = await Promise.all([
        readPreferences(),
        drawerOpenItem.getValue(),
      ])
      return { kind: 'set-up', words: hostWords(pageWords(language)), theme, button: pageButton, marks, isOpen }
    },
    async marks(contact) {
      const { language, pageMarks: isWanted } = await readPreferences()
      if (!isWanted) return []
      return pageMarks(await (await given.companion).chatLines(contact), pageWords(language))
    },
  }

  const everyTab = (tell: (tab: DrawerTab) => void) => () => tabs.forEach(tell)
  preferencesItem.watch(everyTab((tab) => tab.preferencesChanged()))
  statusItem.watch(everyTab((tab) => tab.statusChanged()))
  statesItem.watch(everyTab((tab) => tab.worldChanged()))
  pageHealthItem.watch(everyTab((tab) => tab.worldChanged()))
  void given.archive.then((archive) => archive.changes((change) => tabs.forEach((tab) => tab.archiveChanged(change))))

  function tabOf(id: number): DrawerTab {
    const known = tabs.get(id)
    if (known) return known
    const tab = createDrawerTab(parts)
    tabs.set(id, tab)
    return tab
  }

  function forgetIfEmpty(id: number): void {
    if (tabs.get(id)?.isEmpty()) tabs.delete(id)
  }

  function hostConnected(port: Port): void {
    const from = whereFrom(port.sender)
    if (from.kind !== 'top') return
    const id = from.tab
    const tab = tabOf(id)
    tab.hostCame(port)
    port.onMessage.addListener((message: unknown) => {
      const report = readHostReport(message)
      if (!report) return log('strange report of the page')
      if (report.kind === 'health') given.health.tab(id, report.broken)
      else if (report.kind === 'opening') opening(id, port)
      else if (report.kind === 'closed') rememberOpen(false)
      else tab.reported(report)
    })
    port.onDisconnect.addListener(() => {
      if (tab.hostLeft(port)) given.health.tabGone(id)
      forgetIfEmpty(id)
    })
    // Another tab may call back first.
    if (wanted?.tab !== id) return
    if (Date.now() < wanted.until) tab.tellHost({ kind: 'toggle' })
    wanted = undefined
  }

  function opening(id: number, port: Port): void {
    rememberOpen(true)
    tokens.issue(id).then(
      (token) => tellPort(port, { kind: 'token', token }),
      () => log('no token for the drawer'),
    )
  }

  function drawerConnected(port: Port): void {
    guardDrawer(port, tokens, {
      tabOf,
      said(tab, report) {
        if (report.kind === 'fill') tab.fill(port, report)
        else if (report.kind === 'close') tab.tellHost({ kind: 'close' })
      },
      left: forgetIfEmpty,
    })
  }

  return {
    connected(port) {
      if (port.name === HOST_PORT) hostConnected(port)
      if (port.name === DRAWER_PORT) drawerConnected(port)
    },
    async toggle() {
      const [front] = await browser.tabs.query({ active: true, lastFocusedWindow: true })
      if (front?.id === undefined) return
      const tab = tabs.get(front.id)
      if (tab?.hasHost()) tab.tellHost({ kind: 'toggle' })
      else wanted = { tab: front.id, until: Date.now() + CALL_BACK_WITHIN }
    },
  }
}

/** Where the user left it: the next page starts like that. */
function rememberOpen(isOpen: boolean): void {
  drawerOpenItem.setValue(isOpen).catch(() => log('drawer state lost'))
}
