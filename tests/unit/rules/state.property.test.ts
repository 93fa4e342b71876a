import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRules } from '../../../lib/rules/compile.ts'
import { decide, emptyRuleState } from '../../../lib/rules/decide.ts'
import { DEFAULT_POLICY } from '../../../lib/rules/policy.ts'
import { rememberMute, rememberTakeover } from '../../../lib/rules/state.ts'
import { HOUR, SECOND } from '../../../lib/time.ts'
import { NOON, NOW } from './examples.ts'
import { eventOf, rules, step } from './worlds.ts'

describe('a hundred thousand messages', () => {
  it('leave a state of less than 100 kB, however high the limits are', { timeout: 60_000 }, () => {
    const uuid = (kind: string, index: number) =>
      `${kind.padEnd(8, '0')}-0000-4000-8000-${String(index).padStart(12, '0')}`
    const many = fc.sample(rules, { numRuns: 3, seed: 5 }).flat()
    const most = { friendMs: 0, groupMs: 0, perMinute: 20, perHour: 1_000, perDay: 10_000 }
    const compiled = compileRules({
      rules: many.map((one, place) => ({ ...one, id: uuid('rule', place), who: { ...one.who, contacts: [] } })),
      policy: { ...DEFAULT_POLICY, limits: most },
    })
    const steps = fc.sample(step, { numRuns: 2_000, seed: 6 })
    let state = emptyRuleState
    let at = NOON
    let largest = 0
    let replies = 0
    for (let index = 0; index < 100_000; index++) {
      const drawn = steps[(index * 7 + Math.floor(index / 2_000)) % steps.length]!
      at += Math.min(drawn.gap, 8 * SECOND)
      const plain = eventOf(drawn, index, at)
      const conversation = uuid(plain.kind, (index * 31) % 700)
      const text = index % 9 === 0 ? plain.text.padEnd(500, '长') : plain.text
      const message = { ...plain, conversation, author: uuid('person', (index * 17) % 900), text }
      if (drawn.outside === 'takeover') state = rememberTakeover(state, conversation, at)
      if (drawn.outside === 'mute') state = rememberMute(state, conversation, index % 2 ? null : at + HOUR)
      const now = { ...NOW, at, serverAt: at, random: drawn.random, away: drawn.away }
      const verdict = decide(compiled, state, message, now, 'none')
      state = verdict.state
      if (verdict.outcome.kind === 'reply') replies++
      if (index % 1_000 === 0) largest = Math.max(largest, JSON.stringify(state).length)
    }
    // Else it would prove nothing.
    expect(replies).toBeGreaterThan(5_000)
    expect(largest).toBeGreaterThan(50_000)
    expect(largest).toBeLessThan(100_000)
  })
})
