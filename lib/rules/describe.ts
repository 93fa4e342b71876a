import type { ContactId } from '../chat/contact.ts'
import type { ConversationKind } from '../chat/message.ts'
import type { Hours, Rule } from './rule.ts'

/** A piece of the sentence that a rule reads as. Facts only: the words belong to whoever shows it. */
export type RulePart =
  | { part: 'kinds'; kinds: readonly ConversationKind[] }
  /** In groups and discussions only when I am mentioned. */
  | { part: 'mention' }
  /** Only in these conversations; without this part: everybody of those kinds. */
  | { part: 'contacts'; ids: readonly ContactId[] }
  /** Never in these conversations, and never to these people. */
  | { part: 'except'; ids: readonly ContactId[] }
  /** Only friends in one of these categories. */
  | { part: 'categories'; names: readonly string[] }
  /** In groups and discussions only when one of these people writes. */
  | { part: 'authors'; ids: readonly ContactId[] }
  /** In groups only when somebody with one of these roles writes. */
  | { part: 'roles'; roles: Rule['who']['roles'] }
  /** Conditions as they are in the rule: groups joined in themselves and with each other. Always there. */
  | { part: 'what'; join: Rule['what']['join']; groups: Rule['what']['groups']; fold: Rule['what']['fold'] }
  | { part: 'hours'; hours: readonly Hours[] }
  /** Days `YYYY-MM-DD`; `to` is the first day after. One of the two is there. */
  | { part: 'dates'; from: string | null; to: string | null }
  /** Only the first message there; `days` of silence before it for `after-silence`, else null. */
  | { part: 'first'; first: 'ever' | 'today' | 'after-silence'; days: number | null }
  | { part: 'away' }
  /** The first reply; `others`: how many more there are to choose from, by `choose`. Always there. */
  | { part: 'reply'; text: string; others: number; choose: Rule['reply']['choose'] }
  /** After the reply it waits for an answer: so many to choose from, for so long. */
  | { part: 'follow-up'; choices: number; waitMs: number }
  /** A delay of its own, ms. */
  | { part: 'delay'; fromMs: number; toMs: number }
  /** The reply is only offered: the person sends it. */
  | { part: 'draft' }
  | { part: 'cooldown'; ms: number }
  /** Rules below it are asked too. */
  | { part: 'go-on' }

/**
 * A rule as the parts of its sentence, in reading order: who, what, when, reply, how often. A part that would say nothing
 * about the rule is left out: a mention to friends alone, a role where there are no groups.
 */
export function describeRule({ who, what, when, reply, cooldownMs, goOn }: Rule): RulePart[] {
  const parts: RulePart[] = [
    ...describeWho(who),
    { part: 'what', ...what },
    ...describeWhen(when),
    ...describeReply(reply),
  ]
  if (cooldownMs > 0) parts.push({ part: 'cooldown', ms: cooldownMs })
  if (goOn) parts.push({ part: 'go-on' })
  return parts
}

function describeWho(who: Rule['who']): RulePart[] {
  const parts: RulePart[] = [{ part: 'kinds', kinds: who.kinds }]
  const hasMany = who.kinds.some((kind) => kind !== 'friend')
  if (who.onlyWhenMentioned && hasMany) parts.push({ part: 'mention' })
  if (who.contacts.length > 0) parts.push({ part: 'contacts', ids: who.contacts })
  if (who.except.length > 0) parts.push({ part: 'except', ids: who.except })
  if (who.categories.length > 0 && who.kinds.includes('friend')) {
    parts.push({ part: 'categories', names: who.categories })
  }
  if (who.authors.length > 0 && hasMany) parts.push({ part: 'authors', ids: who.authors })
  if (who.roles.length > 0 && who.kinds.includes('group')) parts.push({ part: 'roles', roles: who.roles })
  return parts
}

function describeWhen({ hours, dates, first, silenceDays, onlyWhenAway }: Rule['when']): RulePart[] {
  const parts: RulePart[] = []
  if (hours.length > 0) parts.push({ part: 'hours', hours })
  if (dates && (dates.from !== null || dates.to !== null)) parts.push({ part: 'dates', ...dates })
  if (first !== 'any') parts.push({ part: 'first', first, days: first === 'after-silence' ? silenceDays : null })
  if (onlyWhenAway) parts.push({ part: 'away' })
  return parts
}

function describeReply({ texts, choose, delay, mode, followUp }: Rule['reply']): RulePart[] {
  const parts: RulePart[] = [{ part: 'reply', text: texts[0]?.text ?? '', others: texts.length - 1, choose }]
  if (followUp) parts.push({ part: 'follow-up', choices: followUp.choices.length, waitMs: followUp.waitMs })
  if (delay) parts.push({ part: 'delay', ...delay })
  if (mode === 'draft') parts.push({ part: 'draft' })
  return parts
}
