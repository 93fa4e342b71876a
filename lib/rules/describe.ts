import type { ContactId } from '../chat/contact.ts'
import type { ConversationKind } from '../chat/message.ts'
import type { Rule } from './rule.ts'

/** A piece of the sentence that a rule reads as. Facts only: the words belong to whoever shows it. */
export type RulePart =
  | { part: 'kinds'; kinds: readonly ConversationKind[] }
  /** In groups and discussions only when I am mentioned. */
  | { part: 'mention' }
  /** Only in these conversations; without this part: everybody of those kinds. */
  | { part: 'contacts'; ids: readonly ContactId[] }
  | { part: 'match'; match: Rule['what']['match']; texts: readonly string[]; ignoreCase: boolean }
  | { part: 'reply'; text: string }
  /** Only when there is one. */
  | { part: 'cooldown'; ms: number }

/** A rule as the parts of its sentence, in reading order: who, what, reply, cooldown. */
export function describeRule({ who, what, reply, cooldownMs }: Rule): RulePart[] {
  const parts: RulePart[] = [{ part: 'kinds', kinds: who.kinds }]
  if (who.onlyWhenMentioned && who.kinds.some((kind) => kind !== 'friend')) parts.push({ part: 'mention' })
  if (who.contacts.length > 0) parts.push({ part: 'contacts', ids: who.contacts })
  parts.push({ part: 'match', match: what.match, texts: what.texts, ignoreCase: what.ignoreCase })
  parts.push({ part: 'reply', text: reply.text })
  if (cooldownMs > 0) parts.push({ part: 'cooldown', ms: cooldownMs })
  return parts
}
