import type { TraceStep, WhyNot } from '../chat/decision.ts'
import { SECOND } from '../time.ts'
import type { CompiledRules } from './compile.ts'
import type { ChatEvent, Moment, Switches } from './event.ts'
import { findRule } from './find-rule.ts'
import { capGuards } from './guards/caps.ts'
import type { Guard, GuardInput } from './guards/guard.ts'
import { KERNEL } from './guards/kernel.ts'
import type { Captures } from './matchers/matcher.ts'
import type { Rule } from './rule.ts'
import { prune, rememberReply, rememberText, repliesOf } from './state.ts'
import type { RuleState } from './state.ts'
import { renderTemplate } from './template.ts'
import type { Template } from './template.ts'

export type { ChatEvent, Moment, Switches } from './event.ts'
export { emptyRuleState, readRuleState } from './state.ts'
export type { RuleState } from './state.ts'

/** What is to be done about a message, the state to keep, and every step that led to it. */
export interface Verdict {
  /**
   * `ruleId` of `none`: the rule that would have answered, had nothing held it back; null when no rule would have. It
   * is always null for own messages and echoes, which no rule is asked about.
   */
  outcome: { kind: 'reply'; ruleId: string; text: string } | { kind: 'none'; why: WhyNot; ruleId: string | null }
  state: RuleState
  trace: TraceStep[]
}

const CAP_GUARDS = capGuards()

/**
 * Decides about one message: the safety kernel, the rules in order, cooldown, caps, the reply. Pure: the same arguments
 * give the same verdict, so live answers, a dry run and a replay run the same code. `state` is left as it is; keep the
 * one in the verdict, in the transaction that keeps the decision.
 */
export function decide(
  rules: CompiledRules,
  state: RuleState,
  event: ChatEvent,
  switches: Switches,
  moment: Moment,
): Verdict {
  const input: GuardInput = { event, state: prune(state, moment), switches, moment }
  const trace: TraceStep[] = []
  const none = (why: WhyNot, ruleId: string | null, kept = input.state): Verdict => ({
    outcome: { kind: 'none', why, ruleId },
    state: kept,
    trace,
  })

  const stopped = firstToStop(KERNEL, input, trace)
  if (stopped === 'own-message' || stopped === 'echo') return none(stopped, null)

  const { found, trace: asked } = findRule(rules, event)
  trace.push(...asked)
  if (stopped) {
    // The same words yet again start the wait anew: a machine that repeats itself is answered once, not every 5 s.
    const kept = stopped === 'identical-text' ? rememberText(input.state, event, moment) : input.state
    return none(stopped, found?.compiled.rule.id ?? null, kept)
  }
  if (!found) return none('no-rule-matched', null)

  const { rule, template } = found.compiled
  const cooldown = cooldownStep(rule, input)
  trace.push(cooldown)
  // No lower rule answers instead: the cooldown of the rule that was meant is the user's word.
  if (!cooldown.passed) return none('cooldown', rule.id)

  const capped = firstToStop(CAP_GUARDS, input, trace)
  if (capped) return none(capped, rule.id)

  const text = reply(rule, template, found.captures, input)
  trace.push({ check: 'rule:reply', ruleId: rule.id, passed: text !== '' })
  if (text === '') return none('empty-reply', rule.id)
  return {
    outcome: { kind: 'reply', ruleId: rule.id, text },
    state: rememberReply(input.state, rule.id, event, moment),
    trace,
  }
}

/** Asks the guards in order and traces each; the first that stops the message gives the reason. */
function firstToStop(guards: readonly Guard[], input: GuardInput, trace: TraceStep[]): WhyNot | null {
  for (const guard of guards) {
    const verdict = guard.check(input)
    trace.push({ check: `guard:${guard.why}`, ruleId: null, ...verdict })
    if (!verdict.passed) return guard.why
  }
  return null
}

/** A rule answers a conversation again once its cooldown has passed since it last did. */
function cooldownStep(rule: Rule, { state, event, moment }: GuardInput): TraceStep {
  const last = repliesOf(state, rule.id, event.conversation).at(-1)
  const left = last ? last.at + rule.cooldownMs - moment.at : 0
  const step: TraceStep = { check: 'rule:cooldown', ruleId: rule.id, passed: left <= 0 }
  return left > 0 ? { ...step, detail: `${Math.ceil(left / SECOND)} s` } : step
}

function reply(rule: Rule, template: Template, captures: Captures, { state, event, moment }: GuardInput): string {
  const count = repliesOf(state, rule.id, event.conversation).length + 1
  return renderTemplate(template, { ...event.names, time: moment.localTime, count, captures })
}
