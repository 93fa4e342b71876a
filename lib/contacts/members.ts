import type { GroupDetails } from '../backend.ts'
import type { Member } from '../chat/contact.ts'
import type { Handle } from '../chat/handle.ts'
import { contactOf, noChange } from './book.ts'
import type { Book, BookChange } from './book.ts'
import { amend, createDraft } from './draft.ts'
import { name } from './link.ts'
import { relink } from './relink.ts'
import { isWeaklyLinked, letGo } from './tie.ts'

/**
 * Takes a freshly fetched member list into the group's contact. Real numbers that a discussion gives are evidence for
 * every member it names, and the members and the second of founding are evidence for the group itself. Members without a
 * number become contacts only when they have written (they are in the book then). Nothing for a group nobody knows.
 */
export function takeMembers(
  book: Book,
  group: Handle,
  details: GroupDetails,
  now: number,
  newId: () => string,
): BookChange {
  const draft = createDraft(book, now, newId)
  const linked = contactOf(draft, group)
  if (!linked) return noChange()
  const { createdAt } = details
  const isAnother = createdAt !== null && linked.createdAt !== null && linked.createdAt !== createdAt
  if (isAnother && isWeaklyLinked(draft, group)) letGo(draft, group)

  const others = details.members.filter(({ isSelf }) => !isSelf)
  const named = others.flatMap(({ handle, nick, number }) => {
    const met = contactOf(draft, handle)
    if (number === null && !met) return []
    const { remark = null, category = null, isFriend = false } = met ?? {}
    return [{ handle, nick: nick || null, remark, category, isFriend, number }]
  })
  name(draft, named)
  if (named.some(({ number }) => number !== null)) relink(draft, 'person')

  const members: Member[] = details.members.map(({ handle, nick, card, role, isSelf }) => ({
    contact: isSelf ? null : (contactOf(draft, handle)?.id ?? null),
    nick,
    card,
    role,
    isSelf,
  }))
  const place = contactOf(draft, group) ?? linked
  const { notice } = details
  const nick = details.name ?? place.nick
  amend(draft, place, { nick, notice, createdAt: createdAt ?? place.createdAt, members, detailsAt: now })
  relink(draft, group.kind)
  return draft.change()
}
