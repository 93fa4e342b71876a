import { readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { launch } from 'puppeteer-core'
import type { Browser, Page } from 'puppeteer-core'
import { browserPath } from '../../support/browser-paths.ts'
import { builtExtension, geckoId } from '../../support/build.ts'
import { firefoxPreferences } from '../../support/firefox-preferences.ts'
import { until } from '../../support/until.ts'
import type { Companion, LaunchOptions } from './companion.ts'
import { findTab } from './find-tab.ts'
import { inBrowserItself } from './firefox-chrome.ts'
import { ORIGIN, addressOf, firefoxTab } from './firefox-tab.ts'
import { startInFolders } from './folders.ts'
import type { Folders } from './folders.ts'
import { askPolicy } from './policy-fetch.ts'
import { POPUP_SIZE } from './popup-size.ts'

/** Firefox with the companion as a temporary add-on, driven over BiDi, in a fresh profile that is removed at `close`. */
export async function launchFirefox(options: LaunchOptions): Promise<Companion> {
  const extension = options.extension ?? builtExtension('firefox')
  const addonId = geckoId(extension)

  const start = async ({ profile, downloads }: Folders) => {
    const browser = await launch({
      browser: 'firefox',
      executablePath: options.executable ?? browserPath('firefox'),
      headless: !options.headed,
      // Nobody here asks the driver about requests: the simulator has them all, and the browser is spared the work.
      networkEnabled: false,
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

  const { folders, running: first } = await startInFolders(options, start)
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
      const own = errors.filter((error) => !CLOSED_BEFORE_THE_ANSWER.test(error))
      return isKilled ? own.filter((error) => !KILLED_BEFORE_THE_ANSWER.test(error)) : own
    },
    extensionUrl: (path) => `${ORIGIN}/${path}`,
    popup: async () => {
      const popup = await companion.open(companion.extensionUrl('popup.html'))
      if (!options.headed) await popup.setViewport(POPUP_SIZE.width, POPUP_SIZE.height)
      return popup
    },
    open: async (url) => {
      const tab = firefoxTab(await running.newPage(), addonId)
      await tab.goto(url)
      return tab
    },
    tabs: async () => (await pagesThatAreThere(running)).map((page) => firefoxTab(page, addonId)),
    waitForTab: (urlPart, timeout) => findTab(companion, urlPart, timeout),
    waitForDownload: async (timeout) => {
      const name = await until(
        'a saved file',
        async () => (await finished(downloads)).find((file) => !given.has(file)),
        timeout,
      )
      given.add(name)
      const path = join(downloads, name)
      return { name, path, text: await readFile(path, 'utf8') }
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
      addressOf(page.mainFrame()).then(
        () => true,
        () => false,
      ),
    ),
  )
  return pages.filter((_, index) => there[index])
}

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

/**
 * What it says of a call that fails once its page has closed or its background has ended, as a popup does whenever something
 * else is clicked. No code of ours is left there that could hear of it.
 */
const CLOSED_BEFORE_THE_ANSWER = /Promise rejected after context unloaded/

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
