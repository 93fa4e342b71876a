import type { RuleSet } from '../policy.ts'
import type { Finding } from './finding.ts'
import { dead } from './lint/dead.ts'
import { link } from './lint/link.ts'
import { loopRisk } from './lint/loop-risk.ts'
import { missingVariable } from './lint/missing-variable.ts'
import { needsGroup } from './lint/needs-group.ts'
import { neverOn } from './lint/never-on.ts'
import { layTable, subjectOf } from './lint/table.ts'
import type { Check } from './lint/table.ts'
import { taken } from './lint/taken.ts'
import { triggers } from './lint/triggers.ts'

/** A rule of which one of these is found can answer nothing; the other checks would have nothing to say. */
const FATAL: readonly Check[] = [dead, neverOn]
const CHECKS: readonly Check[] = [taken, needsGroup, triggers, loopRisk, missingVariable, link]

/**
 * Looks through the rules that are switched on, one rule a step, so that a caller can let others run in between. Every
 * finding is certain: a witness has been decided about by the engine, and what cannot be witnessed is proved. What cannot
 * be known is not said, so that no finding is no promise.
 * @param zone - IANA name, for schedules.
 * @param at - ms; rules are looked at as of then.
 */
export function* lintSteps(set: RuleSet, zone: string, at: number): Generator<Finding[], void> {
  const table = layTable(set, zone)
  for (const compiled of table.compiled.rules) {
    if (!compiled.isEnabled) continue
    const subject = subjectOf(compiled, table, at)
    const fatal = FATAL.flatMap((check) => check(subject, table))
    yield fatal.length > 0 ? fatal : CHECKS.flatMap((check) => check(subject, table))
  }
}

/** All findings at once, in the order of the rules. What it costs is in docs/PERFORMANCE.md. */
export function lint(set: RuleSet, zone: string, at: number): Finding[] {
  return [...lintSteps(set, zone, at)].flat()
}
