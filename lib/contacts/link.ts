import type { Contact, ContactId } from '../chat/contact.ts'
import type { Handle } from '../chat/handle.ts'
import { canonical, contactOf } from './book.ts'
import type { Book, BookChange } from './book.ts'
import { amend, createDraft, linkedBy } from './draft.ts'
import type { Draft } from './draft.ts'
import { newContact } from './new-contact.ts'
import { relink } from './relink.ts'
import { isWeaklyLinked, letGo } from './tie.ts'
import { plainName } from './traits.ts'

/** Somebody a list of this login names. */
export interface Named {
  handle: Handle
  nick: string | null
  remark: string | null
  category: string | null
  isFriend: boolean
  /** Real number, where the service gave it. */
  number: string | null
}

/**
 * Takes in what a login's list names, and links everybody to whom they were before, as far as the evidence goes
 * (docs/decisions/0005); everybody else is a new contact. Pure: the result is what changes.
 */
export function linkNamed(book: Book, named: readonly Named[], now: number, newId: () => string): BookChange {
  const draft = createDraft(book, now, newId)
  name(draft, named)
  relink(draft)
  return draft.change()
}

/**
 * As `linkNamed`, with the whole list of friends: whoever of this login was a friend and is not in it is none any more.
 * An empty list takes nobody away, since services that are down give those.
 */
export function linkDirectory(book: Book, named: readonly Named[], now: number, newId: () => string): BookChange {
  const draft = createDraft(book, now, newId)
  name(draft, named)
  const friends = named.flatMap(({ handle, isFriend }) => {
    const contact = isFriend ? contactOf(draft, handle) : undefined
    return contact ? [contact.id] : []
  })
  if (friends.length > 0) forgetGone(draft, new Set(friends))
  relink(draft)
  noteNamesakes(draft)
  return draft.change()
}

/** Real numbers that the service gives beside handles: in messages, or in calls of their own. */
export function learnNumbers(
  book: Book,
  numbers: readonly { handle: Handle; number: string }[],
  now: number,
  newId: () => string,
): BookChange {
  const draft = createDraft(book, now, newId)
  for (const { handle, number } of numbers) if (contactOf(draft, handle)) learnNumber(draft, handle, number)
  relink(draft, 'person')
  return draft.change()
}

/** Writes names down, under new contacts where nobody is known. */
export function name(draft: Draft, named: readonly Named[]): void {
  const byNumber = numbersOf(draft)
  for (const person of named) {
    if (!contactOf(draft, person.handle)) {
      const contact = newContact(draft.newId(), draft.account, person.handle.kind, draft.now)
      draft.put(contact)
      draft.link({ handle: person.handle, contact: contact.id, evidence: 'none', at: draft.now })
    }
    if (person.number !== null) learnNumber(draft, person.handle, person.number, byNumber)
    const contact = contactOf(draft, person.handle)!
    amend(draft, contact, {
      nick: person.nick ?? contact.nick,
      remark: person.isFriend || contact.kind !== 'person' ? person.remark : (person.remark ?? contact.remark),
      category: person.category ?? contact.category,
      isFriend: person.isFriend || contact.isFriend,
    })
  }
}

/**
 * A real number is the best evidence there is: it stays with whoever it belongs to, and disproves a link to anybody else.
 */
function learnNumber(draft: Draft, handle: Handle, number: string, byNumber = numbersOf(draft)): void {
  const here = contactOf(draft, handle)
  if (!here || here.number === number) return
  const owner = byNumber.get(`${here.kind} ${number}`)
  const isOthers = owner !== undefined && canonical(draft, owner) !== here.id
  const isDisproved = here.number !== null || (isOthers && isWeaklyLinked(draft, handle))
  // Whom the user made one of two from before: which of them has the number is his to say as well.
  if (isOthers && !isDisproved && linkedBy(draft, handle)?.evidence !== 'none') return
  const contact = isDisproved ? letGo(draft, handle) : here
  if (contact) amend(draft, contact, { number })
}

function numbersOf(draft: Draft): Map<string, ContactId> {
  const numbers = new Map<string, ContactId>()
  for (const { id, kind, number } of draft.contacts.values()) {
    if (number !== null && !draft.aliases.has(id)) numbers.set(`${kind} ${number}`, id)
  }
  return numbers
}

/** Of two who have one name, and of whom one came later, both are here now: neither is what became of the other. */
function noteNamesakes(draft: Draft): void {
  const namesakes = new Map<string, Map<ContactId, Contact>>()
  for (const { contact: id } of draft.handles.values()) {
    const contact = draft.contacts.get(canonical(draft, id))
    const shown = plainName(contact?.nick)
    if (!contact || !shown) continue
    const key = `${contact.kind} ${shown}`
    namesakes.set(key, (namesakes.get(key) ?? new Map<ContactId, Contact>()).set(contact.id, contact))
  }
  for (const group of namesakes.values()) {
    const cameLast = Math.max(...[...group.values()].map(({ firstSeenAt }) => firstSeenAt))
    for (const contact of group.values()) {
      if (group.size > 1 && contact.updatedAt < cameLast) draft.put({ ...contact, updatedAt: draft.now })
    }
  }
}

function forgetGone(draft: Draft, friends: ReadonlySet<ContactId>): void {
  const here = new Set<Contact>()
  for (const { contact: id } of draft.handles.values()) {
    const contact = draft.contacts.get(canonical(draft, id))
    if (contact?.kind === 'person' && contact.isFriend && !friends.has(contact.id)) here.add(contact)
  }
  for (const contact of here) amend(draft, contact, { isFriend: false, category: null })
}
