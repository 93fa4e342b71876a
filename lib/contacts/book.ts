import { canonicalId, toAliasMap } from '../chat/alias.ts'
import type { Alias, Apart, Contact, ContactBefore, ContactId } from '../chat/contact.ts'
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
  /** By `apartKey`: pairs of which the user said that they are not the same. */
  aparts: Map<string, Apart>
}

/**
 * What linked a handle to its contact; see docs/decisions/0005. `none`: the contact was made for this handle. `number` is
 * certain, `user` is the user's word; the others can turn out wrong.
 */
export type Evidence = 'number' | 'remark' | 'profile' | 'founding' | 'members' | 'user' | 'none'

type WeakEvidence = Exclude<Evidence, 'number' | 'user' | 'none'>

export interface HandleLink {
  handle: Handle
  contact: ContactId
  evidence: Evidence
  /** ms */
  at: number
  /** The contact's names before this link brought it newer ones. */
  was?: ContactBefore
}

/** What has to be written down after names or handles were learnt. Empty lists when nothing is new. */
export interface BookChange {
  contacts: Contact[]
  handles: HandleLink[]
  aliases: Alias[]
  /** `from` of aliases that are taken back. */
  aliasesGone: ContactId[]
  aparts: Apart[]
  apartsGone: Pick<Apart, 'a' | 'b'>[]
}

export const noChange = (): BookChange => ({
  contacts: [],
  handles: [],
  aliases: [],
  aliasesGone: [],
  aparts: [],
  apartsGone: [],
})

export function createBook(
  account: AccountId,
  stored: {
    contacts: readonly Contact[]
    aliases: readonly Alias[]
    /** Of one login. */
    handles: readonly HandleLink[]
    aparts: readonly Apart[]
  },
): Book {
  return {
    account,
    contacts: new Map(stored.contacts.map((contact) => [contact.id, contact])),
    aliases: new Map(toAliasMap(stored.aliases)),
    handles: new Map(stored.handles.map((row) => [handleKey(row.handle), row])),
    aparts: new Map(stored.aparts.map((apart) => [apartKey(apart.a, apart.b), apart])),
  }
}

/** Takes a change into the book. Call it when the change has been written down, not before. */
export function adopt(book: Book, change: BookChange): void {
  for (const contact of change.contacts) book.contacts.set(contact.id, contact)
  for (const row of change.handles) book.handles.set(handleKey(row.handle), row)
  for (const from of change.aliasesGone) book.aliases.delete(from)
  for (const alias of change.aliases) book.aliases.set(alias.from, alias.to)
  for (const { a, b } of change.apartsGone) book.aparts.delete(apartKey(a, b))
  for (const apart of change.aparts) book.aparts.set(apartKey(apart.a, apart.b), apart)
}

/** The id that stands for everybody merged with `id`. */
export function canonical(book: Pick<Book, 'aliases'>, id: ContactId): ContactId {
  return book.aliases.has(id) ? canonicalId(book.aliases, id) : id
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

/** Whether a link can turn out wrong: not made by a number, by the user, or for the handle itself. */
export function isWeak<T extends Pick<HandleLink, 'evidence'>>(link: T): link is T & { evidence: WeakEvidence } {
  return link.evidence !== 'number' && link.evidence !== 'user' && link.evidence !== 'none'
}

/** The same key for a pair whichever way round it is given. */
export function apartKey(a: ContactId, b: ContactId): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`
}

/** Tells whether two canonical ids are kept apart, also when what the user parted was merged into others since. */
export function partedIn(book: Book): (a: ContactId, b: ContactId) => boolean {
  const keys = new Set([...book.aparts.values()].map(({ a, b }) => apartKey(canonical(book, a), canonical(book, b))))
  return (a, b) => keys.size > 0 && keys.has(apartKey(a, b))
}
