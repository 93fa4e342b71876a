import type { ContactId } from '../../lib/chat/contact.ts'
import type { Rule } from '../../lib/rules/rule.ts'
import { conversationKind } from '../pages/contact-choices.ts'
import type { ChatData } from './chat-data.ts'

/** The rules that can answer in a chat, in their order. `ids`: all that mean its contact. */
export function rulesFor(rules: readonly Rule[], { contact, ids }: Pick<ChatData, 'contact' | 'ids'>): Rule[] {
  const kind = conversationKind(contact)
  const isMeant = (id: ContactId) => ids.includes(id)
  const isOfCategory = (categories: readonly string[]) =>
    kind !== 'friend' || categories.length === 0 || categories.includes(contact.category ?? '')
  return rules.filter(
    ({ who }) =>
      who.kinds.includes(kind) &&
      (who.contacts.length === 0 || who.contacts.some(isMeant)) &&
      !who.except.some(isMeant) &&
      isOfCategory(who.categories),
  )
}
