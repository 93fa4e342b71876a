import type { Archive } from '../archive/port.ts'
import type { ContactId } from '../chat/contact.ts'
import { contactOf } from '../contacts/book.ts'
import type { Book } from '../contacts/book.ts'
import type { SaidEvent } from './said-event.ts'

/** When authors last wrote, by the server, ms: what is archived, and what was read of the same journal entry since. */
export interface LastHeard {
  /** Null: never that we know of. */
  before(conversation: ContactId, author: ContactId): number | null
  heard(conversation: ContactId, author: ContactId, sentAt: number): void
}

/** Asks the archive about everybody in these events whom the book knows; others have never been heard. */
export async function readLastHeard(
  archive: Pick<Archive, 'lastHeard'>,
  book: Book,
  events: readonly SaidEvent[],
): Promise<LastHeard> {
  const places = new Map<string, { conversation: ContactId; author: ContactId }>()
  for (const { where, author: handle } of events) {
    const conversation = contactOf(book, where)?.id
    const author = handle && contactOf(book, handle)?.id
    if (conversation && author) places.set(keyOf(conversation, author), { conversation, author })
  }
  const asked = [...places]
  const times = asked.length > 0 ? await archive.lastHeard(asked.map(([, place]) => place)) : []
  const last = new Map(asked.map(([key], index) => [key, times[index] ?? null]))
  return {
    before: (conversation, author) => last.get(keyOf(conversation, author)) ?? null,
    heard(conversation, author, sentAt) {
      const key = keyOf(conversation, author)
      last.set(key, Math.max(last.get(key) ?? sentAt, sentAt))
    },
  }
}

function keyOf(conversation: ContactId, author: ContactId): string {
  return `${conversation} ${author}`
}
