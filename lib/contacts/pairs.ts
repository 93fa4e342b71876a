import type { Contact, ContactId } from '../chat/contact.ts'
import type { HandleKind } from '../chat/handle.ts'
import { canonical, partedIn } from './book.ts'
import type { Book } from './book.ts'
import { compare } from './evidence.ts'
import type { Pair } from './settle.ts'
import { traitsOf } from './traits.ts'
import type { Traits } from './traits.ts'

/**
 * Everybody of this login who may be somebody from before, with whom. Only those are compared that share a name, a
 * remark, a number, the second of founding or a member, so that thousands of contacts take milliseconds. With `kind` only
 * those of that kind.
 */
export function pairsIn(book: Book, kind?: HandleKind): Pair[] {
  const { fresh, absent } = sidesOf(book, kind)
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
  for (const contact of fresh) {
    const traits = traitsOf(book, contact)
    const candidates = new Set(keysOf(traits).flatMap((key) => index.get(key) ?? []))
    for (const old of candidates) {
      if (isParted(contact.id, old.contact.id)) continue
      const likeness = compare(traits, old)
      if (likeness) pairs.push({ fresh: traits, old, likeness })
    }
  }
  return pairs
}

/**
 * `fresh`: those met in this login for whom nobody from before is known. `absent`: those from before whom this login has not
 * recognised. Both canonical; whoever was merged with somebody has a past and is not fresh.
 */
export function sidesOf(book: Book, kind?: HandleKind): { fresh: Contact[]; absent: Contact[] } {
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
  return { fresh: fresh.filter(isMeant), absent: absent.filter(isMeant) }
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
