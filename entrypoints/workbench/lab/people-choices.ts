import type { ContactId } from '../../../lib/chat/contact.ts'
import type { ConversationKind } from '../../../lib/chat/message.ts'
import { canonical } from '../../../lib/contacts/book.ts'
import type { Book } from '../../../lib/contacts/book.ts'
import { contactName } from '../../../lib/ui/contact-name.ts'
import { conversationKind } from '../../pages/contact-choices.ts'
import type { Choosable } from './picker.tsx'

/** Friends, groups and discussions of these kinds, by name. */
export function contactChoices(book: Book, kinds: readonly ConversationKind[]): Choosable[] {
  return [...book.contacts.values()]
    .filter(
      (contact) =>
        !book.aliases.has(contact.id) &&
        kinds.includes(conversationKind(contact)) &&
        (contact.kind !== 'person' || contact.isFriend),
    )
    .map((contact) => ({
      id: contact.id,
      name: contactName(contact),
      detail: [contact.remark ? contact.nick : null, contact.number].filter(Boolean).join(' '),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

/** Members of a group or discussion that are contacts; without one, nobody. */
export function authorChoices(book: Book, conversation: ContactId | null): Choosable[] {
  const where = conversation === null ? undefined : book.contacts.get(canonical(book, conversation))
  return (where?.members ?? []).flatMap(({ contact, nick, card, isSelf }) => {
    if (contact === null || isSelf) return []
    const id = canonical(book, contact)
    const name = card || nick || contactName(book.contacts.get(id) ?? { nick: null, remark: null, kind: 'person' })
    return [{ id, name, detail: card ? nick : '' }]
  })
}
