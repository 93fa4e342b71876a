import { describe, expect, it } from 'vitest'
import { stale } from '../../../../lib/rules/guards/stale.ts'
import { HOUR, SECOND } from '../../../../lib/time.ts'
import { event, later, NOON, NOW } from '../examples.ts'
import { guardInput, passes } from './guard-input.ts'

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
    expect(passes(stale, { now: { ...NOW, at: NOON + HOUR } })).toBe(true)
    expect(passes(stale, { now: { ...NOW, serverAt: NOON + 91 * SECOND } })).toBe(false)
  })

  it('says the age', () => {
    expect(stale.check(guardInput({ now: later(125 * SECOND) })).detail).toBe('125 s')
  })
})
