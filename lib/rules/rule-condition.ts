import type { RuleCheck } from '../chat/decision.ts'
import type { GuardVerdict } from './guards/guard.ts'
import type { ChatEvent, Now } from './event.ts'
import type { Policy } from './policy.ts'
import type { Rule } from './rule.ts'

/** What a condition of a rule may look at. */
export interface ConditionInput {
  rule: Rule
  event: ChatEvent
  now: Now
  policy: Policy
}

/** One condition of a rule beside what the message says. */
export interface RuleCondition {
  check: RuleCheck
  /** null: the rule does not ask for it. */
  ask(input: ConditionInput): GuardVerdict | null
}

/** The first of the conditions that does not hold, with what it said; null when all hold. */
export function firstToFail(
  conditions: readonly RuleCondition[],
  input: ConditionInput,
): { check: RuleCheck; verdict: GuardVerdict } | null {
  for (const { check, ask } of conditions) {
    const verdict = ask(input)
    if (verdict && !verdict.passed) return { check, verdict }
  }
  return null
}
