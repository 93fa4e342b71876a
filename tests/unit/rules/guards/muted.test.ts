import { describe, expect, it } from 'vitest'
import { muted } from '../../../../lib/rules/guards/muted.ts'
import { emptyRuleState, rememberMute } from '../../../../lib/rules/state.ts'
import { DAY, MINUTE } from '../../../../lib/time.ts'
import { event, later, NOON } from '../examples.ts'
import { guardInput, passes } from './guard-input.ts'

describe('muted', () => {
  const state = rememberMute(emptyRuleState, 'chat-1', NOON + 10 * MINUTE)
  const forEver = rememberMute(emptyRuleState, 'chat-1', null, 'all')

  it('holds back until the mute ends, and says how long that is', () => {
    expect(muted.check(guardInput({ state }))).toEqual({ passed: false, detail: '10 min' })
    expect(passes(muted, { state, now: later(10 * MINUTE - 1) })).toBe(false)
    expect(passes(muted, { state, now: later(10 * MINUTE) })).toBe(true)
  })

  it('holds back until further notice without saying how long', () => {
    expect(muted.check(guardInput({ state: forEver, now: later(90 * DAY) }))).toEqual({ passed: false })
  })

  it('is about one conversation', () => {
    expect(passes(muted, { state: forEver, event: event({ conversation: 'chat-2' }) })).toBe(true)
  })
})
