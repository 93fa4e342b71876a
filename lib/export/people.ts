import { displayName, type ContactId } from '../chat/contact.ts'
import type { ExportedConversation, ExportedPerson } from './format.ts'
import type { ExportSource } from './ports.ts'

/** Names for an export, and who of all contacts has been met in it. Grows with the people, not with the messages. */
export interface People {
  title(id: ContactId): Pick<ExportedConversation, 'title' | 'number'>
  meet(id: ContactId): void
  /** Everybody met, in the order of meeting. */
  met(): Record<ContactId, ExportedPerson>
}

/** Rejects when the source cannot give its contacts. */
export async function readPeople(source: ExportSource): Promise<People> {
  const contacts = new Map((await source.contacts()).map((contact) => [contact.id, contact]))
  const met = new Set<ContactId>()
  return {
    title(id) {
      const contact = contacts.get(id)
      return { title: contact ? displayName(contact) : null, number: contact?.number ?? null }
    },
    meet: (id) => void met.add(id),
    met() {
      const people = [...met].map((id): [ContactId, ExportedPerson] => {
        const contact = contacts.get(id)
        const { number = null, nick = null, remark = null } = contact ?? {}
        return [id, { number, nick, remark }]
      })
      return Object.fromEntries(people)
    },
  }
}
