import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'

/** What a start of the extension finds in the storage, and makes of it. */
async function started() {
  vi.resetModules()
  return import('../../lib/settings.ts')
}

beforeEach(() => fakeBrowser.reset())

describe('the preferences', () => {
  /** As version 1 wrote them. Never changed. */
  const VERSION_1 = { language: 'en', theme: 'dark', replyDelayMs: 3_000 }

  it.each([
    ['with its number', { preferences: VERSION_1, preferences$: { v: 1 } }],
    ['without', { preferences: VERSION_1 }],
  ])('of version 1 keep what was chosen, and what is new is on (%s)', async (_how, stored) => {
    await browser.storage.local.set(stored)
    const { readPreferences } = await started()
    expect(await readPreferences()).toEqual({
      ...VERSION_1,
      listenForStoppedPage: true,
      pageButton: true,
      pageMarks: true,
    })
  })

  it('of this version are read as they are', async () => {
    const chosen = { ...VERSION_1, listenForStoppedPage: false, pageButton: false, pageMarks: false }
    await browser.storage.local.set({ preferences: chosen, preferences$: { v: 2 } })
    const { readPreferences } = await started()
    expect(await readPreferences()).toEqual(chosen)
  })
})
