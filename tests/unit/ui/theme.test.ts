// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { t } from '../../../lib/i18n/t.ts'
import { preferencesItem } from '../../../lib/settings.ts'
import type { Preferences } from '../../../lib/settings.ts'
import { followPreferences } from '../../../lib/ui/theme.ts'

beforeEach(() => fakeBrowser.reset())

describe('followPreferences', () => {
  it('keeps lang, words and theme of the document as chosen', async () => {
    vi.spyOn(browser.i18n, 'getUILanguage').mockReturnValue('en-US')
    const preferences = signal<Preferences>(preferencesItem.fallback)
    const root = document.createElement('html')
    await followPreferences(preferences, root)
    expect([root.lang, root.dataset.theme, t('tab.rules')]).toEqual(['en', undefined, 'Rules'])

    preferences.value = { ...preferences.value, language: 'zh-CN', theme: 'dark' }
    expect(root.dataset.theme).toBe('dark')
    await vi.waitFor(() => expect([root.lang, t('tab.rules')]).toEqual(['zh-CN', '规则']))

    preferences.value = { ...preferences.value, theme: 'auto' }
    expect(root.dataset.theme).toBeUndefined()
  })
})
