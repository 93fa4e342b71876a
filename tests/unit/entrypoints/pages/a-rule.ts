import type { Rule } from '../../../../lib/rules/rule.ts'

/** A good rule, changed where a test cares. */
export function aRule(
  change: {
    id?: string
    who?: Partial<Rule['who']>
    what?: Partial<Rule['what']>
    reply?: string
    cooldownMs?: number
  } = {},
): Rule {
  return {
    id: change.id ?? 'r1',
    enabled: true,
    who: { kinds: ['friend'], contacts: [], onlyWhenMentioned: true, ...change.who },
    what: { match: 'any-of', texts: ['在吗'], ignoreCase: true, ...change.what },
    reply: { text: change.reply ?? '我在开会' },
    cooldownMs: change.cooldownMs ?? 60_000,
  }
}
