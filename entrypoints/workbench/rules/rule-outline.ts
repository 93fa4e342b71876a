import type { Rule, RuleGroup } from '../../../lib/rules/rule.ts'

/** One line of the list as an outline: a rule in no group, or a group with its rules, by id. */
export type Entry = { kind: 'rule'; id: string } | { kind: 'group'; id: string; rules: string[] }

/** Where a rule is dropped: beside another one (and into its group, or out of all), or first into a group. */
export type Drop = { at: 'before' | 'after'; rule: string } | { at: 'into'; group: string }

/**
 * Rules in order of priority as an outline. A group stands where its first rule does, with all of its rules; groups
 * without rules come last. A rule of a group that is not there counts as in none.
 */
export function outline(rules: readonly Rule[], groups: readonly RuleGroup[]): Entry[] {
  const entries: Entry[] = []
  const ofGroup = new Map(groups.map(({ id }) => [id, [] as string[]]))
  for (const { id, group } of rules) {
    const members = group === null ? undefined : ofGroup.get(group)
    if (members === undefined || group === null) entries.push({ kind: 'rule', id })
    else if (members.push(id) === 1) entries.push({ kind: 'group', id: group, rules: members })
  }
  const empty = groups.filter(({ id }) => ofGroup.get(id)?.length === 0)
  return [...entries, ...empty.map(({ id }): Entry => ({ kind: 'group', id, rules: [] }))]
}

/** The outline as an order of all rules, and the group of each (null: none). */
export function flatten(entries: readonly Entry[]): { order: string[]; groupOf: Map<string, string | null> } {
  const groupOf = new Map<string, string | null>()
  for (const entry of entries) {
    if (entry.kind === 'rule') groupOf.set(entry.id, null)
    else for (const id of entry.rules) groupOf.set(id, entry.id)
  }
  return { order: [...groupOf.keys()], groupOf }
}

/** The outline with a rule put somewhere else. Unchanged when the place is not there. */
export function dropRule(entries: readonly Entry[], id: string, drop: Drop): Entry[] {
  const isThere = entries.some((entry) =>
    drop.at === 'into' ? isGroup(entry, drop.group) : idsOf(entry).includes(drop.rule),
  )
  if (!isThere || (drop.at !== 'into' && drop.rule === id)) return [...entries]
  const rest = without(entries, id)
  if (drop.at === 'into')
    return rest.map((entry) =>
      entry.kind === 'group' && entry.id === drop.group ? { ...entry, rules: [id, ...entry.rules] } : entry,
    )
  const step = drop.at === 'after' ? 1 : 0
  return rest.flatMap((entry): Entry[] => {
    if (entry.kind === 'group') {
      const place = entry.rules.indexOf(drop.rule)
      return [place < 0 ? entry : { ...entry, rules: entry.rules.toSpliced(place + step, 0, id) }]
    }
    if (entry.id !== drop.rule) return [entry]
    const moved: Entry = { kind: 'rule', id }
    return step === 1 ? [entry, moved] : [moved, entry]
  })
}

/**
 * The outline with a rule moved one line up (-1) or down (1): past its neighbour, into a group that begins or ends there,
 * or out of its own. A folded group is one line. Null when there is nowhere to go.
 */
export function stepRule(
  entries: readonly Entry[],
  id: string,
  step: -1 | 1,
  folded: ReadonlySet<string>,
): Entry[] | null {
  const at = entries.findIndex((entry) => idsOf(entry).includes(id))
  const home = entries[at]
  if (home === undefined) return null
  if (home.kind === 'group') {
    const place = home.rules.indexOf(id)
    const other = home.rules[place + step]
    if (other !== undefined) return dropRule(entries, id, { at: step === 1 ? 'after' : 'before', rule: other })
    return without(entries, id).toSpliced(step === 1 ? at + 1 : at, 0, { kind: 'rule', id })
  }
  const next = entries[at + step]
  if (next === undefined) return null
  const rest = without(entries, id)
  if (next.kind === 'rule' || folded.has(next.id)) return rest.toSpliced(at + step, 0, home)
  const rules = step === 1 ? [id, ...next.rules] : [...next.rules, id]
  return rest.map((entry) => (entry === next ? { ...next, rules } : entry))
}

/** The outline with a group and all of its rules moved one entry up (-1) or down (1). Null when there is nowhere to go. */
export function stepGroup(entries: readonly Entry[], id: string, step: -1 | 1): Entry[] | null {
  const at = entries.findIndex((entry) => isGroup(entry, id))
  const entry = entries[at]
  const next = entries[at + step]
  // A group without rules has no place among them: it stays last.
  if (entry?.kind !== 'group' || entry.rules.length === 0 || next === undefined) return null
  if (next.kind === 'group' && next.rules.length === 0) return null
  return entries.toSpliced(at, 1).toSpliced(at + step, 0, entry)
}

function idsOf(entry: Entry): readonly string[] {
  return entry.kind === 'rule' ? [entry.id] : entry.rules
}

function isGroup(entry: Entry, id: string): boolean {
  return entry.kind === 'group' && entry.id === id
}

function without(entries: readonly Entry[], id: string): Entry[] {
  return entries.flatMap((entry): Entry[] => {
    if (entry.kind === 'rule') return entry.id === id ? [] : [entry]
    return [entry.rules.includes(id) ? { ...entry, rules: entry.rules.filter((other) => other !== id) } : entry]
  })
}
