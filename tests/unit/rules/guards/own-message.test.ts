import { describe, expect, it } from 'vitest'
import { ownMessage } from '../../../../lib/rules/guards/own-message.ts'
import { event } from '../examples.ts'
import { passes } from './guard-input.ts'

describe('ownMessage', () => {
  it('holds back what the account wrote itself, and nothing else', () => {
    expect(passes(ownMessage, { event: event({ own: 'self' }) })).toBe(false)
    expect(passes(ownMessage, { event: event({ own: 'echo' }) })).toBe(true)
    expect(passes(ownMessage, { event: event({ own: 'no' }) })).toBe(true)
  })
})
