import { describe, expect, it } from 'vitest'
import { loop } from '../../../../lib/rules/guards/loop.ts'
import { emptyRuleState } from '../../../../lib/rules/state.ts'
import { MINUTE } from '../../../../lib/time.ts'
import { event, NOON } from '../examples.ts'
import { guardInput, passes } from './guard-input.ts'

describe('loop', () => {
  const held = { ...emptyRuleState, loops: [{ conversation: 'chat-1', until: NOON + 12.5 * MINUTE }] }
  const turns = (count: number, author = 'person-1') => ({
    ...emptyRuleState,
    turns: [{ conversation: 'chat-1', author, count, at: NOON, isAnswered: false }],
  })

  it('holds back whoever writes in a conversation that is left alone, and says for how long', () => {
    expect(loop.check(guardInput({ state: held }))).toEqual({ passed: false, detail: '13 min' })
    expect(passes(loop, { state: held, event: event({ author: 'person-2' }) })).toBe(false)
    expect(passes(loop, { state: held, event: event({ conversation: 'chat-2' }) })).toBe(true)
  })

  it('holds back what would begin the fourth turn of the same author, for half an hour', () => {
    expect(loop.check(guardInput({ state: turns(3) }))).toEqual({ passed: false, detail: '30 min' })
    expect(passes(loop, { state: turns(2) })).toBe(true)
    expect(passes(loop, { state: turns(3, 'person-2') })).toBe(true)
    expect(passes(loop, { state: turns(3), event: event({ conversation: 'chat-2' }) })).toBe(true)
  })

  it('goes by the longest of two pauses, when two contacts have turned out to be one', () => {
    const loops = [20, 10].map((minutes) => ({ conversation: 'chat-1', until: NOON + minutes * MINUTE }))
    expect(loop.check(guardInput({ state: { ...emptyRuleState, loops } })).detail).toBe('20 min')
  })
})
