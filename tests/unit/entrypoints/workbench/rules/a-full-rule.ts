import type { Rule } from '../../../../../lib/rules/rule.ts'
import { MINUTE } from '../../../../../lib/time.ts'

/** A good rule that waits for 在吗, changed where a test cares. */
export function aRule(id: string, change: Partial<Rule> = {}): Rule {
  return {
    id,
    name: '',
    enabled: true,
    group: null,
    who: {
      kinds: ['friend'],
      contacts: [],
      except: [],
      categories: [],
      authors: [],
      roles: [],
      onlyWhenMentioned: true,
    },
    what: {
      join: 'all',
      groups: [{ join: 'all', conditions: [{ on: 'text', match: 'any-of', texts: ['在吗'], not: false }] }],
      fold: { case: true, width: false, blanks: false, repeats: false, script: false },
    },
    when: { hours: [], dates: null, first: 'any', silenceDays: 7, onlyWhenAway: false },
    reply: {
      texts: [{ text: `答 ${id}`, weight: 1 }],
      choose: 'random',
      delay: null,
      mode: 'send',
      followUp: null,
    },
    cooldownMs: MINUTE,
    goOn: false,
    tests: [],
    ...change,
  }
}
