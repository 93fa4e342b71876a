// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { until } from '../../support/until.ts'

describe('until', () => {
  it('looks again until the condition holds and gives what it found', async () => {
    let looks = 0
    const found = await until('three looks', () => {
      looks += 1
      return looks === 3 && `look ${looks}`
    })
    expect(found).toBe('look 3')
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
