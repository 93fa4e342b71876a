import { isObject } from './is-object.ts'

/**
 * Rules of version 1 as rules of version 2, which answer the same messages with the same words. What is not a rule of
 * version 1 stays as it is: whoever reads it says that it is damaged, and nothing is lost.
 */
export function rulesTo2(stored: unknown): unknown {
  return Array.isArray(stored) ? stored.map(ruleTo2) : stored
}

function ruleTo2(rule: unknown): unknown {
  if (!isObject(rule) || !isObject(rule.who) || !isObject(rule.what) || !isObject(rule.reply)) return rule
  const { who, what, reply } = rule
  if (!Array.isArray(what.texts)) return rule
  const condition =
    what.match === 'pattern'
      ? { on: 'pattern', pattern: what.texts[0], not: false }
      : { on: 'text', match: what.match, texts: what.texts, not: false }
  return {
    id: rule.id,
    name: '',
    enabled: rule.enabled,
    group: null,
    who: { ...who, except: [], categories: [], authors: [], roles: [] },
    what: {
      join: 'all',
      groups: [{ join: 'all', conditions: [condition] }],
      fold: { case: what.ignoreCase, width: false, blanks: false, repeats: false, script: false },
    },
    when: { hours: [], dates: null, first: 'any', silenceDays: 7, onlyWhenAway: false },
    reply: { texts: [{ text: reply.text, weight: 1 }], choose: 'random', delay: null, mode: 'send', followUp: null },
    cooldownMs: rule.cooldownMs,
    goOn: false,
    tests: [],
  }
}
