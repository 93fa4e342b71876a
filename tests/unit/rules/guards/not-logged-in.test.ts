import { describe, expect, it } from 'vitest'
import { notLoggedIn } from '../../../../lib/rules/guards/not-logged-in.ts'
import { event } from '../examples.ts'
import { passes } from './guard-input.ts'

describe('notLoggedIn', () => {
  it('holds back what came to a login that is "none"', () => {
    expect(passes(notLoggedIn, { event: event({ login: 'none' }) })).toBe(false)
  })

  it('lets pass what came to the login that can answer, and what another guard is for', () => {
    expect(passes(notLoggedIn)).toBe(true)
    expect(passes(notLoggedIn, { event: event({ login: 'other' }) })).toBe(true)
  })
})
