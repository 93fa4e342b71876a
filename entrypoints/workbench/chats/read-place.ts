import type { Archive } from '../../../lib/archive/port.ts'
import type { ContactId } from '../../../lib/chat/contact.ts'
import { comparePlaces, justBefore, momentPlace, PAGE_SIZE } from './message-window.ts'
import type { MessageWindow } from './message-window.ts'

/** Where reading begins: at the first or last message, at one by its key, or at the first from a time (ms) on. */
export type Target = 'start' | 'end' | { key: string } | { at: number }

/** What was read around a target. */
export interface Around {
  window: MessageWindow
  /** The message that was meant, or where the reader is put instead: key; null: the end. */
  key: string | null
  /** False: the conversation has no such message. */
  isFound: boolean
}

/** Reads one page on each side of the target, at most. @throws {ArchiveError} */
export async function readPlace(archive: Archive, conversation: ContactId, target: Target): Promise<Around> {
  if (target === 'start') {
    const messages = await archive.slice(conversation, null, 'newer', PAGE_SIZE)
    const window = { messages, hasStart: true, hasEnd: messages.length < PAGE_SIZE }
    return { window, key: messages[0]?.key ?? null, isFound: true }
  }
  if (target === 'end') return await readEnd(archive, conversation, true)
  const message = 'key' in target ? await archive.message(target.key) : null
  if (message === undefined) return await readEnd(archive, conversation, false)
  const place = message ? justBefore(message) : momentPlace('at' in target ? target.at : 0)
  const [older, newer] = await Promise.all([
    archive.slice(conversation, place, 'older', PAGE_SIZE),
    archive.slice(conversation, place, 'newer', PAGE_SIZE),
  ])
  // Some other conversation's message, or a time after the last one.
  const meant = message ? newer.find(({ key }) => key === message.key) : newer[0]
  if (!meant) return await readEnd(archive, conversation, message === null)
  return {
    window: {
      messages: [...older, ...newer],
      hasStart: older.length < PAGE_SIZE,
      hasEnd: newer.length < PAGE_SIZE,
    },
    key: meant.key,
    isFound: true,
  }
}

async function readEnd(archive: Archive, conversation: ContactId, isFound: boolean): Promise<Around> {
  const messages = await archive.slice(conversation, null, 'older', PAGE_SIZE)
  return { window: { messages, hasStart: messages.length < PAGE_SIZE, hasEnd: true }, key: null, isFound }
}

/**
 * The nearest day with messages before the day that begins at `start` (ms), or from `start` on; null when there is none.
 * @returns when a message of that day was sent, ms
 * @throws {ArchiveError}
 */
export async function nearestDay(
  archive: Archive,
  conversation: ContactId,
  start: number,
  direction: 'older' | 'newer',
): Promise<number | null> {
  const [message] = await archive.slice(conversation, momentPlace(start), direction, 1)
  return message ? message.sentAt : null
}

/** How many of the messages are newer than a place. */
export function countNewer(messages: MessageWindow['messages'], place: Parameters<typeof comparePlaces>[1]): number {
  return messages.filter((message) => comparePlaces(message, place) > 0).length
}
