import { describe, expect, it } from 'vitest'
import { paused } from '../../../../lib/rules/guards/paused.ts'
import { NOON, NOW, ON } from '../examples.ts'
import { passes } from './guard-input.ts'

describe('paused', () => {
  it.each<[string, number | null, boolean]>([
    ['not at all', null, true],
    ['until later', NOON + 1, false],
    ['until now', NOON, true],
    ['until a while ago', NOON - 1, true],
  ])('%s', (_, pausedUntil, passed) => {
    expect(passes(paused, { now: { ...NOW, switches: { ...ON, pausedUntil } } })).toBe(passed)
  })

  it("counts on this computer's clock", () => {
    const now = { ...NOW, serverAt: NOON + 10, switches: { ...ON, pausedUntil: NOON + 1 } }
    expect(passes(paused, { now })).toBe(false)
  })
})
