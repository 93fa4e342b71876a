import type { Contact, ContactId } from '../chat/contact.ts'
import { handleKey } from '../chat/handle.ts'
import type { Handle } from '../chat/handle.ts'
import { adopt, canonical, isWeak, noChange } from './book.ts'
import type { Book, BookChange, HandleLink } from './book.ts'
import { newContact } from './new-contact.ts'
import { aliasWhy } from './tie.ts'

/** Somebody in a message. */
export interface Met {
  /** Who it is, as far as is known now. */
  contact: Contact
  /**
   * The id to store under what they wrote. It leads to `contact`, but stands for this login alone when the link can turn
   * out wrong: then what was written since goes with whoever wrote it.
   */
  storeAs: ContactId
  /** To be written in the same transaction; the book has it already, so that the next message finds the same contact. */
  change: BookChange
}

/**
 * Whom a handle in a message stands for. Somebody never met in this login becomes a provisional contact at once: no
 * message waits for a list.
 */
export function meet(book: Book, handle: Handle, now: number, newId: () => string): Met {
  const link = book.handles.get(handleKey(handle))
  const known = link && book.contacts.get(canonical(book, link.contact))
  if (!link || !known) {
    const contact = newContact(newId(), book.account, handle.kind, now)
    const change = {
      contacts: [contact],
      handles: [{ handle, contact: contact.id, evidence: 'none' as const, at: now }],
    }
    return met(contact, contact.id, change)
  }
  if (!isWeak(link) || book.aliases.has(link.contact)) {
    return { contact: known, storeAs: link.contact, change: noChange() }
  }
  const own = ownContact(known, link, now, newId)
  const alias = { from: own.id, to: known.id, why: aliasWhy(link.evidence), at: link.at }
  return met(known, own.id, { contacts: [own], handles: [{ ...link, contact: own.id }], aliases: [alias] })

  function met(contact: Contact, storeAs: ContactId, part: Partial<BookChange>): Met {
    const change = { ...noChange(), ...part }
    adopt(book, change)
    return { contact, storeAs, change }
  }
}

/** A contact for what is stored in this login, by the names that are known now. */
function ownContact(known: Contact, { handle }: HandleLink, now: number, newId: () => string): Contact {
  const { nick, remark, category, isFriend } = known
  return { ...newContact(newId(), known.account, handle.kind, now), nick, remark, category, isFriend }
}
