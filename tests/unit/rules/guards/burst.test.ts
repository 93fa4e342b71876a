import { describe, expect, it } from 'vitest'
import { burst } from '../../../../lib/rules/guards/burst.ts'
import { emptyRuleState } from '../../../../lib/rules/state.ts'
import { SECOND } from '../../../../lib/time.ts'
import { event } from '../examples.ts'
import { passesRule, pastReply, ruleGuardInput } from './guard-input.ts'

describe('burst', () => {
  const after = (ago: number, changes = {}) => ({ ...emptyRuleState, replies: [pastReply(ago, changes)] })

  it('answers several messages in a row once', () => {
    expect(passesRule(burst)).toBe(true)
    expect(passesRule(burst, { state: after(0) })).toBe(false)
    expect(passesRule(burst, { state: after(5 * SECOND - 1) })).toBe(false)
    expect(passesRule(burst, { state: after(5 * SECOND) })).toBe(true)
    expect(passesRule(burst, { state: after(0, { ruleId: 'r2' }) })).toBe(false)
  })

  it('is about one author in one conversation', () => {
    const group = event({ kind: 'group', mentionsMe: true })
    expect(passesRule(burst, { event: group, state: after(0) })).toBe(false)
    expect(passesRule(burst, { event: group, state: after(0, { author: 'person-2' }) })).toBe(true)
    expect(passesRule(burst, { event: group, state: after(0, { conversation: 'chat-2' }) })).toBe(true)
  })

  it('knows a friend by the conversation, also where it was not kept who was answered', () => {
    expect(passesRule(burst, { state: after(0, { author: null }) })).toBe(false)
  })

  it('lets an answer to a question of ours pass', () => {
    expect(passesRule(burst, { state: after(0), isFollowUp: true })).toBe(true)
  })

  it('does not count a reply to the same message', () => {
    expect(passesRule(burst, { state: after(0), before: emptyRuleState })).toBe(true)
  })

  it('says how long ago the reply was', () => {
    expect(burst.check(ruleGuardInput({ state: after(4 * SECOND + 900) })).detail).toBe('4 s')
  })
})
