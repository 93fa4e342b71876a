import type { ContactId } from '../chat/contact.ts'
import { canonical, isWeak, noChange, recognised } from './book.ts'
import type { Book, BookChange } from './book.ts'
import { amend, createDraft, linkOf } from './draft.ts'
import type { Draft } from './draft.ts'
import { relink } from './relink.ts'
import { letGo, tie } from './tie.ts'

/** How a wish of the user about who is who ended. */
export type JoinOutcome =
  | { kind: 'done'; change: BookChange; from: ContactId; to: ContactId }
  | { kind: 'refused'; why: 'unknown' | 'same' | 'other-kind' | 'numbers-differ' | 'both-here' }

/**
 * The user says that two contacts are the same: the younger becomes part of the older, whatever the evidence. Refused for
 * what cannot be: two real numbers, or two numbers of one login.
 */
export function join(book: Book, one: ContactId, other: ContactId, now: number, newId: () => string): JoinOutcome {
  const draft = createDraft(book, now, newId)
  const [a, b] = [one, other].map((id) => draft.contacts.get(canonical(draft, id)))
  if (!a || !b) return { kind: 'refused', why: 'unknown' }
  if (a.id === b.id) return { kind: 'refused', why: 'same' }
  if (a.kind !== b.kind) return { kind: 'refused', why: 'other-kind' }
  if (a.number !== null && b.number !== null && a.number !== b.number) return { kind: 'refused', why: 'numbers-differ' }
  const here = idsHere(draft)
  if (here.has(a.id) && here.has(b.id)) return { kind: 'refused', why: 'both-here' }
  const [to, from] = a.firstSeenAt <= b.firstSeenAt ? [a, b] : [b, a]
  for (const apart of draft.aparts.values()) {
    const ids = [canonical(draft, apart.a), canonical(draft, apart.b)]
    if (ids.includes(a.id) && ids.includes(b.id)) draft.unpart(apart.a, apart.b)
  }
  // The names of whoever is here are the newer ones.
  if (here.has(to.id)) {
    draft.merge(from.id, to.id, 'user')
    amend(draft, to, { number: to.number ?? from.number, profile: to.profile ?? from.profile })
  } else {
    tie(draft, from, to, 'user')
  }
  return { kind: 'done', change: draft.change(), from: from.id, to: to.id }
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

function idsHere(draft: Draft): Set<ContactId> {
  const epochs = new Set([...draft.handles.values()].map(({ handle }) => handle.epoch))
  return new Set([...epochs].flatMap((epoch) => [...recognised(draft, epoch).keys()]))
}
