import type { ContactId } from '../chat/contact.ts'
import type { Handle } from '../chat/handle.ts'
import { canonical } from '../contacts/book.ts'
import type { Book } from '../contacts/book.ts'

/**
 * The handles that stand for a contact, or for somebody merged with it, in one login; the one linked last comes first.
 * Mostly one: several when the lists call a friend otherwise than poll2 does (pandolia/qqbot #55).
 */
export function handlesOf(book: Book, contact: ContactId, epoch: string): Handle[] {
  const wanted = canonical(book, contact)
  return [...book.handles.values()]
    .filter((link) => link.handle.epoch === epoch && canonical(book, link.contact) === wanted)
    .toSorted((a, b) => b.at - a.at)
    .map(({ handle }) => handle)
}
