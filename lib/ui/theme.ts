import { effect } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { browser } from 'wxt/browser'
import { language, setLanguage } from '../i18n/t.ts'
import { log } from '../log.ts'
import type { Preferences } from '../settings.ts'

/**
 * Keeps language, `lang` and theme of the document as the user chose them, now and whenever that changes. Resolves when
 * the words of the first language are there.
 */
export async function followPreferences(preferences: ReadonlySignal<Preferences>, root: HTMLElement): Promise<void> {
  let latest = Promise.resolve()
  effect(() => {
    const { language: preferred, theme } = preferences.value
    if (theme === 'auto') delete root.dataset.theme
    else root.dataset.theme = theme
    latest = setLanguage(preferred, browser.i18n.getUILanguage()).catch((error: unknown) =>
      log('words-missing', { error: error instanceof Error ? error.name : 'unknown' }),
    )
  })
  effect(() => {
    root.lang = language.value
  })
  await latest
}
