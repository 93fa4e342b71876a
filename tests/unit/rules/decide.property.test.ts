import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WhyNot } from '../../../lib/chat/decision.ts'
import { compileRules } from '../../../lib/rules/compile.ts'
import type { CompiledRules } from '../../../lib/rules/compile.ts'
import { decide, readRuleState } from '../../../lib/rules/decide.ts'
import type { Verdict } from '../../../lib/rules/decide.ts'
import { KERNEL, RULE_GUARDS } from '../../../lib/rules/guards/kernel.ts'
import { BOUNDS } from '../../../lib/rules/state-shape.ts'
import { live, worlds } from './worlds.ts'
import type { Decided } from './worlds.ts'

/** Checks something about every decision in random worlds. */
function always(check: (decided: Decided, compiled: CompiledRules) => void, runs: number): void {
  fc.assert(
    fc.property(worlds.set, worlds.steps, (set, steps) => {
      const compiled = compileRules(set)
      for (const decided of live(set, steps)) check(decided, compiled)
    }),
    { numRuns: runs },
  )
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) frozen(part)
  }
  return value
}

/** The steps that a trace has to have for what came of it; a rule can have found the message or its answer to a question. */
function shownOf(outcome: Verdict['outcome']): string[] {
  if (outcome.kind === 'reply') return outcome.replies.map(({ ruleId }) => `+ rule:match ${ruleId}`)
  if (outcome.why === 'no-rule-matched') return ['- rules']
  if (outcome.why === 'cooldown') return [`- rule:cooldown ${outcome.ruleId}`]
  if (outcome.why === 'empty-reply') return [`- rule:reply ${outcome.ruleId}`]
  return [`- guard:${outcome.why}`]
}

const REASONS: WhyNot[] = [
  'no-rule-matched',
  'empty-reply',
  'draft',
  ...KERNEL.map(({ why }) => why),
  ...RULE_GUARDS.map(({ why }) => why),
]

describe('the random worlds', () => {
  it('have every reason in them, and replies enough', () => {
    const counts = new Map<string, number>()
    for (const [set, steps] of fc.sample(fc.tuple(worlds.set, worlds.steps), { numRuns: 60, seed: 7 })) {
      for (const { verdict } of live(set, steps)) {
        const what = verdict.outcome.kind === 'reply' ? 'reply' : verdict.outcome.why
        counts.set(what, (counts.get(what) ?? 0) + 1)
      }
    }
    expect(counts.get('reply')).toBeGreaterThan(200)
    // All but `user-removed-rule`, which is no decision of ours.
    expect([...counts.keys()].toSorted()).toEqual(['reply', ...REASONS].toSorted())
  })
})

describe('every decision', () => {
  it('is the same for the same arguments, and leaves them as they were', () => {
    always(({ state, event: message, now, verdict }, compiled) => {
      const before = JSON.stringify([state, message, now])
      const given = [frozen(structuredClone(state)), frozen(structuredClone(message)), frozen(now)] as const
      expect(decide(compiled, ...given)).toEqual(verdict)
      expect(JSON.stringify([state, message, now])).toBe(before)
    }, 30)
  })

  it('is the same however often the rules are compiled, and whatever was decided before', () => {
    fc.assert(
      fc.property(worlds.set, worlds.steps, (set, steps) => {
        const { state, event: message, now, verdict } = live(set, steps).at(-1)!
        expect(decide(compileRules(frozen(structuredClone(set))), state, message, now)).toEqual(verdict)
      }),
      { numRuns: 60 },
    )
  })

  it('is the same however much it tells', () => {
    always(({ state, event: message, now, verdict: { outcome, state: kept } }, compiled) => {
      for (const form of ['full', 'none'] as const) {
        const other = decide(compiled, state, message, now, form)
        expect([other.outcome, other.state]).toEqual([outcome, kept])
      }
    }, 25)
  })

  it('shows its reason in its trace, in less than 2 kB', () => {
    always(({ verdict: { outcome, trace } }) => {
      expect(new TextEncoder().encode(JSON.stringify(trace)).length).toBeLessThan(2_000)
      const steps = trace.map(({ check, ruleId, passed }) =>
        `${passed ? '+' : '-'} ${check} ${ruleId ?? ''}`.trim().replace('follow-up', 'match'),
      )
      expect(steps).toEqual(expect.arrayContaining(shownOf(outcome)))
    }, 60)
  })

  it('names no rule as the one that answers when none does', () => {
    always(({ verdict: { outcome, trace } }) => {
      const isFound = trace.some(
        ({ check, passed }) => passed && (check === 'rule:match' || check === 'rule:follow-up'),
      )
      expect(isFound).toBe(outcome.kind === 'reply' || outcome.ruleId !== null)
    }, 30)
  })

  it('keeps a state that survives being stored, and has no list longer than its bound', () => {
    always(({ verdict: { state } }) => {
      expect(readRuleState(JSON.parse(JSON.stringify(state)))).toEqual(state)
      for (const [name, most] of Object.entries(BOUNDS)) {
        expect(state[name as keyof typeof BOUNDS].length).toBeLessThanOrEqual(most)
      }
    }, 30)
  })
})
