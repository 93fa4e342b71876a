import type { BrowserContext, Frame as PlaywrightFrame, Page, Worker } from '@playwright/test'
import { until } from '../../support/until.ts'
import { callOf } from './call-of.ts'
import { standStill } from './chromium-freeze.ts'
import { inClosedShadow } from './chromium-shadow.ts'
import { chromiumFinder } from './chromium-widget.ts'
import type { Discarded, Frame, Tab } from './companion.ts'

/** The parts of the extension's interface that are used here. */
declare const chrome: {
  tabs: {
    query(which: { active: true; lastFocusedWindow: true }): Promise<{ id?: number }[]>
    discard(id: number): Promise<{ id?: number } | undefined>
    update(id: number, change: { active: true }): Promise<unknown>
  }
  /** Events of Chromium's own can be made to happen. */
  commands: { onCommand: { dispatch(command: string): void } }
}

/** The worker, in which scripts can be run. @throws {Error} When it has died. */
export function backgroundOf(context: BrowserContext): Worker {
  const [worker] = context.serviceWorkers()
  if (!worker) throw new Error('The background is not running')
  return worker
}

/** A Playwright page as a tab. */
export function chromiumTab(page: Page): Tab {
  return {
    ...chromiumFrame(page.mainFrame()),
    goto: async (url) => {
      await page.goto(url)
    },
    reload: async () => {
      await page.reload()
    },
    back: async () => {
      const before = page.url()
      // A page that comes back from memory never loads.
      await page.goBack({ waitUntil: 'commit' })
      await until('another address', () => page.url() !== before)
    },
    frame: async (urlPart, timeout) =>
      chromiumFrame(await until(`a frame with ${urlPart}`, () => frameWith(page, urlPart), timeout)),
    frameGone: async (urlPart) => {
      await until(`no frame with ${urlPart}`, () => frameWith(page, urlPart) === undefined)
    },
    inShadow: (selector, run) => inClosedShadow(page, selector, run),
    clickAt: (x, y) => page.mouse.click(x, y),
    press: (key) => page.keyboard.press(key),
    pressCommand: async (command) => {
      await page.bringToFront()
      await backgroundOf(page.context()).evaluate((name) => chrome.commands.onCommand.dispatch(name), command)
    },
    sayYes: () => {
      page.removeAllListeners('dialog')
      page.on('dialog', (dialog) => dialog.accept())
    },
    crash: async () => {
      const crashed = page.waitForEvent('crash')
      const session = await page.context().newCDPSession(page)
      // The one who could answer is dead by then.
      session.send('Page.crash').catch(() => undefined)
      await crashed
    },
    discard: () => discard(page),
    freeze: () => standStill(page),
    setViewport: (width, height) => page.setViewportSize({ width, height }),
    screenshot: async (path) => {
      await page.screenshot({ path })
    },
    bringToFront: () => page.bringToFront(),
    close: () => page.close(),
  }
}

function frameWith(page: Page, urlPart: string): PlaywrightFrame | undefined {
  return page.frames().find((frame) => frame !== page.mainFrame() && frame.url().includes(urlPart))
}

function chromiumFrame(frame: PlaywrightFrame): Frame {
  return {
    ...chromiumFinder(frame),
    url: () => Promise.resolve(frame.url()),
    evaluate: (run, argument) => frame.evaluate(callOf(run, argument)),
  }
}

/** Drops a page as the browser does when memory is short; Chromium never drops the one in front. */
async function discard(page: Page): Promise<Discarded> {
  const context = page.context()
  const background = backgroundOf(context)
  await page.bringToFront()
  const id = await background.evaluate(async () => {
    const [front] = await chrome.tabs.query({ active: true, lastFocusedWindow: true })
    return front?.id
  })
  if (id === undefined) throw new Error('No tab is in front')
  const other = await context.newPage()
  await other.bringToFront()
  const gone = page.waitForEvent('close')
  const empty = await background.evaluate(async (tab) => (await chrome.tabs.discard(tab))?.id, id)
  if (empty === undefined) throw new Error('Chromium kept the page')
  await gone
  return {
    revive: async () => {
      const coming = context.waitForEvent('page')
      await background.evaluate((tab) => chrome.tabs.update(tab, { active: true }), empty)
      const revived = await coming
      await revived.waitForLoadState()
      await other.close()
      return chromiumTab(revived)
    },
  }
}
