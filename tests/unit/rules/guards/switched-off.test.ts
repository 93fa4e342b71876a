import { describe, expect, it } from 'vitest'
import { switchedOff } from '../../../../lib/rules/guards/switched-off.ts'
import { NOW, ON } from '../examples.ts'
import { passes } from './guard-input.ts'

describe('switchedOff', () => {
  it('holds everything back while automatic replies are switched off', () => {
    expect(passes(switchedOff)).toBe(true)
    expect(passes(switchedOff, { now: { ...NOW, switches: { ...ON, autoReply: false } } })).toBe(false)
  })
})
