import type { Rule, RuleGroup } from '../../lib/rules/rule.ts'

/** Rules of one group that stand together, with the place of the first among all; `group` null: they are in none. */
export interface RuleRun {
  group: RuleGroup | null
  from: number
  rules: readonly Rule[]
}

/** The rules in their order, cut wherever the group changes. A group that is not there counts as none. */
export function ruleRuns(rules: readonly Rule[], groups: readonly RuleGroup[]): RuleRun[] {
  const byId = new Map(groups.map((group) => [group.id, group]))
  const runs: { group: RuleGroup | null; from: number; rules: Rule[] }[] = []
  for (const [place, rule] of rules.entries()) {
    const group = (rule.group === null ? undefined : byId.get(rule.group)) ?? null
    const last = runs.at(-1)
    if (last && last.group === group) last.rules.push(rule)
    else runs.push({ group, from: place, rules: [rule] })
  }
  return runs
}
