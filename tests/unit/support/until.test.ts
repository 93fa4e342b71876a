// @vitest-environment node
import { afterEach, describe, expect, it, vi } from 'vitest'
import { until } from '../../support/until.ts'

describe('until', () => {
  afterEach(() => void vi.useRealTimers())

  it('looks again until the condition holds and gives what it found', async () => {
    let looks = 0
    const found = await until('three looks', () => {
      looks += 1
      return looks === 3 && `look ${looks}`
    })
    expect(found).toBe('look 3')
  })

  it('looks less often the longer it has waited, but ten times a second at least', async () => {
    vi.useFakeTimers()
    let looks = 0
    const late = until('never', () => void (looks += 1), 60_000).catch(() => looks)
    const looksIn = async (ms: number) => {
      const before = looks
      await vi.advanceTimersByTimeAsync(ms)
      return looks - before
    }
    expect(await looksIn(800)).toBeGreaterThanOrEqual(20)
    expect(await looksIn(1_000)).toBeLessThan(20)
    await vi.advanceTimersByTimeAsync(8_200)
    expect(await looksIn(10_000)).toBe(100)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await late).toBe(looks)
  })

  it('says what it waited for, and how the last look failed', async () => {
    const never = until(
      'the moon',
      () => {
        throw new Error('clouds')
      },
      100,
    )
    await expect(never).rejects.toThrow(/Waited 100 ms in vain for the moon\.\n.*clouds/)
  })

  it('does not wait for a look that never answers', async () => {
    await expect(until('an answer', () => new Promise<true>(() => {}), 100)).rejects.toThrow('Waited 100 ms in vain')
  })
})
