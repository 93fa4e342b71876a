import { allOf } from './matchers/all-of.ts'
import { anyOf } from './matchers/any-of.ts'
import { exact } from './matchers/exact.ts'
import type { Matcher } from './matchers/matcher.ts'
import { pattern } from './matchers/pattern.ts'
import { compileRe2 } from './re2.ts'
import type { Rule } from './rule.ts'
import { parseTemplate } from './template.ts'
import type { Template } from './template.ts'

/** A rule ready to be asked. `broken`: its pattern compiles no longer, so it never matches and the trace says why. */
export type CompiledRule = { rule: Rule; template: Template } & (
  | { matcher: Matcher; broken: null }
  | { matcher: null; broken: string }
)

/** The user's rules, compiled once and used for every message; the order is the priority. */
export type CompiledRules = readonly CompiledRule[]

/**
 * Compiles the rules once, after they were read or changed. `who.contacts` must be canonical, as in the events: the
 * caller follows the aliases of merged contacts first.
 */
export function compileRules(rules: readonly Rule[]): CompiledRules {
  return rules.map((rule) => ({ rule, template: parseTemplate(rule.reply.text), ...matcherOf(rule) }))
}

function matcherOf({ what }: Rule): { matcher: Matcher; broken: null } | { matcher: null; broken: string } {
  switch (what.match) {
    case 'exact':
      return { matcher: exact(what.texts, what.ignoreCase), broken: null }
    case 'any-of':
      return { matcher: anyOf(what.texts, what.ignoreCase), broken: null }
    case 'all-of':
      return { matcher: allOf(what.texts, what.ignoreCase), broken: null }
    case 'pattern': {
      const compiled = compileRe2(what.texts[0] ?? '', what.ignoreCase)
      return compiled.pattern
        ? { matcher: pattern(compiled.pattern), broken: null }
        : { matcher: null, broken: compiled.refused }
    }
  }
}
