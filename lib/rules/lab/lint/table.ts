import type { ConversationKind } from '../../../chat/message.ts'
import { compileRules } from '../../compile.ts'
import type { CompiledRule, CompiledRules } from '../../compile.ts'
import { decide } from '../../decide.ts'
import type { Policy, RuleSet } from '../../policy.ts'
import type { Rule } from '../../rule.ts'
import { emptyRuleState } from '../../state.ts'
import { casesOf } from '../cases.ts'
import type { Case } from '../cases.ts'
import { eventFrom, nowFrom } from '../event-draft.ts'
import type { Finding, FindingCode, Witness } from '../finding.ts'
import { openTime } from '../open-time.ts'
import type { OpenTime } from '../open-time.ts'
import { outcomeOf } from '../outcome.ts'
import type { Outcome } from '../outcome.ts'
import { single } from '../single.ts'
import { witnessesOf } from '../witness.ts'

/** What every check of the lint works with: the rules as they are, and an engine that has answered nobody yet. */
export interface LintTable {
  compiled: CompiledRules
  policy: Policy
  zone: string
  /** What the rules make of a message, as the first one that ever came. */
  ask(witness: Witness): Outcome
}

/** One rule, and what the checks find out about it in common. */
export interface Subject {
  compiled: CompiledRule
  rule: Rule
  open: OpenTime
  /** Every way to meet its words; null: too many to look at. */
  cases: readonly Case[] | null
  /** Messages that meet one of its cases, at a time at which it may answer; several texts when `most` is more than one. */
  witnesses(one: Case, kind: ConversationKind, most?: number): readonly Witness[]
  /** What the rule alone would answer, if this were its reply. */
  say(reply: string, witness: Witness): Outcome
}

/** Looks for one sort of finding in one rule. */
export type Check = (subject: Subject, table: LintTable) => Finding[]

export function layTable(set: RuleSet, zone: string): LintTable {
  const compiled = compileRules(set)
  return { compiled, policy: set.policy, zone, ask: (witness) => ask(compiled, zone, witness) }
}

function ask(compiled: CompiledRules, zone: string, witness: Witness): Outcome {
  const now = nowFrom(witness.at, zone, { away: witness.away })
  return outcomeOf(decide(compiled, emptyRuleState, eventFrom(witness), now, 'none'))
}

/** @param at - ms; times are looked for from here on. */
export function subjectOf(compiled: CompiledRule, table: LintTable, at: number): Subject {
  const { rule } = compiled
  const open = openTime(rule, table.policy, table.zone, at)
  const known = new Map<string, readonly Witness[]>()
  const cases = casesOf(rule)
  return {
    compiled,
    rule,
    open,
    cases,
    witnesses(one, kind, most = 1) {
      if (open.kind !== 'open') return []
      const place = `${cases?.indexOf(one)} ${kind} ${most}`
      const before = known.get(place)
      if (before) return before
      const found = witnessesOf(compiled, one, kind, open.at, most)
      known.set(place, found)
      return found
    },
    say: (reply, witness) => ask(single(table.compiled, compiled, reply), table.zone, witness),
  }
}

/** The rule that answered, or would have. */
export function takerOf(outcome: Outcome): string | null {
  return outcome.kind === 'reply' ? (outcome.replies[0]?.ruleId ?? null) : outcome.ruleId
}

/** A finding without another rule, a witness or a detail, unless they are given. */
export function finding(
  code: FindingCode,
  { rule }: Pick<Subject, 'rule'>,
  more: Partial<Pick<Finding, 'other' | 'witness' | 'detail'>> = {},
): Finding {
  return { code, ruleId: rule.id, other: null, witness: null, detail: '', ...more }
}
