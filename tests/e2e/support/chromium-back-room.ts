import type { BrowserContext, Page } from '@playwright/test'

/** The part of `chrome.developerPrivate`, the card of an extension on chrome://extensions, that is used here. */
interface ExtensionCard {
  updateExtensionConfiguration(change: {
    extensionId: string
    errorCollection?: boolean
    hostAccess?: 'ON_CLICK' | 'ON_ALL_SITES'
  }): Promise<void>
  getExtensionInfo(
    extensionId: string,
  ): Promise<{ runtimeErrors: { message: string; source: string; severity: string }[] }>
}
/** Under chrome://extensions, where the functions given to `evaluate` run. */
declare const chrome: { developerPrivate: ExtensionCard }

const ROOM = 'chrome://extensions/'
/** A text of that page, which may do all that the page may: its list, and keeping it up to date, is a third of a browser's start. */
const BARE_ROOM = `${ROOM}strings.m.js`

/** The browser's first tab, kept on an address of chrome://extensions: where a user would look at errors and switch site access. */
export interface BackRoom {
  page: Page
  /** Uncaught errors and `console.error` of the extension since this browser was started, background included. */
  errors(): Promise<string[]>
  setSiteAccess(allowed: boolean): Promise<void>
}

/**
 * Opens it and has the browser collect the extension's errors from now on. Needs developer mode.
 * @param isSeen Somebody looks at the browser: then it is the page with the list.
 */
export async function openBackRoom(context: BrowserContext, extensionId: string, isSeen: boolean): Promise<BackRoom> {
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(isSeen ? ROOM : BARE_ROOM)
  const configure = (change: { errorCollection?: boolean; hostAccess?: 'ON_CLICK' | 'ON_ALL_SITES' }) =>
    page.evaluate((wanted) => chrome.developerPrivate.updateExtensionConfiguration(wanted), { extensionId, ...change })
  await configure({ errorCollection: true })
  return {
    page,
    errors: async () => {
      const { runtimeErrors } = await page.evaluate((id) => chrome.developerPrivate.getExtensionInfo(id), extensionId)
      return runtimeErrors
        .filter(({ severity }) => severity === 'ERROR')
        .map(({ message, source }) => `${source}: ${message}`)
    },
    setSiteAccess: (allowed) => configure({ hostAccess: allowed ? 'ON_ALL_SITES' : 'ON_CLICK' }),
  }
}
