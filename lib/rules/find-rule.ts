import type { TraceStep } from '../chat/decision.ts'
import type { CompiledRule, CompiledRules } from './compile.ts'
import type { ChatEvent } from './event.ts'
import type { Captures, MatchResult } from './matchers/matcher.ts'
import { NO_MATCH } from './matchers/matcher.ts'

/** The rule that answers a message, with what its pattern captured; and the steps that led there. */
export interface FoundRule {
  found: { compiled: CompiledRule; captures: Captures } | null
  trace: TraceStep[]
}

/**
 * The first rule that wants the message. A rule that does not leaves one step, the condition it failed at; the one that
 * does leaves all of its conditions; rules below it are not asked.
 */
export function findRule(rules: CompiledRules, event: ChatEvent): FoundRule {
  const trace: TraceStep[] = []
  for (const compiled of rules) {
    const { steps, captures } = ask(compiled, event)
    const failed = steps.find((step) => !step.passed)
    if (!failed) return { found: { compiled, captures }, trace: [...trace, ...steps] }
    trace.push(failed)
  }
  return { found: null, trace }
}

function ask(compiled: CompiledRule, event: ChatEvent): { steps: TraceStep[]; captures: Captures } {
  const { enabled, id, who } = compiled.rule
  const steps: TraceStep[] = []
  const step = (check: TraceStep['check'], passed: boolean, detail?: string): boolean => {
    steps.push({ check, ruleId: id, passed, ...(detail ? { detail } : {}) })
    return passed
  }
  const meant =
    step('rule:enabled', enabled) &&
    step('rule:kind', who.kinds.includes(event.kind)) &&
    (who.contacts.length === 0 || step('rule:contact', who.contacts.includes(event.conversation))) &&
    (event.kind === 'friend' || !who.onlyWhenMentioned || step('rule:mention', event.mentionsMe))
  if (!meant) return { steps, captures: NO_MATCH.captures }

  const { matched, detail, captures } = match(compiled, event)
  step('rule:match', matched, detail)
  return { steps, captures }
}

/** The whole text first; then what is left without the mention of me, so that `@me 在吗` is exactly `在吗`. */
function match({ matcher, broken }: CompiledRule, { text, addressed }: ChatEvent): MatchResult {
  if (!matcher) return { ...NO_MATCH, detail: `broken: ${broken}` }
  const whole = matcher(text)
  return whole.matched || addressed === undefined ? whole : matcher(addressed)
}
