import { describe, expect, it } from 'vitest'
import { refusedSends } from '../../../../lib/rules/guards/refused-sends.ts'
import { NOW, ON } from '../examples.ts'
import { passes } from './guard-input.ts'

describe('refusedSends', () => {
  it('holds everything back after the service refused several sends', () => {
    expect(passes(refusedSends)).toBe(true)
    expect(passes(refusedSends, { now: { ...NOW, switches: { ...ON, stopped: 'refused-sends' } } })).toBe(false)
  })
})
