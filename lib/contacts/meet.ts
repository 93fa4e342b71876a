import type { Contact } from '../chat/contact.ts'
import type { Handle } from '../chat/handle.ts'
import { adopt, contactOf, noChange } from './book.ts'
import type { Book, BookChange } from './book.ts'
import { newContact } from './new-contact.ts'

/**
 * Whom a handle in a message stands for. Somebody never met in this login becomes a provisional contact at once: no
 * message waits for a list. `change` is what to write in the same transaction; the book has it already, so that the
 * next message of the batch finds the same contact.
 */
export function meet(
  book: Book,
  handle: Handle,
  now: number,
  newId: () => string,
): { contact: Contact; change: BookChange } {
  const known = contactOf(book, handle)
  if (known) return { contact: known, change: noChange() }
  const contact = newContact(newId(), book.account, handle.kind, now)
  const change: BookChange = {
    contacts: [contact],
    handles: [{ handle, contact: contact.id, evidence: 'none', at: now }],
    aliases: [],
  }
  adopt(book, change)
  return { contact, change }
}
