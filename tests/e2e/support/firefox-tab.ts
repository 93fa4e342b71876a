import type { Frame as PuppeteerFrame, Page } from 'puppeteer-core'
import { ADDON_UUID } from '../../support/firefox-preferences.ts'
import { until } from '../../support/until.ts'
import { callOf } from './call-of.ts'
import type { Discarded, Frame, Tab } from './companion.ts'
import { inBrowserItself } from './firefox-chrome.ts'
import { placeOfFrame, placeOfPage } from './firefox-place.ts'
import type { Place } from './firefox-place.ts'
import { inClosedShadow } from './firefox-shadow.ts'
import { firefoxFinder } from './firefox-widget.ts'

/** Where the extension's own pages are. */
export const ORIGIN = `moz-extension://${ADDON_UUID}`

/** The document's own word: the driver does not see the address of an extension's page. */
export const addressOf = (frame: PuppeteerFrame): Promise<string> => frame.evaluate(() => location.href)

/** A page as a tab. Its address is an extension's or a site's; Firefox never tells when the former has loaded. */
export function firefoxTab(page: Page, addonId: string): Tab {
  const place = placeOfPage(page)
  const browser = page.browser()
  const loaded = (url: string) =>
    until(
      `${url} to load`,
      () => page.evaluate(() => document.readyState === 'complete' && !('storyOld' in globalThis)),
      15_000,
    )
  /** Runs in Firefox's own window, where this tab is `tab`. */
  const withTab = async (script: string) => {
    await page.bringToFront()
    return inBrowserItself(browser, `(async () => { const tab = gBrowser.selectedTab; ${script} })()`)
  }
  return {
    ...firefoxFrame(place),
    goto: async (url) => {
      if (!url.startsWith(ORIGIN)) {
        await page.goto(url)
        return
      }
      void page.goto(url).catch(() => undefined) // never answers, though the page loads
      await until(`the address ${url}`, () => page.evaluate((wanted) => location.href === wanted, url), 15_000)
      await loaded(url)
    },
    reload: async () => {
      await page.evaluate(() => {
        Object.assign(globalThis, { storyOld: true })
        location.reload()
      })
      await loaded('the page')
    },
    back: async () => {
      const before = await addressOf(page.mainFrame())
      await page.evaluate(() => history.back())
      await until('another address', async () => (await addressOf(page.mainFrame())) !== before)
    },
    frame: async (urlPart, timeout) => {
      const found = await until(`a frame with ${urlPart}`, () => frameWith(page, urlPart), timeout)
      return firefoxFrame(placeOfFrame(page, found))
    },
    frameGone: async (urlPart) => {
      await until(`no frame with ${urlPart}`, async () => (await frameWith(page, urlPart)) === undefined)
    },
    inShadow: (selector, run) => inClosedShadow(page, selector, run),
    clickAt: async (x, y) => {
      await page.bringToFront()
      await place.click(x, y)
    },
    press: async (key) => {
      await page.bringToFront()
      await place.press(key)
    },
    pressCommand: async (command) => {
      await withTab(`
        const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(addonId)})
        const { shortcut } = (await extension.shortcuts.commands).get(${JSON.stringify(command)})
        const last = shortcut.split('+').at(-1)
        document.querySelector('keyset[id^="ext-keyset-id"] > key[key="' + last + '"]').doCommand()`)
    },
    sayYes: () => {
      page.removeAllListeners('dialog')
      page.on('dialog', (dialog) => void dialog.accept())
    },
    crash: async () => {
      const pid = Number(await withTab('return String(tab.linkedBrowser.frameLoader.remoteTab.osPid)'))
      const before = await crashedTabs(page)
      process.kill(pid, 'SIGKILL')
      await until('the crash to be noticed', async () => (await crashedTabs(page)) > before)
    },
    discard: async () => {
      const index = await withTab(`
        gBrowser.selectedTab = gBrowser.addTrustedTab('about:blank')
        await gBrowser.prepareDiscardBrowser(tab)
        if (!gBrowser.discardBrowser(tab, true)) throw new Error('Firefox kept the page')
        return String(gBrowser.tabs.indexOf(tab))`)
      return discarded(page, addonId, Number(index))
    },
    freeze: null,
    setViewport: (width, height) => page.setViewport({ width, height }),
    screenshot: async (path) => {
      await page.screenshot({ path: path })
    },
    bringToFront: () => page.bringToFront(),
    close: () => page.close(),
  }
}

function firefoxFrame(place: Place): Frame {
  return {
    ...firefoxFinder(place),
    url: () => addressOf(place.frame),
    evaluate: <Result, Argument>(run: (argument: Argument) => Result | Promise<Result>, argument: Argument) =>
      place.frame.evaluate<[], () => Result | Promise<Result>>(callOf(run, argument)),
  }
}

/** The driver calls every frame of an extension about:blank. */
async function frameWith(page: Page, urlPart: string): Promise<PuppeteerFrame | undefined> {
  const frames = page.frames().filter((frame) => frame !== page.mainFrame())
  const late = new Promise<string>((resolve) => void setTimeout(resolve, 1_000, ''))
  const addresses = await Promise.all(frames.map((frame) => Promise.race([addressOf(frame).catch(() => ''), late])))
  return frames.find((_, index) => addresses[index]?.includes(urlPart))
}

const crashedTabs = async (page: Page): Promise<number> =>
  Number(
    await inBrowserItself(page.browser(), `String(gBrowser.tabs.filter((tab) => tab.hasAttribute('crashed')).length)`),
  )

/** The tab at this place of the window, without its page; the last one was opened only to be in front. */
function discarded(page: Page, addonId: string, index: number): Discarded {
  const browser = page.browser()
  return {
    revive: async () => {
      const before = new Set(await browser.pages())
      await inBrowserItself(
        browser,
        `gBrowser.removeTab(gBrowser.selectedTab); gBrowser.selectedTab = gBrowser.tabs[${index}]; ''`,
      )
      const revived = await until('the page to be there again', async () => {
        const [fresh] = (await browser.pages()).filter((other) => !before.has(other))
        return fresh && (await addressOf(fresh.mainFrame())) !== 'about:blank' && fresh
      })
      return firefoxTab(revived, addonId)
    },
  }
}
