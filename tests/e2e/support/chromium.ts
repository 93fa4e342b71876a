import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { chromium } from '@playwright/test'
import type { BrowserContext, Page } from '@playwright/test'
import { browserPath } from '../../support/browser-paths.ts'
import { builtExtension } from '../../support/build.ts'
import { DISABLED_FEATURES, chromiumArguments } from '../../support/chromium-arguments.ts'
import { until } from '../../support/until.ts'
import { callOf } from './call-of.ts'
import { openBackRoom } from './chromium-back-room.ts'
import { backgroundOf, chromiumTab } from './chromium-tab.ts'
import type { Companion, LaunchOptions } from './companion.ts'
import { findTab } from './find-tab.ts'
import { startInFolders } from './folders.ts'
import type { Folders } from './folders.ts'
import { askPolicy } from './policy-fetch.ts'
import type { PolicyVerdict } from './policy-fetch.ts'
import { POPUP_SIZE } from './popup-size.ts'

/** Chromium with the companion, driven by Playwright, in a fresh profile that is removed at `close`. */
export async function launchChromium(options: LaunchOptions): Promise<Companion> {
  const extension = options.extension ?? builtExtension('chromium')
  const { folders, running: first } = await startInFolders(options, async (fresh) => {
    await writePreferences(fresh.profile, options)
    return startChromium(fresh, extension, options)
  })
  let running = first
  const { downloads } = folders
  const given = new Set<string>()
  const earlierErrors: string[] = []

  const companion: Companion = {
    kind: 'chromium',
    downloads,
    errors: async () => [...earlierErrors, ...(await running.backRoom.errors())],
    extensionUrl: (path) => `chrome-extension://${running.extensionId}/${path}`,
    popup: async () => {
      const popup = await companion.open(companion.extensionUrl('popup.html'))
      if (!options.headed) await popup.setViewport(POPUP_SIZE.width, POPUP_SIZE.height)
      return popup
    },
    open: async (url) => {
      const tab = chromiumTab(await running.context.newPage())
      await tab.goto(url)
      return tab
    },
    tabs: async () =>
      running.context
        .pages()
        .filter((page) => page !== running.backRoom.page)
        .map(chromiumTab),
    waitForTab: (urlPart, timeout) => findTab(companion, urlPart, timeout),
    waitForDownload: async (timeout) => {
      const name = await until('a saved file', () => running.saved.find((file) => !given.has(file)), timeout)
      given.add(name)
      const path = join(downloads, name)
      return { name, path, text: await readFile(path, 'utf8') }
    },
    savedFiles: () => readdir(downloads),
    killBackground: () => killWorkers(running.backRoom.page),
    backgroundMayFetch: async (url) => {
      const background = backgroundOf(running.context)
      const verdict: PolicyVerdict = await background.evaluate(callOf(askPolicy, { url, from: 'here' }))
      return verdict === 'let through'
    },
    setSiteAccess: (allowed) => running.backRoom.setSiteAccess(allowed),
    restart: async () => {
      earlierErrors.push(...(await running.backRoom.errors()))
      for (const page of running.context.pages()) if (page !== running.backRoom.page) await page.close()
      await running.context.close()
      running = await startChromium(folders, extension, options)
    },
    closed: () => new Promise((resolve) => running.context.once('close', () => resolve())),
    close: async () => {
      await running.context.close()
      await folders.remove()
    },
  }
  return companion
}

async function startChromium({ profile, downloads }: Folders, extension: string, options: LaunchOptions) {
  const language = options.language ?? 'zh-CN'
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: options.executable ?? browserPath('chromium'),
    headless: !options.headed,
    handleSIGINT: false,
    handleSIGTERM: false,
    colorScheme: options.colorScheme ?? 'light',
    locale: language,
    viewport: options.headed ? null : { width: 1100, height: 800 },
    args: [...chromiumArguments(extension, options), DISABLED_FEATURES, `--lang=${language}`],
  })
  try {
    const saved = watchDownloads(context, downloads)
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 15_000 }))
    const extensionId = new URL(worker.url()).host
    return { context, saved, extensionId, backRoom: await openBackRoom(context, extensionId, options.headed ?? false) }
  } catch (error) {
    await context.close()
    throw error
  }
}

/** A file name as the browser makes it when there is one of that name: `a.json`, `a (1).json`. */
function unlike(names: ReadonlySet<string>, wanted: string): string {
  const { name, ext } = parse(wanted)
  let free = wanted
  for (let count = 1; names.has(free); count++) free = `${name} (${count})${ext}`
  return free
}

/** Names of the files saved so far, as they are in `folder`; grows. */
function watchDownloads(context: BrowserContext, folder: string): string[] {
  const saved: string[] = []
  const names = new Set<string>()
  // Of the whole context: a page that was only just opened may be saving already.
  context.on('download', (download) => {
    const name = unlike(names, download.suggestedFilename())
    names.add(name)
    void download.saveAs(join(folder, name)).then(
      () => saved.push(name),
      () => undefined, // cancelled by the page or by the end of the test: no file, and a story sees that
    )
  })
  return saved
}

async function killWorkers(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.stopAllWorkers')
  await session.detach()
}

/**
 * Developer mode, in which the browser collects the extension's errors; and, when asked for, Settings > On start-up >
 * Continue where you left off, by which cookies without an expiry are kept.
 */
async function writePreferences(profile: string, { keepSessionCookies, blockCookies }: LaunchOptions): Promise<void> {
  await mkdir(join(profile, 'Default'), { recursive: true })
  const preferences = {
    extensions: { ui: { developer_mode: true } },
    ...(keepSessionCookies ? { session: { restore_on_startup: 1 } } : {}),
    ...(blockCookies ? { profile: { default_content_setting_values: { cookies: 2 } } } : {}),
  }
  await writeFile(join(profile, 'Default/Preferences'), JSON.stringify(preferences))
}
