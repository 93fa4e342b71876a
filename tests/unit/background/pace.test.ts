import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createPace } from '../../../entrypoints/background/pace.ts'

describe('the pace', () => {
  beforeEach(() => fakeBrowser.reset())

  it('is kept for each account, across the death of a worker', async () => {
    const pace = createPace()
    await Promise.all([pace.rememberSend('10001', 5), pace.rememberSend('10002', 7)])
    const next = createPace()
    for (const { lastSendAt } of [pace, next]) {
      expect(await Promise.all(['10001', '10002', '10003'].map(lastSendAt))).toEqual([5, 7, 0])
    }
    expect(await fakeBrowser.storage.session.get()).toEqual({ lastSends: { '10001': 5, '10002': 7 } })
  })

  it('starts over when what is stored is damaged', async () => {
    await fakeBrowser.storage.session.set({ lastSends: { '10001': 'x' } })
    const pace = createPace()
    expect(await pace.lastSendAt('10001')).toBe(0)
    await pace.rememberSend('10001', 5)
    expect(await pace.lastSendAt('10001')).toBe(5)
  })
})
