import { describe, expect, it } from 'vitest'
import { epochOf, firstMsgId } from '../../../../lib/smartqq/link/saved-login.ts'

describe('epochOf', () => {
  it('is equal for the same cookies, other for other cookies or accounts, and does not give the key away', async () => {
    const epochs = await Promise.all([
      epochOf('10001', 'the-key'),
      epochOf('10001', 'the-key'),
      epochOf('10001', 'another'),
      epochOf('10002', 'the-key'),
    ])
    expect(epochs[0]).toBe(epochs[1])
    expect(new Set(epochs).size).toBe(3)
    expect(epochs[0]).toMatch(/^[0-9a-f]{16}$/)
  })
})

describe('firstMsgId', () => {
  it('is the last four digits of the second, in ten-thousands', () => {
    expect(firstMsgId(1_515_002_270_999)).toBe(22_700_000)
    expect(firstMsgId(1_515_000_000_000)).toBe(0)
  })
})
