import { describe, expect, it } from 'vitest'
import { capDay } from '../../../../lib/rules/guards/cap-day.ts'
import { capHour } from '../../../../lib/rules/guards/cap-hour.ts'
import { capMinute } from '../../../../lib/rules/guards/cap-minute.ts'
import { DEFAULT_POLICY, HARD_CAP_PER_MINUTE } from '../../../../lib/rules/policy.ts'
import type { Limits } from '../../../../lib/rules/policy.ts'
import { emptyRuleState } from '../../../../lib/rules/state.ts'
import { DAY, HOUR, MINUTE } from '../../../../lib/time.ts'
import { NOON } from '../examples.ts'
import { pastReply, ruleGuardInput } from './guard-input.ts'

const GUARDS = [capMinute, capHour, capDay]

function input(count: number, ago: number, limits: Partial<Limits> = {}) {
  const replies = Array.from({ length: count }, () => pastReply(ago, { conversation: 'elsewhere' }))
  const policy = { ...DEFAULT_POLICY, limits: { ...DEFAULT_POLICY.limits, ...limits } }
  return ruleGuardInput({ policy, state: { ...emptyRuleState, replies } })
}

/** The first cap that stops a message after `count` replies, all of them `ago` ms ago. */
function stoppedBy(count: number, ago: number, limits?: Partial<Limits>): string | undefined {
  return GUARDS.find((guard) => !guard.check(input(count, ago, limits)).passed)?.why
}

describe('capMinute, capHour, capDay', () => {
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

  it('are as high as the limits say', () => {
    expect(stoppedBy(1, 0, { perMinute: 1 })).toBe('cap-minute')
    expect(stoppedBy(2, MINUTE, { perHour: 2 })).toBe('cap-hour')
    expect(stoppedBy(3, HOUR, { perDay: 3 })).toBe('cap-day')
  })

  it('never let a minute have more than the hard cap, whatever is asked for', () => {
    expect(stoppedBy(HARD_CAP_PER_MINUTE - 1, 0, { perMinute: 1_000 })).toBeUndefined()
    expect(stoppedBy(HARD_CAP_PER_MINUTE, 0, { perMinute: 1_000 })).toBe('cap-minute')
    expect(HARD_CAP_PER_MINUTE).toBe(20)
  })

  it('count the replies of which only the number is known, as of the last of them', () => {
    const tally = [
      { at: NOON - 2 * HOUR, count: 150 },
      { at: NOON - DAY, count: 1_000 },
    ]
    const { state, ...rest } = input(50, HOUR)
    expect(capDay.check({ ...rest, state: { ...state, tally } })).toEqual({ passed: false, detail: '200 / 200' })
    expect(capHour.check({ ...rest, state: { ...state, tally } })).toEqual({ passed: true, detail: '0 / 40' })
  })

  it('say how many of how many', () => {
    expect(GUARDS.map((guard) => guard.check(input(3, MINUTE)).detail)).toEqual(['0 / 6', '3 / 40', '3 / 200'])
  })
})
