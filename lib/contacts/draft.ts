import type { Alias, AliasWhy, Contact, ContactBefore, ContactId } from '../chat/contact.ts'
import { handleKey } from '../chat/handle.ts'
import type { Handle } from '../chat/handle.ts'
import { apartKey } from './book.ts'
import type { Book, BookChange, HandleLink } from './book.ts'

/** A working copy of a book: changed as often as needed, compared with the original at the end. */
export interface Draft extends Book {
  now: number
  newId: () => string
  put(contact: Contact): void
  link(link: HandleLink): void
  merge(from: ContactId, to: ContactId, why: AliasWhy): void
  split(from: ContactId): void
  part(a: ContactId, b: ContactId): void
  unpart(a: ContactId, b: ContactId): void
  /** Whether the book does not have this contact: it was made in this draft. */
  isNew(id: ContactId): boolean
  /** Forgets a contact that was made in this draft. */
  drop(id: ContactId): void
  /** What is different from the book. */
  change(): BookChange
}

/** Starts a working copy. `now` is ms. */
export function createDraft(book: Book, now: number, newId: () => string): Draft {
  const merged = new Map<ContactId, Alias>()
  const draft: Draft = {
    account: book.account,
    contacts: new Map(book.contacts),
    aliases: new Map(book.aliases),
    handles: new Map(book.handles),
    aparts: new Map(book.aparts),
    now,
    newId,
    put: (contact) => void draft.contacts.set(contact.id, contact),
    link: (link) => void draft.handles.set(handleKey(link.handle), link),
    merge(from, to, why) {
      merged.set(from, { from, to, why, at: now })
      draft.aliases.set(from, to)
    },
    split(from) {
      merged.delete(from)
      draft.aliases.delete(from)
    },
    part(one, other) {
      const [a, b] = one < other ? [one, other] : [other, one]
      draft.aparts.set(apartKey(a, b), { a, b, account: book.account, at: now })
    },
    unpart: (a, b) => void draft.aparts.delete(apartKey(a, b)),
    isNew: (id) => !book.contacts.has(id),
    drop: (id) => void draft.contacts.delete(id),
    change: () => ({
      contacts: fresh(draft.contacts, book.contacts),
      handles: fresh(draft.handles, book.handles),
      aliases: [...merged.values()].filter(({ from, to }) => book.aliases.get(from) !== to),
      aliasesGone: [...book.aliases.keys()].filter((from) => !draft.aliases.has(from)),
      aparts: fresh(draft.aparts, book.aparts),
      apartsGone: [...book.aparts].filter(([key]) => !draft.aparts.has(key)).map(([, { a, b }]) => ({ a, b })),
    }),
  }
  return draft
}

function fresh<T>(now: ReadonlyMap<string, T>, before: ReadonlyMap<string, T>): T[] {
  return [...now].filter(([key, value]) => before.get(key) !== value).map(([, value]) => value)
}

/** Writes details into a contact, if they say anything new. */
export function amend(draft: Draft, contact: Contact, details: Partial<Contact>): Contact {
  const keys = Object.keys(details) as (keyof Contact)[]
  if (keys.every((key) => contact[key] === details[key])) {
    if (!draft.contacts.has(contact.id)) draft.put(contact)
    return contact
  }
  const next = { ...contact, ...details, updatedAt: draft.now }
  draft.put(next)
  return next
}

/** What is given back when a link turns out wrong. */
export function before(contact: Contact): ContactBefore {
  const { nick, remark, category, isFriend, number, profile, createdAt } = contact
  return { nick, remark, category, isFriend, number, profile, createdAt }
}

/** The link of a contact that has exactly this id in the login, not by alias. */
export function linkOf(draft: Book, id: ContactId): HandleLink | undefined {
  for (const link of draft.handles.values()) if (link.contact === id) return link
  return undefined
}

/** The link of a handle, with whom it stands for. */
export function linkedBy(draft: Book, handle: Handle): HandleLink | undefined {
  return draft.handles.get(handleKey(handle))
}
