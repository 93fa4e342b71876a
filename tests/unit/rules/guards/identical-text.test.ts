import { describe, expect, it } from 'vitest'
import type { ChatEvent, Now } from '../../../../lib/rules/event.ts'
import { identicalText } from '../../../../lib/rules/guards/identical-text.ts'
import { rememberText } from '../../../../lib/rules/past-replies.ts'
import { emptyRuleState } from '../../../../lib/rules/state.ts'
import { SECOND } from '../../../../lib/time.ts'
import { event, later, NOON, NOW } from '../examples.ts'
import { guardInput, passes } from './guard-input.ts'

describe('identicalText', () => {
  const state = rememberText(emptyRuleState, event(), NOW)

  it.each<[string, Partial<ChatEvent>, Now, boolean]>([
    ['at once', {}, NOW, false],
    ['5 s later', { sentAt: NOON + 5 * SECOND }, later(5 * SECOND), false],
    ['over 5 s later', { sentAt: NOON + 6 * SECOND }, later(5 * SECOND + 1), true],
    ['written 30 s later, delivered together', { sentAt: NOON + 30 * SECOND }, NOW, false],
    ['written together, delivered 30 s apart', {}, later(30 * SECOND), false],
    ['with another word', { text: '在吗？' }, NOW, true],
    ['by somebody else', { author: 'person-2' }, NOW, true],
    ['in another chat', { conversation: 'chat-2' }, NOW, true],
  ])('the same words again %s', (_, changes, now, passed) => {
    expect(passes(identicalText, { event: event(changes), state, now })).toBe(passed)
  })

  it('knows long texts by their mark', () => {
    const text = '很长的话'.repeat(1_000)
    const long = rememberText(emptyRuleState, event({ text }), NOW)
    expect(passes(identicalText, { event: event({ text }), state: long })).toBe(false)
    expect(passes(identicalText, { event: event({ text: `${text}！` }), state: long })).toBe(true)
  })

  it('says how long ago it was', () => {
    const now = later(3 * SECOND)
    const input = guardInput({ state, now, event: event({ sentAt: NOON + 4 * SECOND }) })
    expect(identicalText.check(input).detail).toBe('3 s')
  })
})
