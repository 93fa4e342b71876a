import { describe, expect, it } from 'vitest'
import { isKick, kickReason } from '../../../../lib/smartqq/wire/kick.ts'

const kick = (value?: unknown) => ({ poll_type: 'kick_message', value })
const REASON = '您的帐号在另一地点登录，您已被迫下线。'

describe('isKick', () => {
  it('knows a kick whatever is in it', () => {
    expect([kick(), kick(7), kick({ reason: REASON })].every(isKick)).toBe(true)
  })

  it('takes nothing else for one', () => {
    expect([null, 'kick_message', {}, { poll_type: 'message' }].some(isKick)).toBe(false)
  })
})

describe('kickReason', () => {
  it("gives the service's own words", () => {
    const message = { poll_type: 'message', value: { reason: 'no' } }
    expect(kickReason([message, kick({ way: 'poll', show_reason: 1, reason: REASON })])).toBe(REASON)
  })

  it.each([
    [kick()],
    [kick({ reason: 5 })],
    [kick({ reason: ' ' })],
    [kick({ reason: REASON, show_reason: 0 })],
    [null],
  ])('gives none for %j', (item) => {
    expect(kickReason([item])).toBeNull()
  })

  it('leaves controls out and does not grow without end', () => {
    expect(kickReason([kick({ reason: `a\u0000b${'c'.repeat(1_000)}` })])).toBe(`ab${'c'.repeat(298)}`)
  })
})
