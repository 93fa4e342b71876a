import type { WhyNot } from '../chat/decision.ts'
import type { Guard, GuardInput, GuardVerdict, RuleGuardInput } from './guards/guard.ts'
import { KERNEL, RULE_GUARDS } from './guards/kernel.ts'
import type { Trace } from './trace.ts'

/** Asks the guards of the kernel in order; the first that stops the message gives the reason. */
export function askKernel(input: GuardInput, trace: Trace): WhyNot | null {
  const stopped = firstToStop(KERNEL, input, trace, (why, verdict) => trace.add(`guard:${why}`, null, verdict))
  if (stopped === null && trace.form === 'compact') {
    trace.add('kernel', null, { passed: true, detail: String(KERNEL.length) })
  }
  return stopped
}

/** Asks the guards of the rule that would answer. Its own cooldown is traced as its own condition. */
export function askRuleGuards(input: RuleGuardInput, trace: Trace): WhyNot | null {
  return firstToStop(RULE_GUARDS, input, trace, (why, verdict) => {
    if (why === 'cooldown') trace.add('rule:cooldown', input.rule.id, verdict)
    else trace.add(`guard:${why}`, null, verdict)
  })
}

/** The full form asks all of the guards and traces each; the others stop at the first that stops, and trace it. */
function firstToStop<Input extends GuardInput>(
  guards: readonly Guard<Input>[],
  input: Input,
  trace: Trace,
  tell: (why: WhyNot, verdict: GuardVerdict) => void,
): WhyNot | null {
  let first: WhyNot | null = null
  for (const guard of guards) {
    const verdict = guard.check(input)
    if (trace.form === 'full' || !verdict.passed) tell(guard.why, verdict)
    if (verdict.passed) continue
    first ??= guard.why
    if (trace.form !== 'full') break
  }
  return first
}
