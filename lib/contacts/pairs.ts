import type { Contact, ContactId } from '../chat/contact.ts'
import type { HandleKind } from '../chat/handle.ts'
import { canonical, partedIn } from './book.ts'
import type { Book } from './book.ts'
import { compare } from './evidence.ts'
import { wereApart } from './settle.ts'
import type { Pair } from './settle.ts'
import { traitsOf } from './traits.ts'
import type { Traits } from './traits.ts'
import { HOUR } from '../time.ts'

/** A login ends after 48 hours (qqbot #15); a little more, for clocks. ms */
const LONGEST_LOGIN = 50 * HOUR

/**
 * Everybody of this login who may be somebody from before, with whom. Only those are compared that share a name, a
 * remark, a number, the second of founding or a member, so that thousands of contacts take milliseconds. With `kind` only
 * those of that kind.
 */
export function pairsIn(book: Book, kind?: HandleKind): Pair[] {
  const { fresh, known, absent } = sidesOf(book, kind)
  const index = new Map<string, Traits[]>()
  for (const contact of absent) {
    const traits = traitsOf(book, contact)
    for (const key of keysOf(traits)) {
      const others = index.get(key)
      if (others) others.push(traits)
      else index.set(key, [traits])
    }
  }
  const isParted = partedIn(book)
  const pairs: Pair[] = []
  const staleBefore = lastSeen(book) - LONGEST_LOGIN
  const findFor = (contact: Contact, isTaken: boolean) => {
    const traits = traitsOf(book, contact)
    const candidates = new Set(keysOf(traits).flatMap((key) => index.get(key) ?? []))
    for (const old of candidates) {
      if (isParted(contact.id, old.contact.id) || (isTaken && wereApart(contact, old.contact))) continue
      const likeness = compare(traits, old)
      const isStale = old.contact.updatedAt < staleBefore
      if (likeness) pairs.push({ fresh: traits, old, likeness, isTaken, isStale })
    }
  }
  for (const contact of fresh) findFor(contact, false)
  for (const contact of known) findFor(contact, true)
  return pairs
}

/** When anybody was last seen before this login began, ms. */
function lastSeen(book: Book): number {
  const began = Math.min(...[...book.handles.values()].map(({ at }) => at))
  return [...book.contacts.values()].reduce(
    (last, { kind, updatedAt }) => (kind === 'person' && updatedAt < began ? Math.max(last, updatedAt) : last),
    0,
  )
}

/** Everybody, by canonical id, as a login sees them. */
export interface Sides {
  /** Met in this login, and nobody from before is known to be they. Whoever was merged with somebody has a past. */
  fresh: Contact[]
  /** Recognised in this login. */
  known: Contact[]
  /** From before, and not recognised yet. */
  absent: Contact[]
}

export function sidesOf(book: Book, kind?: HandleKind): Sides {
  const hasPast = new Set(book.aliases.values())
  const here = new Set<ContactId>()
  const fresh: Contact[] = []
  for (const { contact: id, evidence } of book.handles.values()) {
    here.add(canonical(book, id))
    const contact = book.contacts.get(id)
    if (evidence === 'none' && contact && !book.aliases.has(id) && !hasPast.has(id)) fresh.push(contact)
  }
  const absent = [...book.contacts.values()].filter(({ id }) => !book.aliases.has(id) && !here.has(id))
  const isMeant = (contact: Contact) => kind === undefined || contact.kind === kind
  const isFresh = new Set(fresh.map(({ id }) => id))
  const known = [...here].flatMap((id) => (isFresh.has(id) ? [] : (book.contacts.get(id) ?? [])))
  return { fresh: fresh.filter(isMeant), known: known.filter(isMeant), absent: absent.filter(isMeant) }
}

function keysOf({ contact, name, remark, claim, members }: Traits): string[] {
  const keys = [
    name && `name ${name}`,
    remark && `remark ${remark}`,
    contact.number && `number ${contact.number}`,
    claim && `number ${claim}`,
    contact.createdAt !== null && `founded ${contact.createdAt}`,
    ...[...members].map((number) => `member ${number}`),
  ]
  return keys.flatMap((key) => (key ? [`${contact.kind} ${key}`] : []))
}
