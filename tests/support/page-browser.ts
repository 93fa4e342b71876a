import { chromium } from '@playwright/test'
import { launch } from 'puppeteer-core'
import { browserPath } from './browser-paths.ts'
import { DISABLED_FEATURES, chromiumArguments } from './chromium-arguments.ts'
import type { Ports } from './chromium-arguments.ts'
import { firefoxPreferences } from './firefox-preferences.ts'
import { until } from './until.ts'

/** One tab of a browser without the extension, whose only internet is the simulator. */
export interface PageBrowser {
  goto(url: string): Promise<void>
  /** What a piece of JavaScript comes to in the page's own world. */
  evaluate<T>(code: string): Promise<T>
  waitFor(selector: string): Promise<void>
  /** Clicks as a content script would. */
  click(selector: string): Promise<void>
  setViewport(width: number, height: number): Promise<void>
  /** What the page threw. */
  errors: string[]
  /** Navigations of the tab itself. */
  navigations: string[]
  /** Questions of `confirm`, which are answered with yes. */
  questions: string[]
  screenshot(path: string): Promise<void>
  close(): Promise<void>
}

/** The parts that both drivers have in common. */
interface DrivenPage {
  goto(url: string): Promise<unknown>
  evaluate(code: string): Promise<unknown>
  screenshot(options: { path: string }): Promise<unknown>
}

const WIDE = { width: 1100, height: 800 }

/** Starts a browser for the page alone. */
export async function openPageBrowser(kind: 'chromium' | 'firefox', ports: Ports): Promise<PageBrowser> {
  return kind === 'chromium' ? inChromium(ports) : inFirefox(ports)
}

/** What both have: `evaluate` and waiting by it. */
function common(page: DrivenPage) {
  const evaluate = async <T>(code: string): Promise<T> => (await page.evaluate(code)) as T
  return {
    errors: [] as string[],
    navigations: [] as string[],
    questions: [] as string[],
    evaluate,
    goto: async (url: string) => {
      await page.goto(url)
    },
    waitFor: async (selector: string) => {
      const isThere = `document.querySelector(${JSON.stringify(selector)}) !== null`
      // A page that is just going has nobody to answer.
      await until(selector, () => evaluate<boolean>(isThere).catch(() => false))
    },
    click: (selector: string) => evaluate<void>(`document.querySelector(${JSON.stringify(selector)}).click()`),
    screenshot: async (path: string) => {
      await page.screenshot({ path })
    },
  }
}

async function inChromium(ports: Ports): Promise<PageBrowser> {
  const browser = await chromium.launch({
    executablePath: browserPath('chromium'),
    args: [...chromiumArguments('', ports).filter((line) => !line.includes('extension')), DISABLED_FEATURES],
  })
  const context = await browser.newContext({ viewport: WIDE, locale: 'zh-CN', ignoreHTTPSErrors: true })
  const page = await context.newPage()
  const shared = common(page)
  page.on('pageerror', ({ message }) => shared.errors.push(message))
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) shared.navigations.push(frame.url())
  })
  page.on('dialog', (dialog) => {
    shared.questions.push(dialog.message())
    void dialog.accept()
  })
  return {
    ...shared,
    setViewport: (width, height) => page.setViewportSize({ width, height }),
    close: () => browser.close(),
  }
}

async function inFirefox(ports: Ports): Promise<PageBrowser> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: browserPath('firefox'),
    acceptInsecureCerts: true,
    defaultViewport: WIDE,
    extraPrefsFirefox: { ...firefoxPreferences('none@example.org', ports), 'intl.accept_languages': 'zh-CN' },
  })
  const page = await browser.newPage()
  const shared = common(page)
  page.on('pageerror', (error) => shared.errors.push(error instanceof Error ? error.message : String(error)))
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) shared.navigations.push(frame.url())
  })
  page.on('dialog', (dialog) => {
    shared.questions.push(dialog.message())
    void dialog.accept()
  })
  return {
    ...shared,
    setViewport: (width, height) => page.setViewport({ width, height }),
    close: () => browser.close(),
  }
}
