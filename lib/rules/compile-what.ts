import { foldText } from './fold.ts'
import { neededLiterals } from './literals.ts'
import { allOf } from './matchers/all-of.ts'
import { anyOf } from './matchers/any-of.ts'
import { content } from './matchers/content.ts'
import { ends } from './matchers/ends.ts'
import { exact } from './matchers/exact.ts'
import { matchGroups, stepsOf } from './match-what.ts'
import type { CompiledCondition, CompiledGroup, WhatMatch, WhatSteps } from './match-what.ts'
import type { Keyword, Matcher, Reading } from './matchers/matcher.ts'
import { pattern } from './matchers/pattern.ts'
import { starts } from './matchers/starts.ts'
import { compileRe2, toRe2Syntax } from './re2.ts'
import { MAX_PATTERN_TEXT } from './rule.ts'
import type { Condition, ContentKind, Rule, TextMatch } from './rule.ts'
import { allTriggers, anyTrigger } from './trigger.ts'
import type { Trigger } from './trigger.ts'

/** The `what` of a rule, ready to be asked. */
export interface CompiledWhat {
  /** Asks no more than is needed to know. null: it does not match. */
  match(reading: Reading): WhatMatch | null
  /** Asks every condition. */
  steps(reading: Reading): WhatSteps
  /** It can match only when one of these is there; null: it has to be asked about every message. */
  trigger: Trigger | null
  /** Kinds of content it asks for. Only of these does it see notices. */
  contents: ReadonlySet<ContentKind>
  /** Why one of its patterns does not compile; such a rule never matches. */
  broken: string | null
}

/** @param idOf - Gives the number under which a word, folded, will be looked up. */
export function compileWhat({ join, groups, fold }: Rule['what'], idOf: (folded: string) => number): CompiledWhat {
  let broken: string | null = null
  const keywords = (texts: readonly string[], match: TextMatch): Keyword[] =>
    texts.flatMap((text) => {
      const folded = trimFor(match, foldText(text, fold))
      // Nothing is found everywhere, and whoever wrote it did not mean everything.
      return folded === '' ? [] : [{ text, folded, id: idOf(folded) }]
    })
  const compile = (condition: Condition, at: string): CompiledCondition => {
    const { not } = condition
    switch (condition.on) {
      case 'text': {
        const words = keywords(condition.texts, condition.match)
        const trigger = textTrigger(condition, words)
        return { at, not, matcher: textMatcher(condition.match, words), trigger, longest: null }
      }
      case 'pattern': {
        const compiled = compileRe2(condition.pattern, fold.case)
        if (!compiled.pattern) {
          broken ??= compiled.refused
          return { at, not, matcher: never, trigger: null, longest: null }
        }
        const literals = neededLiterals(toRe2Syntax(condition.pattern), fold)
        const needed = literals && keywords(literals, 'any-of')
        return {
          at,
          not,
          matcher: pattern(compiled.pattern, needed),
          trigger: not || !needed ? null : { words: needed, wholes: [] },
          longest: MAX_PATTERN_TEXT,
        }
      }
      case 'content':
        return { at, not, matcher: content(condition.kinds), trigger: null, longest: null }
    }
  }
  const compiled: CompiledGroup[] = groups.map((group, place) => ({
    join: group.join,
    conditions: group.conditions.map((condition, within) => compile(condition, `${place}.${within}`)),
  }))
  const conditions = compiled.flatMap((group) => group.conditions)
  const wanted = groups.flatMap((group) => group.conditions).filter(({ not }) => !not)
  const captureAt = firstPattern(groups)
  const capturing = conditions.find(({ at }) => at === captureAt) ?? null
  return {
    match: (reading) => matchGroups(reading, join, compiled, capturing),
    steps: (reading) => stepsOf(reading, join, compiled, capturing),
    trigger: triggerOf(
      join,
      compiled.map((group) =>
        triggerOf(
          group.join,
          group.conditions.map(({ trigger }) => trigger),
        ),
      ),
    ),
    contents: new Set(wanted.flatMap((condition) => (condition.on === 'content' ? condition.kinds : []))),
    broken,
  }
}

const never: Matcher = () => null

const TEXT_MATCHERS: Readonly<Record<TextMatch, (keywords: readonly Keyword[]) => Matcher>> = {
  exact,
  'any-of': anyOf,
  'all-of': allOf,
  starts,
  ends,
}

/** Where no word is left, nothing is met: least of all "all of them". */
function textMatcher(match: TextMatch, words: readonly Keyword[]): Matcher {
  return words.length === 0 ? never : TEXT_MATCHERS[match](words)
}

function trimFor(match: TextMatch, folded: string): string {
  switch (match) {
    case 'exact':
      return folded.trim()
    case 'starts':
      return folded.trimStart()
    case 'ends':
      return folded.trimEnd()
    case 'any-of':
    case 'all-of':
      return folded
  }
}

function textTrigger({ match, not }: { match: TextMatch; not: boolean }, words: readonly Keyword[]): Trigger | null {
  if (not) return null
  if (match === 'exact') return { words: [], wholes: words }
  if (match !== 'all-of') return { words, wholes: [] }
  // The longest word is the one that is found least often.
  const longest = words.reduce<Keyword | null>(
    (best, word) => (best && best.folded.length >= word.folded.length ? best : word),
    null,
  )
  return { words: longest ? [longest] : [], wholes: [] }
}

function triggerOf(join: 'all' | 'any', triggers: readonly (Trigger | null)[]): Trigger | null {
  return join === 'all' ? allTriggers(triggers) : anyTrigger(triggers)
}

/** Where the captures of a rule come from: its first pattern that is not negated, as `group.condition`; null: none. */
export function firstPattern(groups: Rule['what']['groups']): string | null {
  for (const [place, { conditions }] of groups.entries()) {
    const within = conditions.findIndex(({ on, not }) => on === 'pattern' && !not)
    if (within !== -1) return `${place}.${within}`
  }
  return null
}
