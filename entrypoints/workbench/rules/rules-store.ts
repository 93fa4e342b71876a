import { computed, effect, signal } from '@preact/signals'
import { language } from '../../../lib/i18n/t.ts'
import type { Rule, RuleGroup } from '../../../lib/rules/rule.ts'
import { contactNames, nameContacts } from '../../pages/contact-names.ts'
import { ruleSentence } from '../../pages/rule-sentence.ts'
import { ruleGroups, rules } from '../../pages/stored-rules.ts'
import { failedTests, findings } from './rule-checks.ts'
import { outline } from './rule-outline.ts'
import { hasWords } from './rule-search.ts'

export const RULE_FILTERS = ['all', 'on', 'off', 'failing', 'findings'] as const
export type RuleFilter = (typeof RULE_FILTERS)[number]

/** What is looked for in the list, and which rules are shown at all. */
export const search = signal('')
export const filter = signal<RuleFilter>('all')
/** Ids of groups whose rules are folded away. */
export const folded = signal<ReadonlySet<string>>(new Set())
/** Ids of the rules that are ticked. */
export const selected = signal<ReadonlySet<string>>(new Set())
/** Id of the group whose actions are open; null: none. */
export const openGroup = signal<string | null>(null)

export const groups = ruleGroups
export const rulesById = computed(() => new Map(rules.value.map((rule) => [rule.id, rule])))
export const entries = computed(() => outline(rules.value, groups.value))
/** Place of each rule in the order in which they are asked, from 1. */
export const places = computed(() => new Map(rules.value.map(({ id }, index) => [id, index + 1])))

const sentences = computed(() => {
  void language.value
  const names = contactNames.value
  const known = new Map<Rule, string>()
  return (rule: Rule): string => {
    const sentence = known.get(rule) ?? ruleSentence(rule, names)
    known.set(rule, sentence)
    return sentence
  }
})

/** A rule as its sentence; each is put into words once. */
export function sentenceOf(rule: Rule): string {
  return sentences.value(rule)
}

/** What a rule is called: its name, or its sentence when it has none. */
export function titleOf(rule: Rule): string {
  return rule.name || sentenceOf(rule)
}

/** Whether only some rules are shown: then they cannot be moved, since their neighbours are not what they seem. */
export const isNarrowed = computed(() => search.value.trim() !== '' || filter.value !== 'all')

/** A line of the list. `members`: how many rules of the group are shown; `total`: how many it has. */
export type ListLine =
  | { kind: 'rule'; rule: Rule; inGroup: boolean }
  | { kind: 'group'; group: RuleGroup; members: number; total: number }

/** What the list shows, from top to bottom. */
export const lines = computed<readonly ListLine[]>(() => {
  const shown = new Set(rules.value.filter(isShown).map(({ id }) => id))
  const groupsById = new Map(groups.value.map((group) => [group.id, group]))
  const lineOf = (id: string, inGroup: boolean): ListLine[] => {
    const rule = rulesById.value.get(id)
    return rule && shown.has(id) ? [{ kind: 'rule', rule, inGroup }] : []
  }
  return entries.value.flatMap((entry): ListLine[] => {
    if (entry.kind === 'rule') return lineOf(entry.id, false)
    const group = groupsById.get(entry.id)
    if (!group) return []
    const members = entry.rules.flatMap((id) => lineOf(id, true))
    if (members.length === 0 && isNarrowed.value) return []
    const heading: ListLine = { kind: 'group', group, members: members.length, total: entry.rules.length }
    // What is looked for is shown, also in a folded group.
    return folded.value.has(group.id) && !isNarrowed.value ? [heading] : [heading, ...members]
  })
})

function isShown(rule: Rule): boolean {
  if (!passes(rule)) return false
  return search.value.trim() === '' || hasWords(rule, sentenceOf(rule), search.value)
}

function passes(rule: Rule): boolean {
  switch (filter.value) {
    case 'all':
      return true
    case 'on':
      return isOn(rule)
    case 'off':
      return !isOn(rule)
    case 'failing':
      return failedTests.value.has(rule.id)
    case 'findings':
      return findings.value.has(rule.id)
  }
}

/** Whether a rule and its group are both switched on. */
export function isOn(rule: Rule): boolean {
  return rule.enabled && groups.value.find(({ id }) => id === rule.group)?.enabled !== false
}

/** Most people of a rule that its sentence can name. */
const NAMED = 3

effect(() => {
  const people = rules.value.flatMap(({ who }) =>
    [who.contacts, who.except, who.authors].flatMap((ids) => ids.slice(0, NAMED)),
  )
  void nameContacts(people)
})

// What is no longer there is not ticked either.
effect(() => {
  const gone = [...selected.value].filter((id) => !rulesById.value.has(id))
  if (gone.length > 0) selected.value = new Set([...selected.value].filter((id) => rulesById.value.has(id)))
})
