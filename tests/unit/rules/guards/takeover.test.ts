import { describe, expect, it } from 'vitest'
import type { ChatEvent } from '../../../../lib/rules/event.ts'
import { takeover } from '../../../../lib/rules/guards/takeover.ts'
import { emptyRuleState, prune, rememberTakeover } from '../../../../lib/rules/state.ts'
import { DAY, MINUTE } from '../../../../lib/time.ts'
import { event, later, NOON } from '../examples.ts'
import { guardInput, passes } from './guard-input.ts'

describe('takeover', () => {
  const state = rememberTakeover(emptyRuleState, 'chat-1', NOON)

  it.each<[string, number, Partial<ChatEvent>, boolean]>([
    ['at once', 0, {}, false],
    ['a moment before a quarter of an hour is over', 15 * MINUTE - 1, {}, false],
    ['a quarter of an hour later', 15 * MINUTE, {}, true],
    ['before it, by a clock that was set back', -DAY, {}, false],
    ['in another conversation', 0, { conversation: 'chat-2' }, true],
  ])('of a message %s', (_, ms, changes, passed) => {
    const now = later(ms)
    expect(passes(takeover, { state: prune(state, now), now, event: event(changes) })).toBe(passed)
  })

  it('lasts from what the user wrote last, also when two contacts have turned out to be one', () => {
    const takeovers = [10, 0].map((minutes) => ({ conversation: 'chat-1', at: NOON + minutes * MINUTE }))
    const input = guardInput({ state: { ...emptyRuleState, takeovers }, now: later(20 * MINUTE) })
    expect(takeover.check(input)).toEqual({ passed: false, detail: '10 min' })
  })
})
