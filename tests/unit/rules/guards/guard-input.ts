import { DEFAULT_POLICY } from '../../../../lib/rules/policy.ts'
import type { Guard, GuardInput, RuleGuard, RuleGuardInput } from '../../../../lib/rules/guards/guard.ts'
import type { PastReply } from '../../../../lib/rules/state-shape.ts'
import { emptyRuleState } from '../../../../lib/rules/state.ts'
import { event, NOON, NOW, rule } from '../examples.ts'

/** What a guard is asked about: a friend's 在吗 at {@link NOON}, nothing remembered, as shipped. */
export function guardInput(changes: Partial<GuardInput> = {}): GuardInput {
  return { event: event(), state: emptyRuleState, now: NOW, policy: DEFAULT_POLICY, ...changes }
}

/** The same with the rule that would answer; what was remembered before is `state` unless said otherwise. */
export function ruleGuardInput(changes: Partial<RuleGuardInput> = {}): RuleGuardInput {
  const input = guardInput(changes)
  return { ...input, rule: rule(), isFollowUp: false, before: input.state, ...changes }
}

/** Whether a guard of the kernel lets the message pass. */
export function passes(guard: Guard, changes: Partial<GuardInput> = {}): boolean {
  return guard.check(guardInput(changes)).passed
}

/** Whether a guard of the rule that would answer lets the message pass. */
export function passesRule(guard: RuleGuard, changes: Partial<RuleGuardInput> = {}): boolean {
  return guard.check(ruleGuardInput(changes)).passed
}

/** A reply of `r1` to the friend of the examples, `ago` ms before {@link NOON}. */
export function pastReply(ago: number, changes: Partial<PastReply> = {}): PastReply {
  return {
    ruleId: 'r1',
    conversation: 'chat-1',
    author: 'person-1',
    at: NOON - ago,
    delayMs: 0,
    isFollowUp: false,
    ...changes,
  }
}
