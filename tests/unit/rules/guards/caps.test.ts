import { describe, expect, it } from 'vitest'
import { CAPS, capGuards, HARD_CAP_PER_MINUTE } from '../../../../lib/rules/guards/caps.ts'
import type { Caps } from '../../../../lib/rules/guards/caps.ts'
import { emptyRuleState } from '../../../../lib/rules/state.ts'
import { DAY, HOUR, MINUTE } from '../../../../lib/time.ts'
import { event, MOMENT, NOON, ON } from '../examples.ts'

/** The first cap that stops a message after `count` replies, all of them `ago` ms ago. */
function stoppedBy(count: number, ago: number, caps?: Caps): string | undefined {
  const reply = { ruleId: 'r1', conversation: 'elsewhere', at: NOON - ago }
  const state = { ...emptyRuleState, replies: Array.from({ length: count }, () => reply) }
  const input = { event: event(), state, switches: ON, moment: MOMENT }
  return capGuards(caps).find((guard) => !guard.check(input).passed)?.why
}

describe('capGuards', () => {
  it.each<[number, number, string | undefined]>([
    [5, 0, undefined],
    [6, 0, 'cap-minute'],
    [6, MINUTE - 1, 'cap-minute'],
    [6, MINUTE, undefined],
    [39, MINUTE, undefined],
    [40, MINUTE, 'cap-hour'],
    [40, HOUR, undefined],
    [199, HOUR, undefined],
    [200, HOUR, 'cap-day'],
    [200, DAY, undefined],
  ])('after %i replies %i ms ago: %s', (count, ago, why) => {
    expect(stoppedBy(count, ago)).toBe(why)
  })

  it('never lets a minute have more than the hard cap, whatever is asked for', () => {
    const generous = { ...CAPS, perMinute: 1000 }
    expect(stoppedBy(HARD_CAP_PER_MINUTE - 1, 0, generous)).toBeUndefined()
    expect(stoppedBy(HARD_CAP_PER_MINUTE, 0, generous)).toBe('cap-minute')
    expect(HARD_CAP_PER_MINUTE).toBe(20)
  })

  it('says how many of how many', () => {
    const input = { event: event(), state: emptyRuleState, switches: ON, moment: MOMENT }
    expect(capGuards().map((guard) => guard.check(input).detail)).toEqual(['0 / 6', '0 / 40', '0 / 200'])
  })
})
