import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askWhenDue } from '../../../../entrypoints/drawer/freshen.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const due = signal<string | null>(null)

/** Records who is asked about; each answer waits until the test gives it. */
function asking() {
  const asked: string[] = []
  const open: (() => void)[] = []
  const stop = askWhenDue(
    () => due.value,
    (id) => {
      asked.push(id)
      return new Promise((resolve) => open.push(resolve))
    },
  )
  return { asked, stop, answer: () => open.shift()?.() }
}

describe('askWhenDue', () => {
  beforeEach(() => {
    due.value = null
  })

  it('asks nothing while one goes through chats', async () => {
    const { asked, stop } = asking()
    for (const id of ['a', 'b', 'c', 'd']) {
      due.value = id
      await vi.advanceTimersByTimeAsync(900)
    }
    expect(asked).toEqual([])
    await vi.advanceTimersByTimeAsync(100)
    expect(asked).toEqual(['d'])
    stop()
  })

  it('asks about one at a time, and then about the one that is open', async () => {
    const { asked, answer, stop } = asking()
    due.value = 'a'
    await vi.advanceTimersByTimeAsync(1_000)
    due.value = 'b'
    await vi.advanceTimersByTimeAsync(5_000)
    expect(asked).toEqual(['a'])
    answer()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(asked).toEqual(['a', 'b'])
    stop()
  })

  it('does not ask again about somebody it has just asked about, whatever came of it', async () => {
    const { asked, answer, stop } = asking()
    due.value = 'a'
    await vi.advanceTimersByTimeAsync(1_000)
    answer()
    await vi.advanceTimersByTimeAsync(5_000)
    due.value = 'b'
    due.value = 'a'
    await vi.advanceTimersByTimeAsync(5_000)
    expect(asked).toEqual(['a'])
    await vi.advanceTimersByTimeAsync(3_600_000)
    due.value = null
    due.value = 'a'
    await vi.advanceTimersByTimeAsync(1_000)
    expect(asked).toEqual(['a', 'a'])
    stop()
  })

  it('asks nothing once it is stopped', async () => {
    const { asked, stop } = asking()
    due.value = 'a'
    stop()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(asked).toEqual([])
  })
})
