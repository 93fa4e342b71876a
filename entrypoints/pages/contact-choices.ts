import type { Archive } from '../../lib/archive/port.ts'
import type { Contact } from '../../lib/chat/contact.ts'
import type { ConversationKind } from '../../lib/chat/message.ts'

/** The kind of conversation one has with a contact. */
export function conversationKind(contact: Pick<Contact, 'kind'>): ConversationKind {
  return contact.kind === 'person' ? 'friend' : contact.kind
}

/**
 * Everybody a rule can be about: friends, groups and discussions of every account, each once; with `strangers` also people
 * who are no friends, as group members are. @throws {ArchiveError}
 */
export async function readChoices(archive: Archive, strangers = false): Promise<Contact[]> {
  const accounts = await archive.accounts()
  const perAccount = await Promise.all(
    accounts.map(async (account) => {
      const [contacts, aliases] = await Promise.all([archive.contacts(account), archive.aliases(account)])
      const merged = new Set(aliases.map(({ from }) => from))
      return contacts.filter(
        ({ id, kind, isFriend }) => !merged.has(id) && (kind !== 'person' || isFriend || strangers),
      )
    }),
  )
  return perAccount.flat()
}

/** Those of the wanted kinds whose name, remark or number holds the text, without regard to case. */
export function searchContacts(
  contacts: readonly Contact[],
  kinds: readonly ConversationKind[],
  text: string,
): Contact[] {
  const wanted = text.trim().toLowerCase()
  return contacts.filter(
    (contact) =>
      kinds.includes(conversationKind(contact)) &&
      [contact.remark, contact.nick, contact.number].some((name) => (name ?? '').toLowerCase().includes(wanted)),
  )
}
