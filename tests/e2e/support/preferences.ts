import type { Tab } from './companion.ts'

/** The user's preferences as the product stores them under `preferences`. */
export interface Preferences {
  language: 'auto' | 'zh-CN' | 'en'
  theme: 'auto' | 'light' | 'dark'
  /** Pause before a reply, ms. */
  replyDelayMs: number
  /** The background listens in place of an open page that has stopped. */
  listenForStoppedPage: boolean
  /** The drawer's button, and the marks, on the page. */
  pageButton: boolean
  pageMarks: boolean
  /** How often rules may answer; the first two in ms. */
  limits: { friendMs: number; groupMs: number; perMinute: number; perHour: number; perDay: number }
  /** QQ numbers that are never answered. */
  serviceAccounts: string[]
}

/** As the product has them before anybody has changed them. */
export const SHIPPED_LIMITS: Preferences['limits'] = {
  friendMs: 600_000,
  groupMs: 1_800_000,
  perMinute: 6,
  perHour: 40,
  perDay: 200,
}

const DEFAULTS: Preferences = {
  language: 'zh-CN',
  theme: 'auto',
  replyDelayMs: 1_500,
  listenForStoppedPage: true,
  pageButton: true,
  pageMarks: true,
  // Most stories have somebody answered more than once; those about limits say which.
  limits: { ...SHIPPED_LIMITS, friendMs: 0, groupMs: 0 },
  serviceAccounts: ['10000'],
}

/** Of the shape above; without it the product takes them for the first version's, and brings them up to date. */
const VERSION = { v: 3 }

interface ExtensionPage {
  storage: { local: { set(items: object): Promise<void> } }
}
declare const browser: ExtensionPage | undefined
declare const chrome: ExtensionPage

/**
 * Arranges preferences as if the user had chosen them in the settings, and waits until the page speaks the language.
 * Both browsers start in English where they have no Chinese of their own.
 */
export async function setPreferences(page: Tab, change: Partial<Preferences>): Promise<void> {
  const preferences: Preferences = { ...DEFAULTS, ...change }
  await page.evaluate((items) => (typeof browser === 'undefined' ? chrome : browser).storage.local.set(items), {
    preferences,
    preferences$: VERSION,
  })
  if (preferences.language !== 'auto') await page.css(`html[lang="${preferences.language}"]`).waitVisible()
}
