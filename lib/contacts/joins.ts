import type { Contact, ContactId } from '../chat/contact.ts'
import { canonical, isWeak, noChange, recognised } from './book.ts'
import type { Book, BookChange } from './book.ts'
import { amend, createDraft, linkOf } from './draft.ts'
import { relink } from './relink.ts'
import { letGo, tie } from './tie.ts'

/** Why two contacts cannot be made one. */
export type JoinRefusal = 'unknown' | 'same' | 'other-kind' | 'numbers-differ' | 'both-here'

/** How a wish of the user about who is who ended. */
export type JoinOutcome =
  | { kind: 'done'; change: BookChange; from: ContactId; to: ContactId }
  | { kind: 'refused'; why: JoinRefusal }

/** Tells why two contacts cannot be one: two real numbers, or two numbers of one login; null when they can. */
export function joinRefusals(book: Book): (one: ContactId, other: ContactId) => JoinRefusal | null {
  const here = idsHere(book)
  return (one, other) => {
    const [a, b] = [one, other].map((id) => book.contacts.get(canonical(book, id)))
    if (!a || !b) return 'unknown'
    if (a.id === b.id) return 'same'
    if (a.kind !== b.kind) return 'other-kind'
    if (a.number !== null && b.number !== null && a.number !== b.number) return 'numbers-differ'
    return here.has(a.id) && here.has(b.id) ? 'both-here' : null
  }
}

/**
 * The user says that two contacts are the same, whatever the evidence: somebody met in this login becomes part of whom
 * they were before, of two from before the one with the older names part of the other. Refused for what cannot be, see
 * `joinRefusals`.
 */
export function join(book: Book, one: ContactId, other: ContactId, now: number, newId: () => string): JoinOutcome {
  const why = joinRefusals(book)(one, other)
  if (why) return { kind: 'refused', why }
  const draft = createDraft(book, now, newId)
  const here = idsHere(draft)
  const a = draft.contacts.get(canonical(draft, one))!
  const b = draft.contacts.get(canonical(draft, other))!
  const [to, from] = a.firstSeenAt <= b.firstSeenAt ? [a, b] : [b, a]
  for (const apart of draft.aparts.values()) {
    const ids = [canonical(draft, apart.a), canonical(draft, apart.b)]
    if (ids.includes(a.id) && ids.includes(b.id)) draft.unpart(apart.a, apart.b)
  }
  if (!here.has(to.id) && linkOf(draft, from.id)) {
    tie(draft, from, to, 'user')
    return { kind: 'done', change: draft.change(), from: from.id, to: to.id }
  }
  // No link can keep what one was called before: the newer names stay where they are, and so do the older.
  const [kept, gone] = isNewer(from, to) ? [from, to] : [to, from]
  draft.merge(gone.id, kept.id, 'user')
  amend(draft, kept, { number: kept.number ?? gone.number, profile: kept.profile ?? gone.profile })
  return { kind: 'done', change: draft.change(), from: gone.id, to: kept.id }

  /** Whoever is in this login has the newer names; else whoever was heard of last. */
  function isNewer(one: Contact, other: Contact): boolean {
    if (here.has(one.id) !== here.has(other.id)) return here.has(one.id)
    return one.updatedAt > other.updatedAt
  }
}

/** The user says that two contacts are not the same: nothing will make them one but his own word. */
export function keepApart(book: Book, one: ContactId, other: ContactId, now: number): BookChange {
  const draft = createDraft(book, now, () => '')
  const [a, b] = [canonical(draft, one), canonical(draft, other)]
  if (a === b || !draft.contacts.has(a) || !draft.contacts.has(b)) return noChange()
  draft.part(a, b)
  return draft.change()
}

/** Takes back that two contacts are kept apart. */
export function undoApart(book: Book, one: ContactId, other: ContactId, now: number, newId: () => string): BookChange {
  const draft = createDraft(book, now, newId)
  const wanted = new Set([canonical(draft, one), canonical(draft, other)])
  for (const { a, b } of draft.aparts.values()) {
    if (wanted.has(canonical(draft, a)) && wanted.has(canonical(draft, b))) draft.unpart(a, b)
  }
  relink(draft)
  return draft.change()
}

/**
 * Takes a join back, whoever made it, and keeps the two apart for good. `id` is the contact that was merged, or one that
 * was recognised in this login by evidence that can be wrong: then the handle gets a contact of its own.
 */
export function undoJoin(book: Book, id: ContactId, now: number, newId: () => string): BookChange {
  const draft = createDraft(book, now, newId)
  const to = draft.aliases.get(id)
  const link = linkOf(draft, id)
  if (to === undefined && (!link || !isWeak(link))) return noChange()
  const old = to === undefined ? id : canonical(draft, to)
  const mine = link ? letGo(draft, link.handle)?.id : id
  if (!link) draft.split(id)
  if (mine !== undefined) draft.part(mine, old)
  return draft.change()
}

function idsHere(book: Book): Set<ContactId> {
  const epochs = new Set([...book.handles.values()].map(({ handle }) => handle.epoch))
  return new Set([...epochs].flatMap((epoch) => [...recognised(book, epoch).keys()]))
}
