import { describe, expect, it } from 'vitest'
import { endOf, endsSoon, isOld } from '../../../../lib/smartqq/link/login-age.ts'
import { HOUR } from '../../../../lib/time.ts'

describe('the age of a login', () => {
  it('ends it after 48 hours at the latest, which is said one hour before', () => {
    expect(endOf(5)).toBe(5 + 48 * HOUR)
    expect([endsSoon(0, 47 * HOUR - 1), endsSoon(0, 47 * HOUR)]).toEqual([false, true])
  })

  it('explains the loss of a login that is nearly as old', () => {
    expect([isOld(0, 40 * HOUR - 1), isOld(0, 40 * HOUR)]).toEqual([false, true])
  })
})
