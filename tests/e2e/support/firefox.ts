import { readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { launch } from 'puppeteer-core'
import type { Browser, Page } from 'puppeteer-core'
import { browserPath } from '../../support/browser-paths.ts'
import { builtExtension, geckoId } from '../../support/build.ts'
import { ADDON_UUID, firefoxPreferences } from '../../support/firefox-preferences.ts'
import { until } from '../../support/until.ts'
import { callOf } from './call-of.ts'
import type { Companion, LaunchOptions, Tab } from './companion.ts'
import { findTab } from './find-tab.ts'
import { inBrowserItself } from './firefox-chrome.ts'
import { firefoxFinder, pressKeys } from './firefox-widget.ts'
import { startInFolders } from './folders.ts'
import type { Folders } from './folders.ts'
import { askPolicy } from './policy-fetch.ts'
import { POPUP_SIZE } from './popup-size.ts'

const ORIGIN = `moz-extension://${ADDON_UUID}`

/** Firefox with the companion as a temporary add-on, driven over BiDi, in a fresh profile that is removed at `close`. */
export async function launchFirefox(options: LaunchOptions): Promise<Companion> {
  const extension = options.extension ?? builtExtension('firefox')
  const addonId = geckoId(extension)

  const start = async ({ profile, downloads }: Folders) => {
    const browser = await launch({
      browser: 'firefox',
      executablePath: options.executable ?? browserPath('firefox'),
      headless: !options.headed,
      handleSIGINT: false,
      handleSIGTERM: false,
      acceptInsecureCerts: true,
      userDataDir: profile,
      defaultViewport: options.headed ? null : { width: 1100, height: 800 },
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: { ...firefoxPreferences(addonId, options), ...storyPreferences(downloads, options) },
    })
    try {
      await browser.installExtension(extension)
    } catch (error) {
      await browser.close()
      throw error
    }
    return browser
  }

  const { folders, running: first } = await startInFolders(options.profile, start)
  let running = first
  const { downloads } = folders
  const given = new Set<string>()
  const earlierErrors: string[] = []
  let isKilled = false

  const companion: Companion = {
    kind: 'firefox',
    downloads,
    errors: async () => {
      const errors = [...earlierErrors, ...(await consoleErrors(running))]
      return isKilled ? errors.filter((error) => !KILLED_BEFORE_THE_ANSWER.test(error)) : errors
    },
    extensionUrl: (path) => `${ORIGIN}/${path}`,
    popup: async () => {
      const popup = await companion.open(companion.extensionUrl('popup.html'))
      if (!options.headed) await popup.setViewport(POPUP_SIZE.width, POPUP_SIZE.height)
      return popup
    },
    open: async (url) => {
      const tab = firefoxTab(await running.newPage())
      await tab.goto(url)
      return tab
    },
    tabs: async () => (await pagesThatAreThere(running)).map(firefoxTab),
    waitForTab: (urlPart, timeout) => findTab(companion, urlPart, timeout),
    waitForDownload: async (timeout) => {
      const name = await until(
        'a saved file',
        async () => (await finished(downloads)).find((file) => !given.has(file)),
        timeout,
      )
      given.add(name)
      return { name, text: await readFile(join(downloads, name), 'utf8') }
    },
    savedFiles: () => finished(downloads),
    killBackground: async () => {
      isKilled = true
      const extension = `WebExtensionPolicy.getByID(${JSON.stringify(addonId)}).extension`
      await inBrowserItself(running, `${extension}.terminateBackground({ ignoreDevToolsAttached: true })`)
    },
    backgroundMayFetch: async (url) => {
      const page = await findTab(companion, ORIGIN)
      return (await page.evaluate(askPolicy, { url, from: 'background page' })) === 'let through'
    },
    setSiteAccess: async (allowed) => {
      await inBrowserItself(running, siteAccessScript(addonId, allowed))
    },
    restart: async () => {
      earlierErrors.push(...(await consoleErrors(running)))
      const [first, ...others] = await running.pages()
      for (const page of others) await page.close()
      await first?.goto('about:blank')
      await running.close()
      running = await start(folders)
    },
    closed: () => new Promise((resolve) => running.once('disconnected', () => resolve())),
    close: async () => {
      await running.close()
      await folders.remove()
    },
  }
  return companion
}

/** The driver goes on listing tabs that the extension has closed. */
async function pagesThatAreThere(browser: Browser): Promise<Page[]> {
  const pages = await browser.pages()
  const there = await Promise.all(
    pages.map((page) =>
      addressOf(page).then(
        () => true,
        () => false,
      ),
    ),
  )
  return pages.filter((_, index) => there[index])
}

/** A page as a tab. Its address is an extension's or a site's; Firefox never tells when the former has loaded. */
function firefoxTab(page: Page): Tab {
  const loaded = (url: string) =>
    until(
      `${url} to load`,
      () => page.evaluate(() => document.readyState === 'complete' && !('storyOld' in globalThis)),
      15_000,
    )
  return {
    ...firefoxFinder(page),
    url: () => addressOf(page),
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
    evaluate: <Result, Argument>(run: (argument: Argument) => Result | Promise<Result>, argument: Argument) =>
      page.evaluate<[], () => Result | Promise<Result>>(callOf(run, argument)),
    press: async (key) => {
      await page.bringToFront()
      await pressKeys(page, key)
    },
    setViewport: (width, height) => page.setViewport({ width, height }),
    screenshot: async (path) => {
      await page.screenshot({ path: path })
    },
    bringToFront: () => page.bringToFront(),
    close: () => page.close(),
  }
}

/** The page's own word: the driver does not see the address of an extension's page. */
const addressOf = (page: Page): Promise<string> => page.evaluate(() => location.href)

/** Files that are whole: Firefox writes `name.part` beside an empty `name` first. */
async function finished(folder: string): Promise<string[]> {
  const names = await readdir(folder)
  const whole: string[] = []
  for (const name of names) {
    if (name.endsWith('.part') || names.includes(`${name}.part`)) continue
    if ((await stat(join(folder, name))).size > 0) whole.push(name)
  }
  return whole
}

/** Uncaught errors of the add-on's pages and background, which only the browser's own console has. */
async function consoleErrors(browser: Browser): Promise<string[]> {
  const listed = await inBrowserItself(
    browser,
    `JSON.stringify(
      Services.console
        .getMessageArray()
        .filter((entry) => entry instanceof Ci.nsIScriptError && !(entry.flags & Ci.nsIScriptError.warningFlag))
        .filter((entry) => entry.sourceName.startsWith(${JSON.stringify(ORIGIN)}))
        .map((entry) => entry.sourceName + ': ' + entry.errorMessage),
    )`,
  )
  const errors: string[] = JSON.parse(listed)
  return errors
}

/** What Firefox says of a call whose background a story has killed before the answer came; without a kill it is a failure. */
const KILLED_BEFORE_THE_ANSWER = /Promise resolved after context unloaded/

function storyPreferences(downloads: string, options: LaunchOptions): Record<string, string | number | boolean> {
  const language = options.language ?? 'zh-CN'
  return {
    'extensions.webextOptionalPermissionPrompts': false,
    'extensions.webextensions.keepStorageOnUninstall': true,
    'extensions.webextensions.keepUuidOnUninstall': true,
    'browser.download.dir': downloads,
    'browser.download.folderList': 2,
    'browser.download.useDownloadDir': true,
    'browser.download.alwaysOpenPanel': false,
    'intl.accept_languages': language === 'en' ? 'en-US, en' : 'zh-CN, zh',
    'intl.locale.requested': language === 'en' ? 'en-US' : 'zh-CN',
    'layout.css.prefers-color-scheme.content-override': options.colorScheme === 'dark' ? 0 : 1,
    'browser.startup.page': options.keepSessionCookies ? 3 : 0,
    'browser.sessionstore.resume_from_crash': false,
    ...(options.backgroundIdleMs === undefined
      ? {}
      : { 'extensions.background.idle.timeout': options.backgroundIdleMs }),
    ...(options.blockCookies ? { 'network.cookie.cookieBehavior': 2 } : {}),
  }
}

/** What the switches on the add-on's permissions page do. */
function siteAccessScript(addonId: string, allowed: boolean): string {
  return `(async () => {
    const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs')
    const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(addonId)})
    const origins = extension.manifest.host_permissions
    await ExtensionPermissions.${allowed ? 'add' : 'remove'}(extension.id, { permissions: [], origins }, extension)
  })()`
}
