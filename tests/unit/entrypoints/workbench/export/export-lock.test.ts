import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import {
  hearProgress,
  isExporting,
  showRunning,
  whenOver,
  whileAlone,
} from '../../../../../entrypoints/workbench/export/export-lock.ts'

import { createLocks } from './fake-locks.ts'

const update = vi.fn<(...details: unknown[]) => void>()

beforeEach(() => {
  fakeBrowser.reset()
  const locks = createLocks()
  vi.stubGlobal('navigator', { locks })
  const tab = { id: 5, windowId: 9, index: 0 }
  browser.tabs.getCurrent = (async () => tab) as unknown as typeof browser.tabs.getCurrent
  browser.tabs.update = (async (...details: unknown[]) => update('tab', ...details)) as never
  browser.windows.update = (async (...details: unknown[]) => update('window', ...details)) as never
  update.mockClear()
})
afterEach(() => vi.unstubAllGlobals())

describe('whileAlone', () => {
  it('runs one export at a time, and the next one when it is over', async () => {
    const first = Promise.withResolvers<void>()
    const running = whileAlone(() => first.promise)
    const second = vi.fn<() => Promise<void>>(async () => {})
    expect(await whileAlone(second)).toBe(false)
    expect(second).not.toHaveBeenCalled()
    first.resolve()
    expect(await running).toBe(true)
    expect(await whileAlone(second)).toBe(true)
    expect(second).toHaveBeenCalledOnce()
  })

  it('frees the place when the export throws', async () => {
    await expect(whileAlone(() => Promise.reject(new Error('disk')))).rejects.toThrow('disk')
    expect(await whileAlone(async () => {})).toBe(true)
  })
})

describe('showRunning', () => {
  it('brings the running tab to the front', async () => {
    const work = Promise.withResolvers<void>()
    const running = whileAlone(() => work.promise)
    expect(await showRunning()).toBe(true)
    expect(update.mock.calls).toEqual([
      ['tab', 5, { active: true }],
      ['window', 9, { focused: true }],
    ])
    work.resolve()
    await running
  })

  it('gives up when nobody answers', async () => {
    vi.useFakeTimers()
    const asked = showRunning()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(await asked).toBe(false)
    vi.useRealTimers()
  })
})

describe('hearProgress', () => {
  it('hears how far the running tab is', async () => {
    const heard = vi.fn<(done: number, total: number) => void>()
    const stop = hearProgress(heard)
    await whileAlone(async ({ tell }) => {
      tell(3, 10)
      await vi.waitFor(() => expect(heard).toHaveBeenCalledWith(3, 10))
    })
    stop()
  })
})

describe('whenOver', () => {
  it('waits for the end of the export, however it ends', async () => {
    const work = Promise.withResolvers<void>()
    const running = whileAlone(() => work.promise)
    const over = vi.fn<() => void>()
    const waiting = whenOver().then(over)
    expect(await isExporting()).toBe(true)
    expect(over).not.toHaveBeenCalled()
    work.reject(new Error('the tab has died'))
    await expect(running).rejects.toThrow('died')
    await waiting
    expect(over).toHaveBeenCalledOnce()
    expect(await isExporting()).toBe(false)
  })

  it('is over at once when none runs', async () => {
    await whenOver()
    expect(await whileAlone(async () => {})).toBe(true)
  })
})
