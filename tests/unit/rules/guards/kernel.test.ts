import { describe, expect, it } from 'vitest'
import type { ChatEvent, Moment, Switches } from '../../../../lib/rules/event.ts'
import { automaticReply } from '../../../../lib/rules/guards/automatic-reply.ts'
import { echo } from '../../../../lib/rules/guards/echo.ts'
import type { Guard, GuardInput } from '../../../../lib/rules/guards/guard.ts'
import { identicalText } from '../../../../lib/rules/guards/identical-text.ts'
import { KERNEL } from '../../../../lib/rules/guards/kernel.ts'
import { notLoggedIn } from '../../../../lib/rules/guards/not-logged-in.ts'
import { otherLogin } from '../../../../lib/rules/guards/other-login.ts'
import { ownMessage } from '../../../../lib/rules/guards/own-message.ts'
import { paused } from '../../../../lib/rules/guards/paused.ts'
import { stale } from '../../../../lib/rules/guards/stale.ts'
import { switchedOff } from '../../../../lib/rules/guards/switched-off.ts'
import { takeover } from '../../../../lib/rules/guards/takeover.ts'
import { unknownSender } from '../../../../lib/rules/guards/unknown-sender.ts'
import { emptyRuleState, prune, rememberReply, rememberTakeover } from '../../../../lib/rules/state.ts'
import { DAY, MINUTE, SECOND } from '../../../../lib/time.ts'
import { event, later, MOMENT, NOON, ON } from '../examples.ts'

function passes(guard: Guard, changes: Partial<GuardInput>): boolean {
  return guard.check({ event: event(), state: emptyRuleState, switches: ON, moment: MOMENT, ...changes }).passed
}

describe('ownMessage and echo', () => {
  it.each<[ChatEvent['own'], boolean, boolean]>([
    ['no', true, true],
    ['self', false, true],
    ['echo', true, false],
  ])('of a message that is "%s": %s, %s', (own, passesOwn, passesEcho) => {
    expect(passes(ownMessage, { event: event({ own }) })).toBe(passesOwn)
    expect(passes(echo, { event: event({ own }) })).toBe(passesEcho)
  })
})

describe('automaticReply', () => {
  it.each<[string, boolean]>([
    ['[自动回复]您好，我现在有事不在', false],
    [' [自动回复] 您好', false],
    ['\u00A0\u200B[自动回复]', false],
    ['[ 自动回复 ]您好', false],
    ['［自动回复］您好', false],
    ['【自动回复】您好', false],
    ['[自動回覆]您好', false],
    ['[自動回復]您好', false],
    ['[Auto-Reply] Away', false],
    ['[automatic reply] Away', false],
    ['我收到了[自动回复]', true],
    ['自动回复怎么设置', true],
    ['[自动回复机]', true],
    ['[微笑]', true],
  ])('of %j: passes %s', (text, passed) => {
    expect(passes(automaticReply, { event: event({ text }) })).toBe(passed)
  })
})

describe('stale', () => {
  it.each<[string, number, boolean]>([
    ['just now', 0, true],
    ['90 s ago', 90 * SECOND, true],
    ['just over 90 s ago', 90 * SECOND + 1, false],
    ['90 s from now', -90 * SECOND, true],
    ['more than 90 s from now', -90 * SECOND - 1, false],
    ['at no known time', Number.NaN, false],
  ])('of a message written %s', (_, age, passed) => {
    expect(passes(stale, { event: event({ sentAt: NOON - age }) })).toBe(passed)
  })

  it("goes by the server's clock, however wrong this computer's is", () => {
    const moment: Moment = { ...MOMENT, at: NOON + 3600 * SECOND }
    expect(passes(stale, { moment })).toBe(true)
    expect(passes(stale, { moment: { ...MOMENT, serverAt: NOON + 91 * SECOND } })).toBe(false)
  })

  it('says the age', () => {
    const verdict = stale.check({ event: event(), state: emptyRuleState, switches: ON, moment: later(125 * SECOND) })
    expect(verdict.detail).toBe('125 s')
  })
})

