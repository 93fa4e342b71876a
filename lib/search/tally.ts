import type { ContactId } from '../chat/contact.ts'
import type { Message } from '../chat/message.ts'

/** Hits of one conversation: how many there are so far, and the newest of them. */
export interface Tally {
  conversation: ContactId
  count: number
  newest: readonly Message[]
}

/** How many hits of each conversation are kept to be shown. */
export const KEPT_OF_EACH = 3

/** Adds hits, newest first, to what was found before. Conversations stand in the order of their newest hit. */
export function addToTally(
  tally: readonly Tally[],
  hits: readonly Message[],
  canonical: (id: ContactId) => ContactId,
): Tally[] {
  const byId = new Map(tally.map((one) => [one.conversation, one]))
  for (const hit of hits) {
    const conversation = canonical(hit.conversation)
    const { count, newest } = byId.get(conversation) ?? { count: 0, newest: [] }
    byId.set(conversation, {
      conversation,
      count: count + 1,
      newest: newest.length < KEPT_OF_EACH ? [...newest, hit] : newest,
    })
  }
  return [...byId.values()]
}
