import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRules } from '../../../lib/rules/compile.ts'
import { decide, emptyRuleState } from '../../../lib/rules/decide.ts'
import { DEFAULT_POLICY } from '../../../lib/rules/policy.ts'
import { templateValue } from '../../../lib/rules/template-value.ts'
import { event, NOW, patternCondition, rule } from './examples.ts'

describe('what somebody else wrote', () => {
  const mean = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc
      .array(fc.constantFrom('{', '}', '[', ']', 'nick', 'time', '微笑', 'capture:0', '$&', '\\', '\u202E'))
      .map((parts) => parts.join('')),
  )

  it('is never read as a template or as a face', () => {
    const variables = ['nick', 'remark', 'card', 'group', 'message', 'capture:0', 'capture:1', 'capture:all']
    const texts = [{ text: variables.map((name) => `[a{${name}}b]`).join('|'), weight: 1 }]
    const compiled = compileRules({
      rules: [rule({ conditions: [patternCondition('(?s)(?<all>.*)')], reply: { texts } })],
      policy: DEFAULT_POLICY,
    })
    fc.assert(
      fc.property(mean, mean, (name, text) => {
        const names = { nick: name, remark: name, card: name, group: name }
        const { outcome } = decide(compiled, emptyRuleState, event({ text, names }), NOW)
        fc.pre(outcome.kind === 'reply')
        const said = outcome.replies[0].text
        // No face: no bracket that a client would read.
        expect(said).not.toMatch(/[[\]]/)
        // Each value stands where it was put, as it is, and nothing else has been put in.
        const values = [name, name, name, name, text].map((value) => `［a${templateValue(value)}b］`)
        expect(said.startsWith(`${values.join('|')}|［a`)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
