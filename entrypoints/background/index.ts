import { browser } from 'wxt/browser'
import { defineBackground } from 'wxt/utils/define-background'
import { openArchive } from '../../lib/archive/open.ts'
import { ArchiveError } from '../../lib/archive/port.ts'
import type { Archive } from '../../lib/archive/port.ts'
import { log } from '../../lib/log.ts'
import { headerRules } from '../../lib/smartqq/wire/endpoints.ts'
import { preferencesItem, statusItem } from '../../lib/settings.ts'
import { SECOND, sleep } from '../../lib/time.ts'
import { createBadge } from './badge.ts'
import { noteClock } from './clock.ts'
import { registerCommands } from './commands.ts'
import { createDrawerDesk } from './drawer-desk.ts'
import { createKeepAlive } from './keep-alive.ts'
import { onLoginCookie } from './login-cookies.ts'
import { tell } from './notices.ts'
import { createPageHealth } from './page-health.ts'
import { createPages } from './pages.ts'
import { createParts } from './parts.ts'
import type { Parts } from './parts.ts'
import { storageWorks, tellStorage } from './storage-notice.ts'
import { createKnownPages, oldTabs } from './stored-login.ts'
import { createQrDesk } from './qr-desk.ts'
import { registerRequests } from './requests.ts'
import { createRetention } from './retention.ts'
import { createRuleBook } from './rule-book.ts'

/**
 * Wiring only. Listeners are registered at once, so that an event that woke the background finds them; everything that
 * must be remembered is in storage, because the background can die at any await.
 */
export default defineBackground({
  type: 'module',
  main() {
    const keepAlive = createKeepAlive((slept) => void opened.then((parts) => tick(parts, slept)).catch(report))
    const nudge = () => void opened.then(({ connection }) => connection.nudge())
    const tryAgain = async () => (await opened).connection.tryAgain()
    const ruleBook = createRuleBook(() => void opened.then(({ companion }) => companion.rulesChanged()).catch(report))
    const badge = createBadge()
    const archive = openedArchive()
    const retention = createRetention(archive)
    const pageHealth = createPageHealth()
    let isBrowserStart = false
    const pages = createPages({
      side: async () => (await opened).pages.side(),
      journal: async (...given) => (await opened).pages.journal(...given),
      userSends: async (...given) => (await opened).pages.userSends(...given),
      userSent: async (...given) => (await opened).pages.userSent(...given),
      stateChosen: async (...given) => (await opened).pages.stateChosen(...given),
      known: createKnownPages(),
      oldTabs: { ...oldTabs, isBrowserStart: () => isBrowserStart },
      health: pageHealth.link,
      otherStore: () => tell('other-store'),
      changed: nudge,
    })
    const opened = archive.then((open) => createParts({ archive: open, lease: pages.lease, ruleBook, keepAlive }))
    const drawerDesk = createDrawerDesk({
      companion: opened.then(({ companion }) => companion),
      archive,
      health: pageHealth,
    })
    const qr = createQrDesk(keepAlive, tryAgain)

    registerRequests(ruleBook, opened)
    registerCommands(opened, drawerDesk)
    onLoginCookie(() => {
      pages.lease.expectPage()
      void tryAgain().catch(report)
    })
    browser.runtime.onConnect.addListener((port) => {
      pages.connected(port)
      qr.connected(port)
      drawerDesk.connected(port)
    })
    // A network that is back is worth a try at once: a poll held since before may be dead.
    self.addEventListener('online', () => void opened.then(({ connection }) => connection.awoke()))
    preferencesItem.watch((now, before) => {
      if (now.listenForStoppedPage !== before.listenForStoppedPage) nudge()
    })
    browser.permissions.onAdded.addListener(nudge)
    browser.permissions.onRemoved.addListener(nudge)
    // An alarm, a browser start and an installation wake the background; what there is to do is done by its start.
    browser.alarms.onAlarm.addListener(() => {
      badge.look()
      keepAlive.look()
      retention.look()
      void opened.then(({ companion }) => companion.wakeOutbox())
    })
    browser.runtime.onStartup.addListener(() => {
      isBrowserStart = true
      log('browser started')
    })
    browser.runtime.onInstalled.addListener(({ reason }) => {
      if (reason === 'install' || reason === 'update') void pages.holdForOldTabs().catch(report)
    })

    retention.look()
    start().catch(report)

    async function start(): Promise<void> {
      await insist(setHeaderRules)
      await pages.settle().catch(report)
      pageHealth.settled()
      const { companion, connection } = await opened
      await insist(() => companion.recover())
      await insist(() => connection.run(new AbortController().signal))
    }
  },
})

/** What has to be looked at now and then while there is a login. */
async function tick({ connection, companion, clockOffset, ...parts }: Parts, slept: boolean): Promise<void> {
  if (slept) {
    connection.awoke()
    companion.wakeOutbox()
  }
  companion.tick()
  parts.tick()
  const offset = clockOffset()
  if (offset !== null) await noteClock(offset)
  await connection.tick()
}

/** A step without which nothing is received: when it fails (storage, a permission just taken away) it is taken again. */
async function insist(step: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await step()
    } catch (error) {
      report(error)
      await sleep(10 * SECOND)
    }
  }
}

/** Session rules are gone after a browser restart: they are set at each start, before the first request. */
async function setHeaderRules(): Promise<void> {
  const addRules = headerRules(new URL(browser.runtime.getURL('/')).host)
  const old = await browser.declarativeNetRequest.getSessionRules()
  await browser.declarativeNetRequest.updateSessionRules({ addRules, removeRuleIds: old.map(({ id }) => id) })
}

/** The archive; without one nothing can be received, so it is tried again for as long as it takes. */
async function openedArchive(): Promise<Archive> {
  for (;;) {
    // One of an earlier version is brought up to date first, which can take longer than a worker may idle.
    const awake = setInterval(() => void browser.runtime.getPlatformInfo(), 20 * SECOND)
    try {
      const archive = await openArchive()
      storageWorks()
      return archive
    } catch (error) {
      report(error)
      if (error instanceof ArchiveError) tellStorage(error)
      await statusItem.setValue({ state: 'blocked', why: 'storage', detail: null })
      await sleep(10 * SECOND)
    } finally {
      clearInterval(awake)
    }
  }
}

function report(error: unknown): void {
  log('background failed', { name: error instanceof Error ? error.name : 'unknown' })
  tell('internal', error instanceof Error ? error.message : '')
}
