import { createQueue } from '../../lib/companion/queue.ts'
import type { ImportOutcome, SaveOutcome } from '../../lib/messaging.ts'
import { checkRule } from '../../lib/rules/check.ts'
import type { RuleSet } from '../../lib/rules/policy.ts'
import { MAX_RULE_GROUPS, ruleGroupSchema } from '../../lib/rules/rule.ts'
import type { Rule, RuleGroup } from '../../lib/rules/rule.ts'
import {
  calendarItem,
  preferencesItem,
  readCalendar,
  readPreferences,
  readRuleGroups,
  readRules,
  ruleGroupsItem,
  rulesItem,
  writeRules,
} from '../../lib/settings.ts'
import type { Preferences } from '../../lib/settings.ts'
import { tell } from './notices.ts'
import { rememberChange, takeBackChange } from './rule-history.ts'
import type { RuleShelf } from './rule-history.ts'

/**
 * The only writer of the rules and their groups. Damaged rules are left where they are, behind the good ones, for a later
 * version.
 */
export function createRuleBook(changed: () => void) {
  const inOrder = createQueue()
  let kept: RuleSet | undefined
  let changes = 0
  function forget(): void {
    kept = undefined
    changes++
  }
  // Whoever else writes or clears the storage (the browser, the user's own tools) must not leave us with the old rules.
  rulesItem.watch(forget)
  ruleGroupsItem.watch(forget)
  calendarItem.watch(forget)
  preferencesItem.watch((now, before) => {
    if (JSON.stringify(policyIn(now)) !== JSON.stringify(policyIn(before))) forget()
  })

  /** Writes what `edit` makes of the shelf, as one change that can be taken back. */
  function change<T>(edit: (shelf: RuleShelf) => { shelf: RuleShelf; result: T }): Promise<T> {
    return inOrder(async () => {
      const [{ rules, damaged }, groups] = await Promise.all([readRules(), readRuleGroups()])
      const before = { rules, groups }
      const { shelf, result } = edit(before)
      if (shelf === before) return result
      // Remembered first: a death in between leaves a change to take back that never was, and those are passed over.
      await rememberChange(before, shelf)
      await writeRules(shelf.rules, damaged, shelf.groups)
      forget()
      changed()
      return result
    })
  }

  const changeRules = (edit: (rules: readonly Rule[]) => readonly Rule[]): Promise<void> =>
    change(({ rules, groups }) => ({ shelf: { rules: edit(rules), groups }, result: undefined }))

  /** The same object until something in it changes. */
  async function ruleSet(): Promise<RuleSet> {
    if (kept) return kept
    return inOrder(async () => {
      if (kept) return kept
      const before = changes
      const [{ rules, damaged }, groups, calendar, preferences] = await Promise.all([
        readRules(),
        readRuleGroups(),
        readCalendar(),
        readPreferences(),
      ])
      if (damaged.length > 0) tell('settings-damaged', String(damaged.length))
      const read: RuleSet = { rules, policy: { groups, calendar, ...policyIn(preferences) } }
      // What was read before a change is not kept after it.
      if (changes === before) kept = read
      return read
    })
  }

  return {
    ruleSet,
    /** Rules that are switched on, as their groups are, by id, with the contacts and authors they are for. */
    async contacts() {
      const { rules, policy } = await ruleSet()
      const off = new Set(policy.groups.filter(({ enabled }) => !enabled).map(({ id }) => id))
      const isOn = ({ enabled, group }: Rule) => enabled && !(group !== null && off.has(group))
      return new Map(rules.filter(isOn).map(({ id, who }) => [id, [...who.contacts, ...who.authors]] as const))
    },
    save(value: unknown): Promise<SaveOutcome> {
      return change<SaveOutcome>((shelf) => {
        const { rule, problems } = checkRule(value, othersThan(shelf.rules, value))
        if (!rule) return { shelf, result: { kind: 'refused', problems } }
        return { shelf: { ...shelf, rules: placed(shelf.rules, rule) }, result: { kind: 'saved' } }
      })
    },
    remove: (id: string) => changeRules((rules) => rules.filter((rule) => rule.id !== id)),
    enable: (id: string, enabled: boolean) =>
      changeRules((rules) => rules.map((rule) => (rule.id === id ? { ...rule, enabled } : rule))),
    order: (ids: readonly string[]) =>
      changeRules((rules) => {
        const places = new Map(ids.map((id, index) => [id, index]))
        const place = ({ id }: Rule) => places.get(id) ?? ids.length
        return rules.toSorted((a, b) => place(a) - place(b))
      }),
    /** Resolves with whether it was a good one, and there was room for it. */
    saveGroup(value: unknown): Promise<boolean> {
      return change((shelf) => {
        const groups = withGroup(shelf.groups, value)
        return groups ? { shelf: { ...shelf, groups }, result: true } : { shelf, result: false }
      })
    },
    removeGroup: (id: string): Promise<void> =>
      change(({ rules, groups }) => ({
        shelf: {
          rules: rules.map((rule) => (rule.group === id ? { ...rule, group: null } : rule)),
          groups: groups.filter((group) => group.id !== id),
        },
        result: undefined,
      })),
    /** Takes in what is good of a pack, one after the other; a group that is not good is left out. */
    import(pack: { rules: readonly unknown[]; groups: readonly unknown[] }): Promise<ImportOutcome> {
      return change<ImportOutcome>((shelf) => {
        const groups = pack.groups.reduce<readonly RuleGroup[]>((all, one) => withGroup(all, one) ?? all, shelf.groups)
        const result: ImportOutcome = { added: 0, replaced: 0, refused: [] }
        let { rules } = shelf
        for (const value of pack.rules) {
          const { rule, problems } = checkRule(value, othersThan(rules, value))
          if (!rule) {
            result.refused.push({ id: idOf(value) ?? '', problems })
            continue
          }
          if (rules.some(({ id }) => id === rule.id)) result.replaced++
          else result.added++
          rules = placed(rules, rule)
        }
        return { shelf: { rules, groups }, result }
      })
    },
    /** Takes the last change back; false when there is none. */
    undo(): Promise<boolean> {
      return inOrder(async () => {
        const [{ rules, damaged }, groups] = await Promise.all([readRules(), readRuleGroups()])
        const before = await takeBackChange({ rules, groups })
        if (!before) return false
        await writeRules(before.rules, damaged, before.groups)
        forget()
        changed()
        return true
      })
    },
  }
}

/** What of the preferences rules are decided with. */
function policyIn({ limits, serviceAccounts, replyDelayMs }: Preferences) {
  return { limits, serviceAccounts, delayMs: replyDelayMs }
}

/** In the place of the one with the same id, else at the end. */
function placed<T extends { id: string }>(all: readonly T[], one: T): T[] {
  return all.some(({ id }) => id === one.id) ? all.map((old) => (old.id === one.id ? one : old)) : [...all, one]
}

/** The groups with this one; null when it is none, or there is no room for another. */
function withGroup(groups: readonly RuleGroup[], value: unknown): readonly RuleGroup[] | null {
  const group = ruleGroupSchema.safeParse(value).data
  if (!group) return null
  const next = placed(groups, group)
  return next.length > Math.max(MAX_RULE_GROUPS, groups.length) ? null : next
}

/** How many rules there are beside this one. */
function othersThan(rules: readonly Rule[], value: unknown): number {
  const id = idOf(value)
  return rules.filter((rule) => rule.id !== id).length
}

function idOf(value: unknown): string | undefined {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
  return typeof id === 'string' ? id : undefined
}

export type RuleBook = ReturnType<typeof createRuleBook>
