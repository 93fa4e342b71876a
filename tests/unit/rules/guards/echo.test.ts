import { describe, expect, it } from 'vitest'
import { echo } from '../../../../lib/rules/guards/echo.ts'
import { event } from '../examples.ts'
import { passes } from './guard-input.ts'

describe('echo', () => {
  it('holds back our own words that come back, and nothing else', () => {
    expect(passes(echo, { event: event({ own: 'echo' }) })).toBe(false)
    expect(passes(echo, { event: event({ own: 'self' }) })).toBe(true)
    expect(passes(echo, { event: event({ own: 'no' }) })).toBe(true)
  })
})
