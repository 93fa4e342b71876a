import { displayName, type ContactId } from '../chat/contact.ts'
import type { ConversationKind } from '../chat/message.ts'
import type { ExportedPerson } from './format.ts'
import type { ConversationHead, ExportedMember, ExportSource } from './ports.ts'

/** Everybody an export can name, by canonical id, as its files show them. */
export interface ContactsShown {
  people: ReadonlyMap<ContactId, ExportedPerson>
  head(conversation: { id: ContactId; kind: ConversationKind }): ConversationHead
  members(id: ContactId): readonly ExportedMember[]
}

type Contacts = Awaited<ReturnType<ExportSource['contacts']>>

export function showContacts(contacts: Contacts): ContactsShown {
  const byId = new Map(contacts.map((contact) => [contact.id, contact]))
  return {
    people: new Map(contacts.map(({ id, number, nick, remark }) => [id, { number, nick, remark }])),
    head({ id, kind }) {
      const contact = byId.get(id)
      return { id, kind, title: contact ? displayName(contact) : null, number: contact?.number ?? null }
    },
    members: (id) =>
      (byId.get(id)?.members ?? []).map(({ contact, nick, card, role }) => ({ contact, nick, card, role })),
  }
}
