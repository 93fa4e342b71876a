import type { Place } from '../../../lib/archive/port.ts'
import type { Message } from '../../../lib/chat/message.ts'

/** The part of a conversation that is drawn: messages without a hole between them, oldest first. */
export interface MessageWindow {
  messages: readonly Message[]
  /** Nothing is older than the first one. */
  hasStart: boolean
  /** Nothing is newer than the last one. */
  hasEnd: boolean
}

/** Messages that are read at once. */
export const PAGE_SIZE = 60

/** Most messages that are drawn: far more than a window shows, few enough to be laid out at once. */
export const MOST_DRAWN = 240

/** The window with a page of older messages before it; what is too many at its end goes. `limit`: how many were asked for. */
export function withOlder(window: MessageWindow, page: readonly Message[], limit = PAGE_SIZE): MessageWindow {
  const messages = [...page, ...window.messages]
  return {
    messages: messages.slice(0, MOST_DRAWN),
    hasStart: page.length < limit,
    hasEnd: window.hasEnd && messages.length <= MOST_DRAWN,
  }
}

/** The window with a page of newer messages behind it; what is too many at its start goes. */
export function withNewer(window: MessageWindow, page: readonly Message[], limit = PAGE_SIZE): MessageWindow {
  const messages = [...window.messages, ...page]
  return {
    messages: messages.slice(-MOST_DRAWN),
    hasStart: window.hasStart && messages.length <= MOST_DRAWN,
    hasEnd: page.length < limit,
  }
}

/**
 * The window read again: `found` is everything from its first place on, at most `limit`. Messages that were there before are
 * kept as they were, so that what has not changed is not drawn again. Where the window reached the end, new messages belong
 * to it; when they are too many, `follows` says that the reader looks at the end, and then the oldest go.
 */
export function readAgain(
  before: MessageWindow,
  found: readonly Message[],
  limit: number,
  follows: boolean,
): MessageWindow {
  const last = before.messages.at(-1)
  const old = new Map(before.messages.map((message) => [message.key, message]))
  const fresh = found.map((message) => {
    const there = old.get(message.key)
    return there && isSame(there, message) ? there : message
  })
  const isWhole = found.length < limit
  if (!before.hasEnd && last) {
    const messages = fresh.filter((message) => comparePlaces(message, last) <= 0).slice(0, MOST_DRAWN)
    return { messages, hasStart: before.hasStart, hasEnd: isWhole && messages.length === fresh.length }
  }
  const fits = fresh.length <= MOST_DRAWN
  return {
    messages: follows ? fresh.slice(-MOST_DRAWN) : fresh.slice(0, MOST_DRAWN),
    hasStart: before.hasStart && (fits || !follows),
    hasEnd: isWhole && (fits || follows),
  }
}

/** The place right before a message, for reading from it on. */
export function justBefore({ sentAt, order }: Place): Place {
  return { sentAt, order, key: '' }
}

/** The place before everything that was sent at `at` (ms) or later. */
export function momentPlace(at: number): Place {
  return { sentAt: at, order: -1, key: '' }
}

/** Order of places in a conversation, as the archive has it. */
export function comparePlaces(a: Place, b: Place): number {
  return a.sentAt - b.sentAt || a.order - b.order || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
}

/** An archived message hardly ever changes: a later import can tell that it was recalled. */
function isSame(a: Message, b: Message): boolean {
  return a.text === b.text && a.recalled === b.recalled && comparePlaces(a, b) === 0
}
