import { handleKey } from '../chat/handle.ts'
import { displayName } from '../chat/contact.ts'
import type { Contact } from '../chat/contact.ts'
import type { Circumstances } from '../chat/decision.ts'
import type { Circle } from '../contacts/circle.ts'
import { isAnswerable } from './said-event.ts'
import type { Listed, SaidEvent } from './said-event.ts'

/** Who is who in an event, as far as the book knows them. `author`: null for ourselves, and when it is not said. */
export interface People {
  where: Contact
  author: Contact | null
}

/** Names of the author and of the place, as they are now. */
export function namesOf(event: SaidEvent, { where, author }: People, circle: Circle): Circumstances['names'] {
  const member = event.author && circle.memberName(event.where, event.author)
  return {
    nick: author?.nick ?? member?.nick ?? null,
    remark: author?.remark ?? null,
    card: member?.card ?? null,
    group: event.conversation === 'friend' ? null : displayName(where),
  }
}

/** What else is known about the author. */
export function authorFacts(
  event: SaidEvent,
  { author }: People,
  circle: Circle,
): Pick<Circumstances, 'authorNumber' | 'category' | 'role'> {
  const { author: handle, where, numbers = [] } = event
  if (!handle) return { authorNumber: null, category: null, role: null }
  const told = numbers.find((given) => handleKey(given.handle) === handleKey(handle))?.number
  return {
    authorNumber: told ?? author?.number ?? null,
    category: author?.isFriend ? author.category : null,
    role: circle.role(where, handle),
  }
}

/**
 * Whether rules may answer the author. What happens in a group the service itself tells, also of somebody who became a
 * member after its list was fetched.
 */
export function isKnown(event: SaidEvent, listed: Listed): boolean {
  if (event.kind === 'message') return isAnswerable(event, listed)
  return event.conversation !== 'friend' || listed === 'yes'
}
