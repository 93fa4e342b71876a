import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createKeepAlive } from '../../../entrypoints/background/keep-alive.ts'

describe('createKeepAlive', () => {
  beforeEach(() => {
    fakeBrowser.reset()
    vi.useFakeTimers()
  })
  afterEach(() => void vi.useRealTimers())

  const alarms = async () => (await browser.alarms.getAll()).map(({ name }) => name)

  it('calls the browser every twenty seconds and sets an alarm, until it may sleep', async () => {
    const called = vi.spyOn(browser.runtime, 'getPlatformInfo').mockReturnValue()
    const keepAlive = createKeepAlive()
    keepAlive.set(true)
    keepAlive.set(true)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(called).toHaveBeenCalledTimes(3)
    expect(await alarms()).toEqual(['resume'])
    keepAlive.set(false)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(called).toHaveBeenCalledTimes(3)
    expect(await alarms()).toEqual([])
  })

  it('clears the alarm that a worker before it has left behind', async () => {
    await browser.alarms.create('resume', { periodInMinutes: 0.5 })
    createKeepAlive().set(false)
    expect(await alarms()).toEqual([])
  })
})
