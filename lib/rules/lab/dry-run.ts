import type { TraceStep, WhyNot } from '../../chat/decision.ts'
import type { CompiledRules } from '../compile.ts'
import { decide } from '../decide.ts'
import type { ChatEvent, Now } from '../event.ts'
import type { RuleState } from '../state.ts'
import type { PlannedReply, Verdict } from '../verdict.ts'

/** One guard of the safety kernel and what it said, in the order they are asked. */
export interface GuardLine {
  why: WhyNot
  passed: boolean
  /** A fact worth showing; empty when there is none. */
  detail: string
}

/**
 * What one rule made of a message. `answers`: it replies, or offers a draft. `stopped`: all its conditions hold, but a guard
 * or its own cooldown held it back. `not-matched`: a condition does not hold. `not-asked`: one above it took the message.
 */
export interface RuleLine {
  ruleId: string
  verdict: 'answers' | 'stopped' | 'not-matched' | 'not-asked'
  /** Every condition that was looked at, in order. */
  steps: readonly TraceStep[]
}

/** What would become of a message, and why. Nothing is sent and nothing is kept. */
export interface DryRun {
  guards: readonly GuardLine[]
  /** All rules in the order of their priority. */
  rules: readonly RuleLine[]
  outcome: Verdict['outcome']
  /** What would go out, in order; empty when nothing would. */
  replies: readonly PlannedReply[]
}

/** Decides about a message in full and arranges the trace by guard and by rule. */
export function dryRun(compiled: CompiledRules, state: RuleState, event: ChatEvent, now: Now): DryRun {
  const { outcome, trace } = decide(compiled, state, event, now, 'full')
  const guards: GuardLine[] = []
  const steps = new Map<string, TraceStep[]>()
  for (const step of trace) {
    if (step.check.startsWith('guard:')) {
      guards.push({ why: step.check.slice('guard:'.length) as WhyNot, passed: step.passed, detail: step.detail ?? '' })
    } else if (step.ruleId !== null) {
      const own = steps.get(step.ruleId)
      if (own) own.push(step)
      else steps.set(step.ruleId, [step])
    }
  }
  const replies = outcome.kind === 'reply' ? outcome.replies : []
  const rules = compiled.rules.map(({ rule }) => {
    const own = steps.get(rule.id) ?? []
    return { ruleId: rule.id, steps: own, verdict: verdictOf(rule.id, own, outcome) }
  })
  return { guards, rules, outcome, replies }
}

/** Steps that say something else than whether the rule wants the message. */
const BESIDE: readonly TraceStep['check'][] = ['rule:follow-up', 'rule:cooldown', 'rule:reply']

function verdictOf(ruleId: string, steps: readonly TraceStep[], outcome: Verdict['outcome']): RuleLine['verdict'] {
  if (outcome.kind === 'reply' && outcome.replies.some((reply) => reply.ruleId === ruleId)) return 'answers'
  if (outcome.kind === 'none' && outcome.ruleId === ruleId) return outcome.why === 'draft' ? 'answers' : 'stopped'
  // A single condition of several joined by "or" may fail without harm: the step without a place says how all of them fared.
  const isAgainst = (step: TraceStep): boolean => !step.passed && step.at === undefined && !BESIDE.includes(step.check)
  if (steps.some(isAgainst)) return 'not-matched'
  // Below one that let it be asked too, and then held back by itself.
  return steps.some(({ check, passed }) => check === 'rule:cooldown' && !passed) ? 'stopped' : 'not-asked'
}
