import { BLANK } from '../../../../entrypoints/pages/editor/blank-rule.ts'
import type { Condition, Rule } from '../../../../lib/rules/rule.ts'

interface RuleChange extends Partial<Omit<Rule, 'who' | 'what' | 'when' | 'reply'>> {
  who?: Partial<Rule['who']>
  what?: Partial<Rule['what']>
  when?: Partial<Rule['when']>
  /** A text alone: that is its only reply. */
  reply?: string | Partial<Rule['reply']>
  /** Instead of `what`: the only conditions, all of which must hold. */
  conditions?: Condition[]
}

/** `has('在吗')`: the text contains one of these. */
export function has(...texts: string[]): Condition {
  return { on: 'text', match: 'any-of', texts, not: false }
}

export function pattern(source: string, not = false): Condition {
  return { on: 'pattern', pattern: source, not }
}

/** A good rule, changed where a test cares. */
export function aRule({ who, what, when, reply = '我在开会', conditions, ...rest }: RuleChange = {}): Rule {
  const replies = typeof reply === 'string' ? { texts: [{ text: reply, weight: 1 }] } : reply
  return {
    ...BLANK,
    id: 'r1',
    ...rest,
    who: { ...BLANK.who, ...who },
    what: { ...BLANK.what, groups: [{ join: 'all', conditions: conditions ?? [has('在吗')] }], ...what },
    when: { ...BLANK.when, ...when },
    reply: { ...BLANK.reply, ...replies },
  }
}
