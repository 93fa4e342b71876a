import { canonicalId, toAliasMap } from '../chat/alias.ts'
import type { Alias, Contact, ContactId } from '../chat/contact.ts'
import { handleKey } from '../chat/handle.ts'
import type { AccountId, Handle } from '../chat/handle.ts'

/**
 * Everybody one account knows, in memory: what the archive holds about people, read once and kept in step with each
 * commit. Pure data; the functions beside it say what changes, the caller writes the changes down and then
 * `adopt`s them.
 */
export interface Book {
  account: AccountId
  contacts: Map<ContactId, Contact>
  /** Contact id -> the id it was merged into. */
  aliases: Map<ContactId, ContactId>
  /** By `handleKey`: whom a number of this login stands for, as it was linked (not canonical). */
  handles: Map<string, HandleLink>
}

/** How a handle was linked to its contact; see docs/decisions/0003. `none`: the contact was made for this handle. */
export type Evidence = 'number' | 'remark' | 'none'

export interface HandleLink {
  handle: Handle
  contact: ContactId
  evidence: Evidence
  /** ms */
  at: number
}

/** What has to be written down after names or handles were learnt. Empty lists when nothing is new. */
export interface BookChange {
  contacts: Contact[]
  handles: HandleLink[]
  aliases: Alias[]
}

export const noChange = (): BookChange => ({ contacts: [], handles: [], aliases: [] })

export function createBook(
  account: AccountId,
  stored: {
    contacts: readonly Contact[]
    aliases: readonly Alias[]
    handles: readonly HandleLink[]
  },
): Book {
  return {
    account,
    contacts: new Map(stored.contacts.map((contact) => [contact.id, contact])),
    aliases: new Map(toAliasMap(stored.aliases)),
    handles: new Map(stored.handles.map((row) => [handleKey(row.handle), row])),
  }
}

/** Takes a change into the book. Call it when the change has been written down, not before. */
export function adopt(book: Book, change: BookChange): void {
  for (const contact of change.contacts) book.contacts.set(contact.id, contact)
  for (const row of change.handles) book.handles.set(handleKey(row.handle), row)
  for (const alias of change.aliases) book.aliases.set(alias.from, alias.to)
}

/** The id that stands for everybody merged with `id`. */
export function canonical(book: Book, id: ContactId): ContactId {
  return canonicalId(book.aliases, id)
}

/** Whom a handle stands for in this login; undefined for somebody never met in it. */
export function contactOf(book: Book, handle: Handle): Contact | undefined {
  const link = book.handles.get(handleKey(handle))
  return link && book.contacts.get(canonical(book, link.contact))
}

/** Contacts that have a handle in this login, by canonical id. The others cannot be written to, nor recognised. */
export function recognised(book: Book, epoch: string): Map<ContactId, Handle> {
  const links = [...book.handles.values()].filter((link) => link.handle.epoch === epoch)
  return new Map(links.map((link) => [canonical(book, link.contact), link.handle]))
}
