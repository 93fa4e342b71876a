import type { Contact } from '../../../lib/chat/contact.ts'
import type { Handle, HandleKind } from '../../../lib/chat/handle.ts'
import { adopt, createBook } from '../../../lib/contacts/book.ts'
import type { Book, BookChange, HandleLink } from '../../../lib/contacts/book.ts'
import { linkNamed } from '../../../lib/contacts/link.ts'
import type { Named } from '../../../lib/contacts/link.ts'
import { newContact } from '../../../lib/contacts/new-contact.ts'

export const ACCOUNT = '10001'
export const NOW = 1_790_000_000_000

export function handle(number: number, kind: HandleKind = 'person', epoch = 'login-2'): Handle {
  return { account: ACCOUNT, epoch, kind, number }
}

/** A friend as a list names them. */
export function friend(number: number, change: Partial<Named> = {}): Named {
  const plain = { nick: null, remark: null, category: null, isFriend: true, number: null }
  return { ...plain, handle: handle(number), ...change }
}

export function contact(id: string, change: Partial<Contact> = {}): Contact {
  return { ...newContact(id, ACCOUNT, 'person', NOW - 1_000), nick: id, ...change }
}

/** A book of earlier logins: these people, none of them seen in this login yet. */
export function bookOf(contacts: Contact[], handles: HandleLink[] = []): Book {
  return createBook(ACCOUNT, { contacts, aliases: [], aparts: [], handles })
}

/** Ids `new-1`, `new-2` … */
export function ids(prefix = 'new'): () => string {
  let count = 0
  return () => `${prefix}-${++count}`
}

/** Links and takes the change into the book, as the caller does once it is written down. */
export function learn(book: Book, named: Named[], newId = ids()): BookChange {
  const change = linkNamed(book, named, NOW, newId)
  adopt(book, change)
  return change
}
