import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { storage } from 'wxt/utils/storage'
import { liveItem } from '../../../lib/ui/live-item.ts'

beforeEach(() => fakeBrowser.reset())

const item = () => storage.defineItem<number>('local:count', { fallback: 7 })

describe('liveItem', () => {
  it('starts with the fallback and is ready with what is stored', async () => {
    await item().setValue(3)
    const live = liveItem(item())
    expect(live.value.value).toBe(7)
    await live.ready
    expect(live.value.value).toBe(3)
  })

  it('follows every change', async () => {
    const live = liveItem(item())
    await live.ready
    await item().setValue(9)
    await vi.waitFor(() => expect(live.value.value).toBe(9))
    await item().removeValue()
    await vi.waitFor(() => expect(live.value.value).toBe(7))
  })

  it('parses what is stored with the given reader', async () => {
    const live = liveItem(item(), async () => 42)
    await live.ready
    expect(live.value.value).toBe(42)
  })

  it('does not let a slow first read overwrite a later change', async () => {
    const answers: ((value: number) => void)[] = []
    const live = liveItem(item(), () => new Promise((resolve) => answers.push(resolve)))
    await item().setValue(5)
    await vi.waitFor(() => expect(answers).toHaveLength(2))
    answers[1]?.(2)
    await vi.waitFor(() => expect(live.value.value).toBe(2))
    answers[0]?.(1)
    await live.ready
    expect(live.value.value).toBe(2)
  })

  it('rejects when storage cannot be read', async () => {
    const live = liveItem(item(), () => Promise.reject(new Error('no storage')))
    await expect(live.ready).rejects.toThrow('no storage')
  })
})
