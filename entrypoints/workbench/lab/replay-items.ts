import type { Archive } from '../../../lib/archive/port.ts'
import type { ContactId } from '../../../lib/chat/contact.ts'
import type { Decision } from '../../../lib/chat/decision.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { canonical } from '../../../lib/contacts/book.ts'
import type { Book } from '../../../lib/contacts/book.ts'
import { createHeard, eventOf, isByHand, isDecidedAbout } from '../../../lib/rules/lab/event-of.ts'
import type { ReplayItem } from '../../../lib/rules/lab/event-of.ts'
import { SECOND } from '../../../lib/time.ts'
import { circumstancesOf } from './lab-book.ts'
import { createReorder } from './reorder.ts'

/** A message to decide about again, and how it was decided about. */
export interface ReplayEntry {
  item: ReplayItem
  message: Message
  /** Nobody wrote it: rules are asked only if some of them want such messages, or if they were asked then. */
  isNotice: boolean
  /** Name of the rules it was decided with; null when that is not recorded. */
  ruleSet: string | null
}

/** Messages that came from what the archive has, how many of them were read, and the entries among them. */
export interface ReplayPage {
  read: number
  entries: ReplayEntry[]
}

export interface ReplayRange {
  /** Canonical ids; empty: all conversations. */
  conversations: readonly ContactId[]
  /** Sent at or after, ms. */
  from?: number
  /** Sent before, ms. */
  to?: number
}

/** What holds for messages whose circumstances nobody recorded. */
const UNRECORDED = { switches: { autoReply: true, pausedUntil: null, stopped: null }, away: false }
/** The wire's times are whole seconds, and the server's clock is known only so well. */
const CLOCK_SLACK = 5 * SECOND
const PAGE = 250

/**
 * Messages of the archive as the rules meet them, in the order in which they were decided about, page by page.
 * @param zone of messages of which it is not recorded
 * @throws {ArchiveError}
 */
export async function* replayItems(
  archive: Archive,
  book: Book,
  range: ReplayRange,
  zone: string,
): AsyncGenerator<ReplayPage> {
  const { conversations, from, to } = range
  const only = conversations.length === 1 ? conversations[0] : undefined
  const wanted = new Set(conversations)
  const heard = createHeard()
  const byHand = new Map<ContactId, number>()
  const reorder = createReorder<ReplayEntry>()
  const query = {
    account: book.account,
    ...(only === undefined ? {} : { conversation: only }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }

  for await (const page of archive.timeline(query, PAGE)) {
    const messages = page
      .map((message) => followed(message, book))
      .filter(({ conversation }) => wanted.size === 0 || wanted.has(conversation))
    const decisions = await archive.decisionsAbout(messages.filter(isDecidedAbout).map(({ key }) => key))
    const entries: ReplayEntry[] = []
    for (const message of messages) {
      if (isByHand(message)) byHand.set(message.conversation, message.receivedAt)
      if (!isDecidedAbout(message)) continue
      const entry = toEntry(message, decisions.get(message.key))
      const { now } = entry.item
      const placed = { value: entry, at: now.at, order: message.order, safeAfter: now.serverAt + CLOCK_SLACK }
      entries.push(...reorder.push(placed, message.sentAt))
    }
    yield { read: messages.length, entries }
  }
  yield { read: 0, entries: reorder.end() }

  function toEntry(message: Message, happened: Decision | undefined): ReplayEntry {
    const [segment] = message.segments
    const isNotice = message.segments.length === 1 && segment?.type === 'notice'
    const previousAt = isNotice ? null : heard.before(message)
    const defaults = { ...UNRECORDED, ...circumstancesOf(book, message), zone, previousAt }
    const item = eventOf(message, happened, defaults)
    const takenOverAt = byHand.get(message.conversation) ?? null
    return {
      // Where nothing of it is recorded, the user's own messages tell when they wrote.
      item: item.outside ? item : { ...item, outside: { mutedUntil: null, takenOverAt } },
      message,
      isNotice,
      ruleSet: happened?.given?.ruleSet ?? null,
    }
  }
}

/** The message under the ids that stand for its people now. */
function followed(message: Message, book: Book): Message {
  if (book.aliases.size === 0) return message
  const { author } = message
  return {
    ...message,
    conversation: canonical(book, message.conversation),
    author: author === null ? null : canonical(book, author),
  }
}
