import type { Archive } from '../../../lib/archive/port.ts'
import { displayName } from '../../../lib/chat/contact.ts'
import type { ContactId } from '../../../lib/chat/contact.ts'
import type { AccountId } from '../../../lib/chat/handle.ts'
import type { ConversationKind } from '../../../lib/chat/message.ts'
import { canonical, createBook } from '../../../lib/contacts/book.ts'
import type { Book } from '../../../lib/contacts/book.ts'
import type { ChatEvent } from '../../../lib/rules/event.ts'
import type { RuleSet } from '../../../lib/rules/policy.ts'

/** Everybody an account knows, as deciding in a page needs them. @throws {ArchiveError} */
export async function readBook(archive: Archive, account: AccountId): Promise<Book> {
  const [contacts, aliases] = await Promise.all([archive.contacts(account), archive.aliases(account)])
  return createBook(account, { contacts, aliases, aparts: [], handles: [] })
}

/** The rules with their people under the ids that stand for them now: merged contacts are followed. */
export function followPeople(set: RuleSet, book: Book): RuleSet {
  if (book.aliases.size === 0) return set
  const follow = (ids: readonly ContactId[]) => ids.map((id) => canonical(book, id))
  const rules = set.rules.map((rule) => {
    const { contacts, except, authors } = rule.who
    const who = { ...rule.who, contacts: follow(contacts), except: follow(except), authors: follow(authors) }
    return { ...rule, who }
  })
  return { ...set, rules }
}

/** Who wrote where. Ids may be any that mean the same. */
export interface Place {
  kind: ConversationKind
  conversation: ContactId
  author: ContactId | null
}

/** What is known now of the author of a message and of where it was written. */
export function circumstancesOf(
  book: Book,
  { kind, conversation, author }: Place,
): Pick<ChatEvent, 'names' | 'authorNumber' | 'category' | 'role'> {
  const where = book.contacts.get(canonical(book, conversation))
  const person = author === null ? undefined : book.contacts.get(canonical(book, author))
  const member = where?.members?.find(
    ({ contact }) => contact !== null && person !== undefined && canonical(book, contact) === person.id,
  )
  return {
    names: {
      nick: person?.nick ?? member?.nick ?? null,
      remark: person?.remark ?? null,
      card: member?.card ?? null,
      group: kind === 'friend' || !where ? null : displayName(where),
    },
    authorNumber: person?.number ?? null,
    category: person?.category ?? null,
    role: kind === 'group' ? (member?.role ?? null) : null,
  }
}
