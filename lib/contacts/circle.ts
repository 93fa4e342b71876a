import type { GroupDetails } from '../backend.ts'
import { handleKey } from '../chat/handle.ts'
import type { Handle } from '../chat/handle.ts'
import { contactOf } from './book.ts'
import type { Book } from './book.ts'

/** Who is in which list of the login that is up, beside the book: lists of strangers are not worth keeping for good. */
export interface Circle {
  /** Whether this login's lists have the author: a friend, or a member of that group. `not-yet`: no list has come. */
  lists(where: Handle, author: Handle): 'yes' | 'no' | 'not-yet'
  /** What others call the account there after an `@`: its card in the group, and its nick. */
  ownNames(where: Handle): string[]
  /** How the group names the author; null when its members are not known. */
  memberName(where: Handle, author: Handle): { nick: string | null; card: string | null } | null
  /** Takes in a fresh member list. */
  takeMembers(group: Handle, details: GroupDetails): void
}

export function createCircle(book: Book, ownNick: () => string): Circle {
  const groups = new Map<string, Map<number, { nick: string | null; card: string | null }>>()
  const ownCards = new Map<string, string>()
  return {
    lists(where, author) {
      if (where.kind === 'person') return contactOf(book, where)?.isFriend ? 'yes' : 'no'
      const members = groups.get(handleKey(where))
      if (!members) return 'not-yet'
      return members.has(author.number) || contactOf(book, author)?.isFriend ? 'yes' : 'no'
    },
    ownNames(where) {
      const fresh = ownCards.get(handleKey(where))
      const kept = contactOf(book, where)?.members?.find((member) => member.isSelf)?.card
      return [fresh ?? kept, ownNick()].filter((name): name is string => Boolean(name))
    },
    memberName: (where, author) => groups.get(handleKey(where))?.get(author.number) ?? null,
    takeMembers(group, details) {
      groups.set(
        handleKey(group),
        new Map(details.members.map(({ handle, nick, card }) => [handle.number, { nick: nick || null, card }])),
      )
      const card = details.members.find((member) => member.isSelf)?.card
      if (card) ownCards.set(handleKey(group), card)
    },
  }
}
