import { createQueue } from '../../lib/companion/queue.ts'
import type { SaveOutcome } from '../../lib/messaging.ts'
import { checkRule } from '../../lib/rules/check.ts'
import type { Rule } from '../../lib/rules/rule.ts'
import { readRules, rulesItem, writeRules } from '../../lib/settings.ts'
import { tell } from './notices.ts'

/** The only writer of the rules. Damaged ones are left where they are, behind the good ones, for a later version. */
export function createRuleBook(changed: () => void) {
  const inOrder = createQueue()
  let kept: readonly Rule[] | undefined
  let changes = 0
  function forget(): void {
    kept = undefined
    changes++
  }
  // Whoever else writes or clears the storage (the browser, the user's own tools) must not leave us with the old rules.
  rulesItem.watch(forget)

  function change(edit: (rules: Rule[]) => Rule[]): Promise<void> {
    return inOrder(async () => {
      const { rules, damaged } = await readRules()
      await writeRules(edit(rules), damaged)
      forget()
      changed()
    })
  }

  /** The same array until they change. */
  async function rules(): Promise<readonly Rule[]> {
    if (kept) return kept
    return inOrder(async () => {
      if (kept) return kept
      const before = changes
      const { rules: read, damaged } = await readRules()
      if (damaged.length > 0) tell('settings-damaged', String(damaged.length))
      // What was read before a change is not kept after it.
      if (changes === before) kept = read
      return read
    })
  }

  return {
    rules,
    /** Rules that are switched on, by id, with the contacts they are for. */
    async contacts() {
      return new Map((await rules()).filter(({ enabled }) => enabled).map(({ id, who }) => [id, who.contacts] as const))
    },
    async save(value: unknown): Promise<SaveOutcome> {
      const { rule, problems } = checkRule(value, await othersThan(value))
      if (!rule) return { kind: 'refused', problems }
      await change((stored) =>
        stored.some(({ id }) => id === rule.id)
          ? stored.map((old) => (old.id === rule.id ? rule : old))
          : [...stored, rule],
      )
      return { kind: 'saved' }
    },
    remove: (id: string) => change((rules) => rules.filter((rule) => rule.id !== id)),
    enable: (id: string, enabled: boolean) =>
      change((rules) => rules.map((rule) => (rule.id === id ? { ...rule, enabled } : rule))),
    order: (ids: readonly string[]) =>
      change((rules) => {
        const place = (rule: Rule) => (ids.includes(rule.id) ? ids.indexOf(rule.id) : ids.length)
        return rules.toSorted((a, b) => place(a) - place(b))
      }),
  }
}

/** How many rules there are beside this one. */
async function othersThan(value: unknown): Promise<number> {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
  return (await readRules()).rules.filter((rule) => rule.id !== id).length
}

export type RuleBook = ReturnType<typeof createRuleBook>
