import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { noteClock } from '../../../entrypoints/background/clock.ts'
import { dismiss } from '../../../entrypoints/background/notices.ts'
import { clockItem, noticesItem, SKEW_SHOWN } from '../../../lib/settings.ts'
import { MINUTE } from '../../../lib/time.ts'

const NOW = 1_795_348_800_000
const told = async () => {
  await dismiss('none')
  return (await noticesItem.getValue()).map(({ code, detail }) => [code, detail])
}

beforeEach(() => {
  fakeBrowser.reset()
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
})
afterEach(() => void vi.useRealTimers())

describe('noteClock', () => {
  it('writes the difference at most once a minute, and at once when the clock was set back', async () => {
    await noteClock(5)
    vi.setSystemTime(NOW + MINUTE - 1)
    await noteClock(6)
    expect(await clockItem.getValue()).toEqual({ offset: 5, at: NOW })
    vi.setSystemTime(NOW + MINUTE)
    await noteClock(7)
    expect(await clockItem.getValue()).toEqual({ offset: 7, at: NOW + MINUTE })
    vi.setSystemTime(NOW)
    await noteClock(8)
    expect(await clockItem.getValue()).toEqual({ offset: 8, at: NOW })
  })

  it('tells of a difference that matters once, whichever way round, and takes it back when it is gone', async () => {
    const after = async (minutes: number, offset: number) => {
      vi.setSystemTime(NOW + minutes * MINUTE)
      await noteClock(offset)
      return told()
    }
    expect(await after(0, SKEW_SHOWN)).toEqual([])
    expect(await after(1, -SKEW_SHOWN - 1)).toEqual([['clock-skew', String(-SKEW_SHOWN - 1)]])
    expect(await after(2, -SKEW_SHOWN - 500)).toEqual([['clock-skew', String(-SKEW_SHOWN - 1)]])
    expect(await after(3, 20)).toEqual([])
    expect(await after(4, SKEW_SHOWN + 1)).toEqual([['clock-skew', String(SKEW_SHOWN + 1)]])
  })
})
