import type { Archive } from '../../../lib/archive/port.ts'
import type { Book } from '../../../lib/contacts/book.ts'
import { compileRules } from '../../../lib/rules/compile.ts'
import type { CompiledRules } from '../../../lib/rules/compile.ts'
import { isObject } from '../../../lib/rules/is-object.ts'
import { policySchema } from '../../../lib/rules/policy.ts'
import type { RuleSet } from '../../../lib/rules/policy.ts'
import { ruleSchema } from '../../../lib/rules/rule.ts'
import { followPeople } from './lab-book.ts'

/** Rules as they were, by the name that decisions have them under. */
export interface RecordedRules {
  /** Null when they are not kept any more, or cannot be read. @throws {ArchiveError} */
  get(name: string): Promise<CompiledRules | null>
}

/** Compiled sets that stay ready: users go back and forth between a few. */
const MOST_READY = 4

export function createRecordedRules(archive: Archive, book: Book): RecordedRules {
  const ready = new Map<string, CompiledRules | null>()
  return {
    async get(name) {
      const known = ready.get(name)
      if (known !== undefined) return known
      const set = readRuleSet(await archive.ruleSet(book.account, name))
      const compiled = set && compileRules(followPeople(set, book))
      ready.set(name, compiled)
      for (const oldest of [...ready.keys()].slice(0, -MOST_READY)) ready.delete(oldest)
      return compiled
    },
  }
}

/** A stored set of rules; null when it is none of this version. A rule that cannot be read would change what was decided. */
export function readRuleSet(stored: unknown): RuleSet | null {
  if (!isObject(stored) || !Array.isArray(stored.rules)) return null
  const policy = policySchema.safeParse(stored.policy)
  if (!policy.success) return null
  const rules = stored.rules.map((rule) => ruleSchema.safeParse(rule))
  return rules.every((rule) => rule.success) ? { rules: rules.map(({ data }) => data), policy: policy.data } : null
}
