import type { PersonDetails } from '../backend.ts'
import type { Handle } from '../chat/handle.ts'
import { contactOf, noChange } from './book.ts'
import type { Book, BookChange } from './book.ts'
import { amend, createDraft } from './draft.ts'
import { pairsIn, sidesOf } from './pairs.ts'
import { relink } from './relink.ts'
import { plainName } from './traits.ts'

/** Takes in the details of a person, which can tell people of one name apart. */
export function takeProfile(
  book: Book,
  person: Handle,
  { nick, profile }: PersonDetails,
  now: number,
  newId: () => string,
): BookChange {
  const draft = createDraft(book, now, newId)
  const contact = contactOf(draft, person)
  if (!contact) return noChange()
  amend(draft, contact, { nick: nick ?? contact.nick, profile, detailsAt: now })
  relink(draft, 'person')
  return draft.change()
}

/**
 * Friends of this login whose profile would help to tell who they are: somebody from before has their name and is not
 * sure to be they, or they share it with another friend. Those with a past to find come first.
 */
export function worthAsking(book: Book): Handle[] {
  const sharing = new Map<string, number>()
  const friends = sidesOf(book).fresh.filter(({ kind, isFriend }) => kind === 'person' && isFriend)
  const linked = [...book.handles.values()].map(({ handle }) => contactOf(book, handle))
  for (const contact of linked) {
    const nick = contact?.isFriend ? plainName(contact.nick) : null
    if (nick) sharing.set(nick, (sharing.get(nick) ?? 0) + 1)
  }
  const doubtful = new Set(
    pairsIn(book, 'person')
      .filter(({ likeness, isTaken }) => !isTaken && likeness.reasons.includes('nick'))
      .map(({ fresh }) => fresh.contact.id),
  )
  const unknown = friends.filter(({ profile }) => profile === null)
  const wanted = [
    ...unknown.filter(({ id }) => doubtful.has(id)),
    ...unknown.filter(({ id, nick }) => !doubtful.has(id) && (sharing.get(plainName(nick) ?? '') ?? 0) > 1),
  ]
  const handles = new Map([...book.handles.values()].map(({ contact, handle }) => [contact, handle]))
  return wanted.flatMap(({ id }) => handles.get(id) ?? [])
}
