import type { ContactId } from '../../lib/chat/contact.ts'
import type { Message } from '../../lib/chat/message.ts'
import { MAX_TEXT_LENGTH } from '../../lib/rules/rule.ts'
import type { Rule } from '../../lib/rules/rule.ts'
import { conversationKind } from '../pages/contact-choices.ts'
import type { RuleStart } from '../pages/editor/rule-draft.ts'
import type { ChatData } from './chat-data.ts'

/** The rules that can answer in a chat, in their order. `ids`: all that mean its contact. */
export function rulesFor(rules: readonly Rule[], { contact, ids }: Pick<ChatData, 'contact' | 'ids'>): Rule[] {
  const kind = conversationKind(contact)
  const isMeant = (id: ContactId) => ids.includes(id)
  return rules.filter(
    ({ who }) => who.kinds.includes(kind) && (who.contacts.length === 0 || who.contacts.some(isMeant)),
  )
}

/** What a rule for this chat begins with; with a message, its words. */
export function ruleStart({ contact }: Pick<ChatData, 'contact'>, message?: Pick<Message, 'text'>): RuleStart {
  const words = message?.text.replace(/\s+/gu, ' ').trim() ?? ''
  const text = Array.from(words)
    .slice(0, MAX_TEXT_LENGTH / 2)
    .join('')
  return {
    who: { kinds: [conversationKind(contact)], contacts: [contact.id], onlyWhenMentioned: true },
    ...(text === '' ? {} : { what: { match: 'any-of', texts: [text], ignoreCase: true } }),
  }
}
