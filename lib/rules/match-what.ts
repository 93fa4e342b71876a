import { cut, NO_CAPTURES } from './matchers/matcher.ts'
import type { Captures, Matcher, Met, Reading } from './matchers/matcher.ts'
import type { Trigger } from './trigger.ts'

/** How a message fared with all conditions of a rule. `detail` is what matched, for the trace; empty when nothing did. */
export interface WhatMatch {
  matched: boolean
  captures: Captures
  detail: string
}

/** The same, condition by condition. */
export interface WhatSteps extends WhatMatch {
  /** `at`: place as `group.condition`, from 0. `detail`: what was found; for a content condition the code of the kind. */
  conditions: { at: string; passed: boolean; detail: string }[]
}

/** A condition ready to be asked. */
export interface CompiledCondition {
  at: string
  not: boolean
  matcher: Matcher
  trigger: Trigger | null
  /**
   * Longest message it is asked about, in UTF-16 units; null: any. A longer one does not pass it, negated or not: nobody has
   * looked whether what must not be there is there.
   */
  longest: number | null
}

/** Conditions in one pair of brackets. */
export interface CompiledGroup {
  join: 'all' | 'any'
  conditions: readonly CompiledCondition[]
}

/**
 * Asks no more conditions than are needed to know. null: they do not match.
 * @param capturing - The condition that captures come from, which is asked in any case when the rest matches.
 */
export function matchGroups(
  reading: Reading,
  join: 'all' | 'any',
  groups: readonly CompiledGroup[],
  capturing: CompiledCondition | null,
): WhatMatch | null {
  const details: string[] = []
  let captured: Met | null | undefined
  const passes = (condition: CompiledCondition): boolean => {
    if (isTooLong(reading, condition)) return false
    const met = condition.matcher(reading)
    if (condition === capturing) captured = met
    if (met && !condition.not) details.push(met.detail)
    return (met !== null) !== condition.not
  }
  const groupPasses = (group: CompiledGroup): boolean => {
    const before = details.length
    const passed = joined(group.join, group.conditions, passes)
    // What a group found that failed all the same is not why the rule matched.
    if (!passed) details.length = before
    return passed
  }
  if (!joined(join, groups, groupPasses)) return null
  if (captured === undefined) {
    captured = capturing && !isTooLong(reading, capturing) ? capturing.matcher(reading) : null
  }
  return { matched: true, captures: captured?.captures ?? NO_CAPTURES, detail: summary(details) }
}

/** Asks every condition. */
export function stepsOf(
  reading: Reading,
  join: 'all' | 'any',
  groups: readonly CompiledGroup[],
  capturing: CompiledCondition | null,
): WhatSteps {
  const steps = groups.map((group) =>
    group.conditions.map((condition) => {
      const { at, not, matcher } = condition
      if (isTooLong(reading, condition)) return { at, passed: false, detail: '' }
      const met = matcher(reading)
      return { at, passed: (met !== null) !== not, detail: met?.detail ?? '' }
    }),
  )
  const matched = joined(join, groups, (group, place) =>
    joined(group.join, group.conditions, (_, within) => steps[place]?.[within]?.passed === true),
  )
  const all = matched ? matchGroups(reading, join, groups, capturing) : null
  return { ...(all ?? { matched: false, captures: NO_CAPTURES, detail: '' }), conditions: steps.flat() }
}

function isTooLong({ length }: Reading, { longest }: CompiledCondition): boolean {
  return longest !== null && length > longest
}

function joined<Item>(
  join: 'all' | 'any',
  items: readonly Item[],
  passes: (item: Item, place: number) => boolean,
): boolean {
  return join === 'all' ? items.every(passes) : items.some(passes)
}

function summary(details: readonly string[]): string {
  return details.length === 1 ? (details[0] ?? '') : cut([...new Set(details)].join('、'))
}
