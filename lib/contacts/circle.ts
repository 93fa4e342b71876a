import type { GroupDetails } from '../backend.ts'
import type { Member } from '../chat/contact.ts'
import { handleKey } from '../chat/handle.ts'
import type { Handle } from '../chat/handle.ts'
import { canonical, contactOf } from './book.ts'
import type { Book } from './book.ts'

/** What somebody is in a group. */
export type Role = Member['role']

/** One line of a fresh member list. */
interface Listed {
  nick: string | null
  card: string | null
  role: Role
}

/** Who is in which list of the login that is up, beside the book: lists of strangers are not worth keeping for good. */
export interface Circle {
  /** Whether this login's lists have the author: a friend, or a member of that group. `not-yet`: no list has come. */
  lists(where: Handle, author: Handle): 'yes' | 'no' | 'not-yet'
  /** What others call the account there after an `@`: its card in the group, and its nick. */
  ownNames(where: Handle): string[]
  /** How the group names the author; null when its members are not known. */
  memberName(where: Handle, author: Handle): { nick: string | null; card: string | null } | null
  /** The author's role in the group; null when it is not known, and outside groups. */
  role(where: Handle, author: Handle): Role | null
  /** The account's own role there. */
  ownRole(where: Handle): Role | null
  /** Takes in a fresh member list. */
  takeMembers(group: Handle, details: GroupDetails): void
}

export function createCircle(book: Book, ownNick: () => string): Circle {
  const groups = new Map<string, Map<number, Listed>>()
  const own = new Map<string, { card: string | null; role: Role }>()
  const keptMembers = (where: Handle): readonly Member[] => contactOf(book, where)?.members ?? []
  const keptSelf = (where: Handle) => keptMembers(where).find((member) => member.isSelf)
  return {
    lists(where, author) {
      if (where.kind === 'person') return contactOf(book, where)?.isFriend ? 'yes' : 'no'
      const members = groups.get(handleKey(where))
      if (!members) return 'not-yet'
      return members.has(author.number) || contactOf(book, author)?.isFriend ? 'yes' : 'no'
    },
    ownNames(where) {
      const card = own.get(handleKey(where))?.card || keptSelf(where)?.card
      return [card, ownNick()].filter((name): name is string => Boolean(name))
    },
    memberName: (where, author) => groups.get(handleKey(where))?.get(author.number) ?? null,
    role(where, author) {
      if (where.kind !== 'group') return null
      const fresh = groups.get(handleKey(where))
      if (fresh) return fresh.get(author.number)?.role ?? null
      // As an earlier login knew it: only who has written is among those by name.
      const contact = contactOf(book, author)?.id
      const isAuthor = ({ contact: id }: Member) => id !== null && canonical(book, id) === contact
      const kept = keptMembers(where).find(isAuthor)
      return kept?.role ?? null
    },
    ownRole(where) {
      if (where.kind !== 'group') return null
      return (own.get(handleKey(where)) ?? keptSelf(where))?.role ?? null
    },
    takeMembers(group, details) {
      groups.set(
        handleKey(group),
        new Map(
          details.members.map(({ handle, nick, card, role }) => [handle.number, { nick: nick || null, card, role }]),
        ),
      )
      const self = details.members.find((member) => member.isSelf)
      if (self) own.set(handleKey(group), { card: self.card, role: self.role })
    },
  }
}
