import { describe, expect, it } from 'vitest'
import { otherLogin } from '../../../../lib/rules/guards/other-login.ts'
import { event } from '../examples.ts'
import { passes } from './guard-input.ts'

describe('otherLogin', () => {
  it('holds back what came to a login that is "other"', () => {
    expect(passes(otherLogin, { event: event({ login: 'other' }) })).toBe(false)
  })

  it('lets pass what came to the login that can answer, and what another guard is for', () => {
    expect(passes(otherLogin)).toBe(true)
    expect(passes(otherLogin, { event: event({ login: 'none' }) })).toBe(true)
  })
})
