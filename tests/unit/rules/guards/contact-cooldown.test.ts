import { describe, expect, it } from 'vitest'
import { contactCooldown } from '../../../../lib/rules/guards/contact-cooldown.ts'
import { DEFAULT_POLICY } from '../../../../lib/rules/policy.ts'
import { emptyRuleState } from '../../../../lib/rules/state.ts'
import { MINUTE } from '../../../../lib/time.ts'
import { event } from '../examples.ts'
import { passesRule, pastReply, ruleGuardInput } from './guard-input.ts'

describe('contactCooldown', () => {
  const after = (ago: number, changes = {}) => ({ ...emptyRuleState, replies: [pastReply(ago, changes)] })
  const group = event({ kind: 'group', mentionsMe: true })
  const discuss = event({ kind: 'discuss', mentionsMe: true })

  it('leaves a friend alone for ten minutes, whatever the rule', () => {
    expect(passesRule(contactCooldown)).toBe(true)
    expect(passesRule(contactCooldown, { state: after(10 * MINUTE - 1, { ruleId: 'r2' }) })).toBe(false)
    expect(passesRule(contactCooldown, { state: after(10 * MINUTE) })).toBe(true)
    expect(passesRule(contactCooldown, { state: after(0, { conversation: 'chat-2' }) })).toBe(true)
  })

  it.each([group, discuss])('leaves one author in a $kind chat alone for half an hour', (message) => {
    expect(passesRule(contactCooldown, { event: message, state: after(30 * MINUTE - 1) })).toBe(false)
    expect(passesRule(contactCooldown, { event: message, state: after(30 * MINUTE) })).toBe(true)
    expect(passesRule(contactCooldown, { event: message, state: after(0, { author: 'person-2' }) })).toBe(true)
  })

  it('is as long as the limits say, and none when they say 0', () => {
    const limits = { ...DEFAULT_POLICY.limits, friendMs: 0, groupMs: MINUTE }
    const policy = { ...DEFAULT_POLICY, limits }
    expect(passesRule(contactCooldown, { policy, state: after(0) })).toBe(true)
    expect(passesRule(contactCooldown, { policy, event: group, state: after(MINUTE - 1) })).toBe(false)
    expect(passesRule(contactCooldown, { policy, event: group, state: after(MINUTE) })).toBe(true)
  })

  it('lets a dialogue go on, and does not count a reply to the same message', () => {
    expect(passesRule(contactCooldown, { state: after(0), isFollowUp: true })).toBe(true)
    expect(passesRule(contactCooldown, { state: after(0), before: emptyRuleState })).toBe(true)
  })

  it('says how long it still lasts', () => {
    expect(contactCooldown.check(ruleGuardInput({ state: after(9 * MINUTE) })).detail).toBe('60 s')
  })
})
