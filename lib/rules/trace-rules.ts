import type { CompiledRule, CompiledRules } from './compile.ts'
import type { ChatEvent, Now } from './event.ts'
import { matchSteps } from './match-words.ts'
import type { Policy } from './policy.ts'
import type { RuleCondition } from './rule-condition.ts'
import type { Trace } from './trace.ts'
import { WHEN } from './when-conditions.ts'
import { WHO } from './who-conditions.ts'

/** Traces every condition of every rule, whether or not an earlier one fails: what the dry run shows. */
export function traceRules({ rules, policy }: CompiledRules, event: ChatEvent, now: Now, trace: Trace): void {
  for (const compiled of rules) traceRule(compiled, policy, event, now, trace)
}

function traceRule(compiled: CompiledRule, policy: Policy, event: ChatEvent, now: Now, trace: Trace): void {
  const { rule } = compiled
  const ask = (conditions: readonly RuleCondition[]): void => {
    for (const { check, ask: condition } of conditions) {
      const verdict = condition({ rule, event, now, policy })
      if (verdict) trace.add(`rule:${check}`, rule.id, verdict)
    }
  }
  trace.add('rule:enabled', rule.id, { passed: rule.enabled })
  const group = policy.groups.find(({ id }) => id === rule.group)
  if (group) trace.add('rule:group-enabled', rule.id, { passed: group.enabled, detail: group.name })
  ask(WHO)
  const { matched, detail, conditions } = matchSteps(compiled, event)
  for (const condition of conditions) trace.add('rule:match', rule.id, condition, condition.at)
  trace.add('rule:match', rule.id, { passed: matched, detail })
  ask(WHEN)
}
