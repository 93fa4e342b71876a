import { describe, expect, it } from 'vitest'
import { createTrace } from '../../../lib/rules/trace.ts'

const bytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length

describe('createTrace', () => {
  it('keeps steps in order, with what is worth showing', () => {
    const trace = createTrace('compact')
    trace.add('kernel', null, { passed: true, detail: '15' })
    trace.add('rule:match', 'r1', { passed: true, detail: '' }, '0.1')
    expect(trace.steps()).toEqual([
      { check: 'kernel', ruleId: null, passed: true, detail: '15' },
      { check: 'rule:match', ruleId: 'r1', passed: true, at: '0.1' },
    ])
  })

  it('cuts a detail after sixty characters, and none in half', () => {
    const trace = createTrace('full')
    trace.add('rule:match', 'r1', { passed: true, detail: '😀'.repeat(61) })
    trace.add('rule:match', 'r1', { passed: true, detail: '字'.repeat(60) })
    expect(trace.steps().map(({ detail }) => detail)).toEqual(['😀'.repeat(60), '字'.repeat(60)])
  })

  it('lists twenty rules that failed and counts the others with those that did not match', () => {
    const trace = createTrace('compact')
    trace.unlisted(970)
    for (let index = 0; index < 30; index++) trace.failed('rule:kind', `r${index}`, { passed: false })
    const steps = trace.steps()
    expect(steps[0]).toEqual({ check: 'rules', ruleId: null, passed: false, detail: '980' })
    expect(steps.slice(1).map(({ ruleId }) => ruleId)).toEqual(Array.from({ length: 20 }, (_, index) => `r${index}`))
  })

  it('stays under 2 kB, whatever the rules are called and whatever matched', () => {
    const id = '规'.repeat(64)
    const detail = '😀'.repeat(100)
    const trace = createTrace('compact')
    trace.add('kernel', null, { passed: true, detail: '15' })
    trace.unlisted(3)
    for (let index = 0; index < 20; index++) trace.failed('rule:category', id, { passed: false, detail })
    for (let index = 0; index < 3; index++) trace.add('rule:match', id, { passed: true, detail })
    trace.add('guard:contact-cooldown', null, { passed: false, detail: '1800 s' })
    const steps = trace.steps()
    expect(bytes(steps)).toBeLessThan(2_000)
    // What decided is there whatever had to go.
    expect(steps.filter(({ check }) => check === 'rule:match')).toHaveLength(3)
    expect(steps.at(-1)?.check).toBe('guard:contact-cooldown')
    const listed = steps.filter(({ check }) => check === 'rule:category').length
    expect(steps[1]).toEqual({ check: 'rules', ruleId: null, passed: false, detail: String(23 - listed) })
  })

  it('uses the room there is', () => {
    const trace = createTrace('compact')
    trace.unlisted(0)
    for (let index = 0; index < 20; index++)
      trace.failed('rule:kind', crypto.randomUUID(), { passed: false, detail: 'friend' })
    expect(bytes(trace.steps())).toBeGreaterThan(1_500)
    expect(bytes(trace.steps())).toBeLessThan(2_000)
  })

  it('keeps nothing when nothing is wanted', () => {
    const trace = createTrace('none')
    trace.add('kernel', null, { passed: true })
    trace.failed('rule:kind', 'r1', { passed: false })
    trace.unlisted(3)
    expect(trace.steps()).toEqual([])
  })
})
