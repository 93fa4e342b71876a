import { describe, expect, it } from 'vitest'
import { serviceAccount } from '../../../../lib/rules/guards/service-account.ts'
import { DEFAULT_POLICY } from '../../../../lib/rules/policy.ts'
import { event } from '../examples.ts'
import { guardInput, passes } from './guard-input.ts'

describe('serviceAccount', () => {
  it.each<[string, string | null, boolean]>([
    ["the service's own number", '10000', false],
    ['the number of a person', '100001', true],
    ['a person whose number nobody knows', null, true],
  ])('of %s', (_, authorNumber, passed) => {
    expect(passes(serviceAccount, { event: event({ authorNumber }) })).toBe(passed)
  })

  it("follows the user's list", () => {
    const policy = { ...DEFAULT_POLICY, serviceAccounts: ['20000', '30000'] }
    expect(passes(serviceAccount, { policy, event: event({ authorNumber: '30000' }) })).toBe(false)
    expect(passes(serviceAccount, { policy, event: event({ authorNumber: '10000' }) })).toBe(true)
  })

  it('says which number', () => {
    expect(serviceAccount.check(guardInput({ event: event({ authorNumber: '10000' }) })).detail).toBe('10000')
  })
})
