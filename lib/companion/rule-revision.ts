import { canonical } from '../contacts/book.ts'
import type { Book } from '../contacts/book.ts'
import type { CompiledRules } from '../rules/compile.ts'
import type { RuleSet } from '../rules/policy.ts'

/** Rules that messages are decided with, and the name under which the archive keeps them. */
export interface DecidingRules {
  compiled: CompiledRules
  /** What was compiled: its people under the ids that stand for them now. */
  ruleSet: RuleSet
  revision: string
}

/** The same rules about people as they are known now: two may have turned out to be one since they were chosen. */
export function withPeopleOf(book: Book, { rules, policy }: RuleSet): RuleSet {
  const now = (ids: readonly string[]) => ids.map((id) => canonical(book, id))
  return {
    rules: rules.map((rule) => {
      const { contacts, except, authors } = rule.who
      return { ...rule, who: { ...rule.who, contacts: now(contacts), except: now(except), authors: now(authors) } }
    }),
    policy,
  }
}

/** A name made of the content: equal for equal rules and limits, whatever the order of the fields they were written in. */
export async function revisionOf(ruleSet: RuleSet): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(sorted(ruleSet)))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(fields.map(([name, field]) => [name, sorted(field)]))
}
