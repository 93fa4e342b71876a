import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { dismiss } from '../../../entrypoints/background/notices.ts'
import { createRoom } from '../../../entrypoints/background/room.ts'
import { noticesItem } from '../../../lib/settings.ts'
import { MINUTE } from '../../../lib/time.ts'

const estimate = vi.fn<() => Promise<StorageEstimate>>()

/** What the user reads once everything told so far has been written. */
async function codes(): Promise<string[]> {
  await dismiss('none')
  return (await noticesItem.getValue()).map(({ code }) => code)
}

beforeEach(() => {
  fakeBrowser.reset()
  estimate.mockReset()
  vi.stubGlobal('navigator', { storage: { estimate } })
  vi.useFakeTimers({ toFake: ['Date'], now: 1e12 })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('tells before the disk is full, not at every tick, and takes it back when there is room again', async () => {
  const room = createRoom()
  estimate.mockResolvedValue({ quota: 60e9, usage: 3e9 })
  room.tick()
  await vi.waitFor(() => expect(estimate).toHaveBeenCalledTimes(1))
  expect(await codes()).toEqual([])

  estimate.mockResolvedValue({ quota: 3_020_000_000, usage: 3e9 })
  room.tick()
  expect(estimate).toHaveBeenCalledTimes(1)
  vi.setSystemTime(1e12 + 10 * MINUTE)
  room.tick()
  await vi.waitFor(async () => expect(await codes()).toEqual(['storage-full']))

  estimate.mockResolvedValue({ quota: 60e9, usage: 3e9 })
  vi.setSystemTime(1e12 + 20 * MINUTE)
  room.tick()
  await vi.waitFor(async () => expect(await codes()).toEqual([]))
})

it('says nothing where the browser does not know', async () => {
  estimate.mockResolvedValueOnce({}).mockRejectedValueOnce(new TypeError('no storage'))
  const room = createRoom()
  room.tick()
  await vi.waitFor(() => expect(estimate).toHaveBeenCalledTimes(1))
  vi.setSystemTime(1e12 + 10 * MINUTE)
  room.tick()
  await vi.waitFor(() => expect(estimate).toHaveBeenCalledTimes(2))
  expect(await codes()).toEqual([])
})
