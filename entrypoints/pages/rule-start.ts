import type { Contact } from '../../lib/chat/contact.ts'
import type { Message } from '../../lib/chat/message.ts'
import { MAX_TEXT_LENGTH } from '../../lib/rules/rule.ts'
import type { Rule } from '../../lib/rules/rule.ts'
import { conversationKind } from './contact-choices.ts'
import { BLANK } from './editor/blank-rule.ts'
import type { RuleStart } from './editor/blank-rule.ts'

/** What a rule for a chat begins with; with a message, its words. */
export function ruleStart(contact: Pick<Contact, 'id' | 'kind'>, message?: Pick<Message, 'text'>): RuleStart {
  const words = message?.text.replace(/\s+/gu, ' ').trim() ?? ''
  const text = Array.from(words)
    .slice(0, MAX_TEXT_LENGTH / 2)
    .join('')
  return {
    who: { ...BLANK.who, kinds: [conversationKind(contact)], contacts: [contact.id] },
    ...(text === '' ? {} : { what: { ...BLANK.what, groups: [wordsOf(text)] } }),
  }
}

function wordsOf(text: string): Rule['what']['groups'][number] {
  return { join: 'all', conditions: [{ on: 'text', match: 'any-of', texts: [text], not: false }] }
}
