import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSoon } from '../../../entrypoints/background/soon.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('createSoon', () => {
  it('does the work of many calls once, after its time', async () => {
    const work = vi.fn(async () => {})
    const soon = createSoon(100, work, () => {})
    soon()
    soon()
    await vi.advanceTimersByTimeAsync(99)
    soon()
    expect(work).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(work).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(work).toHaveBeenCalledTimes(1)
  })

  it('works at once when it has no time to wait', async () => {
    const work = vi.fn(async () => {})
    createSoon(0, work, () => {})()
    expect(work).toHaveBeenCalledTimes(1)
  })

  it('works once more when somebody has called meanwhile, and never two at a time', async () => {
    let [running, most] = [0, 0]
    const done: (() => void)[] = []
    const soon = createSoon(
      0,
      async () => {
        most = Math.max(most, ++running)
        await new Promise<void>((resolve) => void done.push(resolve))
        running--
      },
      () => {},
    )
    soon()
    soon()
    soon()
    done[0]!()
    await vi.waitFor(() => expect(done).toHaveLength(2))
    done[1]!()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(done).toHaveLength(2)
    expect(most).toBe(1)
  })

  it('tells of a failure, and works again at the next call', async () => {
    const failed = vi.fn()
    const work = vi.fn(async () => {})
    work.mockRejectedValueOnce(new Error('full'))
    const soon = createSoon(0, work, failed)
    soon()
    await vi.waitFor(() => expect(failed).toHaveBeenCalledWith(new Error('full')))
    soon()
    expect(work).toHaveBeenCalledTimes(2)
  })
})
