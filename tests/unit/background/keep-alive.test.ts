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
    const ticks: boolean[] = []
    const keepAlive = createKeepAlive((slept) => void ticks.push(slept))
    keepAlive.set('line', true)
    keepAlive.set('line', true)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(called).toHaveBeenCalledTimes(3)
    expect(await alarms()).toEqual(['resume'])
    expect(ticks).toEqual([false, false, false])
    keepAlive.set('line', false)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(called).toHaveBeenCalledTimes(3)
    expect(await alarms()).toEqual([])
  })

  it('tells that the computer has slept: the clock has gone on without the timers', async () => {
    vi.spyOn(browser.runtime, 'getPlatformInfo').mockReturnValue()
    const ticks: boolean[] = []
    createKeepAlive((slept) => void ticks.push(slept)).set('line', true)
    await vi.advanceTimersByTimeAsync(20_000)
    vi.setSystemTime(Date.now() + 3_600_000)
    await vi.advanceTimersByTimeAsync(40_000)
    expect(ticks).toEqual([false, true, false])
  })

  it('looks at the clock when an alarm rings, too, unless it may sleep', async () => {
    vi.spyOn(browser.runtime, 'getPlatformInfo').mockReturnValue()
    const ticks: boolean[] = []
    const keepAlive = createKeepAlive((slept) => void ticks.push(slept))
    keepAlive.look()
    keepAlive.set('line', true)
    vi.setSystemTime(Date.now() + 3_600_000)
    keepAlive.look()
    keepAlive.look()
    keepAlive.set('line', false)
    keepAlive.look()
    expect(ticks).toEqual([true, false])
  })

  it('stays awake until the last reason is gone', async () => {
    const keepAlive = createKeepAlive(() => {})
    keepAlive.set('qr-code', true)
    keepAlive.set('line', true)
    keepAlive.set('qr-code', false)
    expect(await alarms()).toEqual(['resume'])
    keepAlive.set('qr-code', true)
    keepAlive.set('line', false)
    expect(await alarms()).toEqual(['resume'])
    keepAlive.set('qr-code', false)
    expect(await alarms()).toEqual([])
  })

  it('clears the alarm that a worker before it has left behind', async () => {
    await browser.alarms.create('resume', { periodInMinutes: 0.5 })
    createKeepAlive(() => {}).set('line', false)
    expect(await alarms()).toEqual([])
  })
})
