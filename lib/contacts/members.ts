import type { GroupDetails } from '../backend.ts'
import type { Contact, Member } from '../chat/contact.ts'
import { adopt, contactOf } from './book.ts'
import type { Book, BookChange } from './book.ts'
import { linkNamed } from './link.ts'

/**
 * Takes a freshly fetched member list into the group's contact. Real numbers that a discussion gives are evidence for
 * every member it names; members without a number become contacts only when they have written (they are in the book
 * then). The book has the change already; the caller writes it down.
 */
export function takeMembers(
  book: Book,
  group: Contact,
  details: GroupDetails,
  now: number,
  newId: () => string,
): BookChange {
  const others = details.members.filter((member) => !member.isSelf)
  const named = others
    .filter((member) => member.number !== null || contactOf(book, member.handle))
    .map((member) => {
      const known = contactOf(book, member.handle)
      return {
        handle: member.handle,
        nick: member.nick || null,
        remark: known?.remark ?? null,
        category: known?.category ?? null,
        isFriend: known?.isFriend ?? false,
        number: member.number,
      }
    })
  const change = linkNamed(book, named, now, newId)
  adopt(book, change)
  const members: Member[] = details.members.map(({ handle, nick, card, role, isSelf }) => ({
    contact: isSelf ? null : (contactOf(book, handle)?.id ?? null),
    nick,
    card,
    role,
    isSelf,
  }))
  const next: Contact = {
    ...group,
    nick: details.name ?? group.nick,
    notice: details.notice,
    createdAt: details.createdAt ?? group.createdAt,
    members,
    updatedAt: now,
  }
  book.contacts.set(next.id, next)
  return { ...change, contacts: [...change.contacts.filter((contact) => contact.id !== next.id), next] }
}
