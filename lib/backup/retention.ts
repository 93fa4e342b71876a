import type { ContactId } from '../chat/contact.ts'
import type { Retention } from '../chat/retention.ts'

/** Whether any message is ever deleted for its age. */
export function deletesAnything({ keepDays, chats }: Retention): boolean {
  return keepDays !== null || Object.values(chats).some((days) => days !== null)
}

/** Messages of a conversation sent before `before` (ms) are to go. */
export interface Expired {
  conversation: ContactId
  before: number
}

/**
 * What is past its time now, by conversation; those without any such message are not in it. `canonical`: what a merged contact's
 * id stands for. Two merged conversations with numbers of their own are kept as long as the longer one says.
 */
export function expired(
  retention: Retention,
  conversations: readonly { conversation: ContactId; firstAt: number }[],
  canonical: (id: ContactId) => ContactId,
  now: number,
): Expired[] {
  const own = new Map<ContactId, number | null>()
  for (const [id, days] of Object.entries(retention.chats)) {
    const target = canonical(id)
    const other = own.get(target)
    own.set(target, other === undefined ? days : longer(other, days))
  }
  return conversations.flatMap(({ conversation, firstAt }) => {
    const days = own.has(conversation) ? (own.get(conversation) ?? null) : retention.keepDays
    if (days === null) return []
    const before = keptFrom(days, now)
    return firstAt < before ? [{ conversation, before }] : []
  })
}

function longer(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.max(a, b)
}

/** The midnight from which on messages are kept, ms: so many whole days before today, whatever the clock does at night. */
export function keptFrom(days: number, now: number): number {
  const day = new Date(now)
  day.setHours(0, 0, 0, 0)
  day.setDate(day.getDate() - days)
  return day.getTime()
}
