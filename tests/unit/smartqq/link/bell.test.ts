import { afterEach, describe, expect, it, vi } from 'vitest'
import { createBell } from '../../../../lib/smartqq/link/bell.ts'

const never = new AbortController().signal

describe('createBell', () => {
  afterEach(() => void vi.useRealTimers())

  it('ends a wait when it is rung', async () => {
    const bell = createBell()
    const waiting = bell.wait(never)
    bell.ring()
    await waiting
  })

  it('remembers one ring that nobody waited for', async () => {
    vi.useFakeTimers()
    const bell = createBell()
    bell.ring()
    bell.ring()
    await bell.wait(never)
    let isOver = false
    const second = bell.wait(never, 1_000).then(() => (isOver = true))
    await vi.advanceTimersByTimeAsync(999)
    expect(isOver).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await second
    expect(isOver).toBe(true)
  })

  it('pauses until the next ring, whatever was missed before', async () => {
    vi.useFakeTimers()
    const bell = createBell()
    bell.ring()
    let isOver = false
    const pausing = bell.pause(never, 1_000).then(() => (isOver = true))
    await vi.advanceTimersByTimeAsync(999)
    expect(isOver).toBe(false)
    bell.ring()
    await pausing
  })

  it('ends a wait when the signal aborts, at once if it has', async () => {
    const bell = createBell()
    const stop = new AbortController()
    const waiting = bell.wait(stop.signal)
    stop.abort()
    await waiting
    await bell.wait(stop.signal)
  })

  it('pauses for the whole time although a ring was missed, unless it is rung again', async () => {
    vi.useFakeTimers()
    const bell = createBell()
    bell.ring()
    let isOver = false
    const pausing = bell.pause(never, 1_000).then(() => (isOver = true))
    await vi.advanceTimersByTimeAsync(999)
    expect(isOver).toBe(false)
    bell.ring()
    await pausing
    expect(isOver).toBe(true)
  })

  it('leaves nothing behind on a signal that lives for ever', async () => {
    const stop = new AbortController()
    const added = vi.spyOn(stop.signal, 'addEventListener')
    const removed = vi.spyOn(stop.signal, 'removeEventListener')
    const bell = createBell()
    const waiting = bell.wait(stop.signal)
    bell.ring()
    await waiting
    expect(removed.mock.calls).toEqual(added.mock.calls)
    expect(added).toHaveBeenCalledTimes(1)
  })
})
