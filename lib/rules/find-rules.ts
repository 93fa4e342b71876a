import type { CompiledRule, CompiledRules } from './compile.ts'
import type { Asked } from './follow-up.ts'
import type { GuardInput } from './guards/guard.ts'
import { matchWords } from './match-words.ts'
import type { Hit } from './match-words.ts'
import { NO_CAPTURES } from './matchers/matcher.ts'
import type { Captures } from './matchers/matcher.ts'
import { firstToFail } from './rule-condition.ts'
import { traceRules } from './trace-rules.ts'
import type { Trace } from './trace.ts'
import { WHEN } from './when-conditions.ts'
import { WHO } from './who-conditions.ts'

/** A rule that would answer, and with what. */
export interface Candidate {
  compiled: CompiledRule
  captures: Captures
  /** The question that the message answers; null: the rule has found the message by itself. */
  asked: Asked | null
}

/** Finds the rules that would answer, one after the other: an open question first, then the rules in their order. */
export function createFinder(
  compiled: CompiledRules,
  { event, now, policy }: GuardInput,
  asked: Asked | null,
  trace: Trace,
): () => Candidate | null {
  let place = 0
  let hits: readonly Hit[] | null = null

  if (asked) trace.add('rule:follow-up', asked.compiled.rule.id, { passed: asked.answer !== null, ...detailOf(asked) })
  if (trace.form === 'full') traceRules(compiled, event, now, trace)
  let isAnswer = asked !== null && asked.answer !== null

  return () => {
    if (isAnswer && asked) {
      isAnswer = false
      return { compiled: asked.compiled, captures: NO_CAPTURES, asked }
    }
    if (!hits) {
      hits = matchWords(compiled, event)
      if (trace.form === 'compact') trace.unlisted(compiled.asked - hits.length)
    }
    while (place < hits.length) {
      const hit = hits[place++]
      if (!hit) break
      const { rule } = hit.compiled
      const input = { rule, event, now, policy }
      const failed = firstToFail(WHO, input) ?? firstToFail(WHEN, input)
      if (!failed) {
        if (trace.form === 'compact') trace.add('rule:match', rule.id, { passed: true, detail: hit.detail })
        return { compiled: hit.compiled, captures: hit.captures, asked: null }
      }
      if (trace.form === 'compact') trace.failed(`rule:${failed.check}`, rule.id, failed.verdict)
    }
    return null
  }
}

function detailOf({ answer }: Asked): { detail?: string } {
  return answer ? { detail: answer.detail } : {}
}