describe('unknownSender', () => {
  it.each<[ChatEvent['kind'], boolean]>([
    ['friend', true],
    ['friend', false],
    ['group', true],
    ['group', false],
    ['discuss', true],
    ['discuss', false],
  ])('in a %s chat, author known: %s', (kind, authorIsKnown) => {
    expect(passes(unknownSender, { event: event({ kind, authorIsKnown }) })).toBe(authorIsKnown)
  })
})

describe('switchedOff and paused', () => {
  it.each<[string, Switches, boolean, boolean]>([
    ['on', ON, true, true],
    ['off', { autoReply: false, pausedUntil: null }, false, true],
    ['paused until later', { autoReply: true, pausedUntil: NOON + 1 }, true, false],
    ['paused until now', { autoReply: true, pausedUntil: NOON }, true, true],
  ])('%s', (_, switches, passesSwitch, passesPause) => {
    expect(passes(switchedOff, { switches })).toBe(passesSwitch)
    expect(passes(paused, { switches })).toBe(passesPause)
  })
})

describe('otherLogin and notLoggedIn', () => {
  it.each<[ChatEvent['login'], boolean, boolean]>([
    [undefined, true, true],
    ['other', false, true],
    ['none', true, false],
  ])('of what came to a login that is "%s"', (login, passesOther, passesNone) => {
    expect(passes(otherLogin, { event: event({ login }) })).toBe(passesOther)
    expect(passes(notLoggedIn, { event: event({ login }) })).toBe(passesNone)
  })
})

describe('takeover', () => {
  const state = rememberTakeover(emptyRuleState, 'chat-1', NOON)

  it.each<[string, number, Partial<ChatEvent>, boolean]>([
    ['at once', 0, {}, false],
    ['a moment before a quarter of an hour is over', 15 * MINUTE - 1, {}, false],
    ['a quarter of an hour later', 15 * MINUTE, {}, true],
    ['before it, by a clock that was set back', -DAY, {}, false],
    ['in another conversation', 0, { conversation: 'chat-2' }, true],
  ])('of a message %s', (_, ms, changes, passed) => {
    const at = later(ms)
    expect(passes(takeover, { state: prune(state, at), moment: at, event: event(changes) })).toBe(passed)
  })

  it('lasts from what the user wrote last, also when two contacts have turned out to be one', () => {
    const takeovers = [10, 0].map((minutes) => ({ conversation: 'chat-1', at: NOON + minutes * MINUTE }))
    const both = { ...emptyRuleState, takeovers }
    const told = takeover.check({ event: event(), state: both, switches: ON, moment: later(20 * MINUTE) })
    expect(told).toEqual({ passed: false, detail: '10 min' })
  })
})

describe('identicalText', () => {
  const answered = rememberReply(emptyRuleState, 'r1', event(), MOMENT)

  it.each<[string, Partial<ChatEvent>, Moment, boolean]>([
    ['at once', {}, MOMENT, false],
    ['5 s later', { sentAt: NOON + 5 * SECOND }, later(5 * SECOND), false],
    ['over 5 s later', { sentAt: NOON + 6 * SECOND }, later(5 * SECOND + 1), true],
    ['written 30 s later, delivered together', { sentAt: NOON + 30 * SECOND }, MOMENT, false],
    ['written together, delivered 30 s apart', {}, later(30 * SECOND), false],
    ['with another word', { text: '在吗？' }, MOMENT, true],
    ['by somebody else', { author: 'person-2' }, MOMENT, true],
    ['in another chat', { conversation: 'chat-2' }, MOMENT, true],
  ])('the same words again %s', (_, changes, moment, passed) => {
    expect(passes(identicalText, { event: event(changes), state: answered, moment })).toBe(passed)
  })
})

describe('KERNEL', () => {
  it('asks in the order that names the deepest reason first', () => {
    expect(KERNEL.map(({ why }) => why)).toEqual([
      'own-message',
      'echo',
      'not-logged-in',
      'other-login',
      'automatic-reply',
      'stale',
      'unknown-sender',
      'switched-off',
      'paused',
      'takeover',
      'identical-text',
    ])
  })
})
