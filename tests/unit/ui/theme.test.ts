// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { language } from '../../../lib/i18n/t.ts'
import type { Preferences } from '../../../lib/settings.ts'
import { followPreferences } from '../../../lib/ui/theme.ts'

beforeEach(() => fakeBrowser.reset())

describe('followPreferences', () => {
  it('keeps lang, words and theme of the document as chosen', () => {
    vi.spyOn(browser.i18n, 'getUILanguage').mockReturnValue('en-US')
    const preferences = signal<Preferences>({ language: 'auto', theme: 'auto', replyDelayMs: 0 })
    const root = document.createElement('html')
    const stop = followPreferences(preferences, root)
    expect([root.lang, root.dataset.theme, language.value]).toEqual(['en', undefined, 'en'])

    preferences.value = { language: 'zh-CN', theme: 'dark', replyDelayMs: 0 }
    expect([root.lang, root.dataset.theme, language.value]).toEqual(['zh-CN', 'dark', 'zh-CN'])

    preferences.value = { language: 'zh-CN', theme: 'auto', replyDelayMs: 0 }
    expect(root.dataset.theme).toBeUndefined()
    stop()
  })
})
