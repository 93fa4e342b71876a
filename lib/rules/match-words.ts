import type { CompiledRule, CompiledRules } from './compile.ts'
import { noticeContent } from './content-kinds.ts'
import type { ChatEvent } from './event.ts'
import type { WhatSteps } from './match-what.ts'
import { NO_CAPTURES } from './matchers/matcher.ts'
import type { Captures } from './matchers/matcher.ts'
import { readingOf } from './reading.ts'

/** A rule whose words the message has. `detail`: which ones, for the trace, at most 60 characters. */
export interface Hit {
  compiled: CompiledRule
  captures: Captures
  detail: string
}

/**
 * The rules that are switched on and whose `what` the message meets, in the order of priority. Who wrote it, where and
 * when is not asked here. The time grows with the message and with what it meets, hardly with the number of rules. Of a
 * message that is too long for patterns (`MAX_PATTERN_TEXT`) they are not asked; words are looked for in the whole of it.
 */
export function matchWords({ rules, index }: CompiledRules, event: ChatEvent): readonly Hit[] {
  const hits: Hit[] = []
  const notice = noticeContent(event.segments)
  for (const { place, reading } of index.candidates(event)) {
    const compiled = rules[place]
    if (!compiled || (notice !== null && !compiled.what.contents.has(notice))) continue
    const match = compiled.what.match(reading)
    if (match) hits.push({ compiled, captures: match.captures, detail: match.detail })
  }
  return hits
}

/**
 * How one rule's `what` fares with a message, condition by condition: the same as `matchWords` finds, also for a rule that
 * is switched off. `detail` says `broken: …` of a rule whose pattern compiles no longer.
 */
export function matchSteps(compiled: CompiledRule, event: ChatEvent): WhatSteps {
  const { what, rule, broken } = compiled
  if (broken !== null) return { matched: false, captures: NO_CAPTURES, detail: `broken: ${broken}`, conditions: [] }
  const steps = what.steps(readingOf(event, rule.what.fold))
  const notice = noticeContent(event.segments)
  if (notice === null || what.contents.has(notice)) return steps
  return { ...steps, matched: false, captures: NO_CAPTURES, detail: '' }
}
