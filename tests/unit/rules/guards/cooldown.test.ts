import { describe, expect, it } from 'vitest'
import { cooldown } from '../../../../lib/rules/guards/cooldown.ts'
import { emptyRuleState } from '../../../../lib/rules/state.ts'
import { MINUTE, SECOND } from '../../../../lib/time.ts'
import { NOON, rule } from '../examples.ts'
import { passesRule, pastReply, ruleGuardInput } from './guard-input.ts'

describe('cooldown', () => {
  const patient = rule({ cooldownMs: MINUTE })
  const after = (...replies: ReturnType<typeof pastReply>[]) => ({
    rule: patient,
    state: { ...emptyRuleState, replies },
  })

  it.each<[string, ReturnType<typeof pastReply>[], boolean]>([
    ['before it ever answered', [], true],
    ['at once', [pastReply(0)], false],
    ['a moment before it is over', [pastReply(MINUTE - 1)], false],
    ['when it is over', [pastReply(MINUTE)], true],
    ['counted from the last answer, not from the first', [pastReply(2 * MINUTE), pastReply(30 * SECOND)], false],
    ['after another rule answered', [pastReply(0, { ruleId: 'r2' })], true],
    ['in another conversation', [pastReply(0, { conversation: 'chat-2' })], true],
    ['to somebody else in the same conversation', [pastReply(0, { author: 'person-2' })], false],
    ['after an answer within a dialogue', [pastReply(0, { isFollowUp: true })], true],
  ])('%s', (_, replies, passed) => {
    expect(passesRule(cooldown, after(...replies))).toBe(passed)
  })

  it('says how long it still lasts', () => {
    expect(cooldown.check(ruleGuardInput(after(pastReply(500)))).detail).toBe('60 s')
  })

  it('is none when the rule has none', () => {
    expect(passesRule(cooldown, { ...after(pastReply(-MINUTE)), rule: rule() })).toBe(true)
  })

  it('lets a dialogue go on', () => {
    expect(passesRule(cooldown, { ...after(pastReply(0)), isFollowUp: true })).toBe(true)
  })

  it('counts a draft as an answer', () => {
    const draft = { ruleId: 'r1', conversation: 'chat-1', at: NOON - 10 * SECOND }
    const state = { ...emptyRuleState, replies: [pastReply(2 * MINUTE)], drafts: [draft] }
    expect(cooldown.check(ruleGuardInput({ rule: patient, state })).detail).toBe('50 s')
    expect(passesRule(cooldown, { rule: patient, state: { ...state, drafts: [{ ...draft, ruleId: 'r2' }] } })).toBe(
      true,
    )
    expect(
      passesRule(cooldown, { rule: patient, state: { ...state, drafts: [{ ...draft, conversation: 'chat-2' }] } }),
    ).toBe(true)
  })
})
