import type { Archive } from '../../lib/archive/port.ts'
import type { Contact } from '../../lib/chat/contact.ts'
import type { ConversationSummary } from '../../lib/chat/message.ts'
import { language } from '../../lib/i18n/t.ts'
import { contactName } from '../../lib/ui/contact-name.ts'
import { readChoices } from '../pages/contact-choices.ts'

/** A line of the list: somebody, and the conversation with them when there is one. */
export interface ContactRow {
  contact: Contact
  summary: ConversationSummary | null
}

/** Everybody worth listing: conversations newest first, then the rest by name. @throws {ArchiveError} */
export async function readContactRows(archive: Archive): Promise<ContactRow[]> {
  const [summaries, contacts] = await Promise.all([archive.conversations(), readChoices(archive)])
  const byId = new Map(contacts.map((contact) => [contact.id, contact]))
  const strangers = await Promise.all(summaries.filter(({ id }) => !byId.has(id)).map(({ id }) => archive.contact(id)))
  for (const contact of strangers) if (contact) byId.set(contact.id, contact)

  const talked = summaries.flatMap((summary) => {
    const contact = byId.get(summary.id)
    return contact ? [{ contact, summary }] : []
  })
  const seen = new Set(talked.map(({ contact }) => contact.id))
  const collator = new Intl.Collator(language.value)
  const silent = contacts
    .filter(({ id }) => !seen.has(id))
    .map((contact) => ({ contact, summary: null, name: contactName(contact) }))
    .sort((a, b) => collator.compare(a.name, b.name))
    .map(({ contact }) => ({ contact, summary: null }))
  return [...talked, ...silent]
}
