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
}

const DEFAULTS: Preferences = {
  language: 'zh-CN',
  theme: 'auto',
  replyDelayMs: 1_500,
  listenForStoppedPage: true,
  pageButton: true,
  pageMarks: true,
}

interface ExtensionPage {
  storage: { local: { set(items: { preferences: object }): Promise<void> } }
}
declare const browser: ExtensionPage | undefined
declare const chrome: ExtensionPage

/**
 * Arranges preferences as if the user had chosen them in the settings, and waits until the page speaks the language.
 * Both browsers start in English where they have no Chinese of their own.
 */
export async function setPreferences(page: Tab, change: Partial<Preferences>): Promise<void> {
  const preferences: Preferences = { ...DEFAULTS, ...change }
  await page.evaluate(
    (chosen) => (typeof browser === 'undefined' ? chrome : browser).storage.local.set({ preferences: chosen }),
    preferences,
  )
  if (preferences.language !== 'auto') await page.css(`html[lang="${preferences.language}"]`).waitVisible()
}
