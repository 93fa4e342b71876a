import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createBadge } from '../../../entrypoints/background/badge.ts'
import { changeControls } from '../../../entrypoints/background/controls.ts'
import { followLoops, lookAtLoops } from '../../../entrypoints/background/loops.ts'
import { dismiss } from '../../../entrypoints/background/notices.ts'
import { loopsItem, noticesItem, preferencesItem } from '../../../lib/settings.ts'
import { MINUTE } from '../../../lib/time.ts'

const NOW = 1_795_348_800_000
const until = NOW + 30 * MINUTE
const told = async () => {
  await dismiss('none')
  return (await noticesItem.getValue()).map(({ code, detail }) => [code, detail])
}

beforeEach(() => {
  fakeBrowser.reset()
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('followLoops', () => {
  it('keeps the chats of each account, and tells of each new one once', async () => {
    await followLoops('10001', [{ conversation: 'anna', until }])
    await followLoops('10002', [{ conversation: 'bob', until }])
    await followLoops('10001', [
      { conversation: 'anna', until },
      { conversation: 'carl', until },
    ])
    expect(await loopsItem.getValue()).toEqual([
      { account: '10002', conversation: 'bob', until },
      { account: '10001', conversation: 'anna', until },
      { account: '10001', conversation: 'carl', until },
    ])
    expect(await told()).toEqual([
      ['loop', 'anna'],
      ['loop', 'bob'],
      ['loop', 'carl'],
    ])
  })

  it('lets go of what is over, and takes back what was told of it', async () => {
    await followLoops('10001', [{ conversation: 'anna', until }])
    await followLoops('10001', [])
    expect(await loopsItem.getValue()).toEqual([])
    expect(await told()).toEqual([])
  })
})

describe('lookAtLoops', () => {
  it('leaves out those that are over', async () => {
    await followLoops('10001', [{ conversation: 'anna', until }])
    vi.setSystemTime(until - 1)
    await lookAtLoops()
    expect(await loopsItem.getValue()).toHaveLength(1)
    vi.setSystemTime(until)
    await lookAtLoops()
    expect(await loopsItem.getValue()).toEqual([])
  })
})

describe('the toolbar button', () => {
  /** What the button says, and for when the alarm is set. */
  function button() {
    const seen = { text: '?', title: '?' }
    Object.assign(browser, {
      action: {
        setBadgeText: async ({ text }: { text: string }) => void (seen.text = text),
        setTitle: async ({ title }: { title: string }) => void (seen.title = title),
      },
    })
    vi.spyOn(browser.i18n, 'getUILanguage').mockReturnValue('zh-CN')
    return { seen, badge: createBadge() }
  }

  it('says in how many chats the loop breaker holds, until the last of them is over', async () => {
    const { seen, badge } = button()
    await vi.waitFor(() => expect(seen).toEqual({ text: '', title: '网页QQ伴侣' }))
    await followLoops('10001', [
      { conversation: 'anna', until },
      { conversation: 'bob', until: until + MINUTE },
    ])
    await vi.waitFor(() => expect(seen).toEqual({ text: '2', title: '网页QQ伴侣：2 个会话暂停自动回复' }))
    expect(await browser.alarms.get('loops')).toMatchObject({ scheduledTime: until })
    vi.setSystemTime(until)
    badge.look()
    await vi.waitFor(() => expect(seen.text).toBe('1'))
    vi.setSystemTime(until + MINUTE)
    badge.look()
    await vi.waitFor(() => expect(seen).toEqual({ text: '', title: '网页QQ伴侣' }))
    await vi.waitFor(async () => expect(await browser.alarms.get('loops')).toBeUndefined())
  })

  it('says before all else that replies have stopped, in the language of the user', async () => {
    const { seen } = button()
    await followLoops('10001', [{ conversation: 'anna', until }])
    await changeControls(() => ({ stopped: 'refused-sends' }))
    await vi.waitFor(() => expect(seen).toMatchObject({ text: '!', title: expect.stringContaining('自动回复已停止') }))
    await preferencesItem.setValue({ ...preferencesItem.fallback, language: 'en' })
    await vi.waitFor(() => expect(seen.title).toContain('auto-reply has stopped'))
    await changeControls(() => ({ stopped: null }))
    await vi.waitFor(() => expect(seen).toMatchObject({ text: '1', title: expect.stringContaining('paused in 1') }))
  })
})
