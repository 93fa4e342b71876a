import { effect } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { browser } from 'wxt/browser'
import { language, setLanguage } from '../i18n/t.ts'
import type { Preferences } from '../settings.ts'

/** Keeps language, `lang` and theme of the document as the user chose them, now and whenever that changes. */
export function followPreferences(preferences: ReadonlySignal<Preferences>, root: HTMLElement): () => void {
  return effect(() => {
    const { language: preferred, theme } = preferences.value
    setLanguage(preferred, browser.i18n.getUILanguage())
    root.lang = language.value
    if (theme === 'auto') delete root.dataset.theme
    else root.dataset.theme = theme
  })
}
