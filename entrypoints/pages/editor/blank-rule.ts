import type { Rule } from '../../../lib/rules/rule.ts'
import { MINUTE } from '../../../lib/time.ts'

/** What a new rule can begin with instead of the blank. */
export type RuleStart = Partial<Omit<Rule, 'id'>>

/** A new rule answers friends, any keyword, at most once a minute in the same conversation. */
export const BLANK: Omit<Rule, 'id'> = {
  name: '',
  enabled: true,
  group: null,
  who: { kinds: ['friend'], contacts: [], except: [], categories: [], authors: [], roles: [], onlyWhenMentioned: true },
  what: {
    join: 'all',
    groups: [{ join: 'all', conditions: [{ on: 'text', match: 'any-of', texts: [], not: false }] }],
    fold: { case: true, width: true, blanks: false, repeats: false, script: false },
  },
  when: { hours: [], dates: null, first: 'any', silenceDays: 7, onlyWhenAway: false },
  reply: { texts: [{ text: '', weight: 1 }], choose: 'random', delay: null, mode: 'send', followUp: null },
  cooldownMs: MINUTE,
  goOn: false,
  tests: [],
}
