import type { Archive } from '../archive/port.ts'
import type { LoginId } from '../backend.ts'
import type { ContactId } from '../chat/contact.ts'
import type { Decision, WhyNot } from '../chat/decision.ts'
import type { Message } from '../chat/message.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import type { Book } from '../contacts/book.ts'
import { handlesOf } from './handles-of.ts'

/** A message of a chat as the official page shows it, and what the rules did about it. Oldest first in a list. */
export interface ChatLine {
  /** Of the message. */
  key: string
  /** As archived, faces as `[微笑]`. */
  text: string
  /** When it was sent, by the server, ms. */
  at: number
  /** The author's number in the login that is up; null when it is not known, or for ourselves. */
  author: number | null
  isOwn: boolean
  /** Null: nothing was decided about it. `why` is there when it was held back. */
  outcome: null | {
    kind: 'replied' | 'waiting' | 'held' | 'uncertain' | 'refused'
    why: WhyNot | null
    /** What was, or will be, sent. */
    reply: string | null
  }
}

/** More than the page has on screen. */
const LINES = 80

/** The last messages of a chat in this login, without what the page does not show. @throws {ArchiveError} */
export async function readChatLines(
  archive: Pick<Archive, 'latest' | 'decisions' | 'outbox'>,
  book: Book,
  login: LoginId,
  contact: ContactId,
): Promise<ChatLine[]> {
  const shown = (await archive.latest(contact, 2 * LINES)).filter((message) => isOnPage(message, login)).slice(-LINES)
  if (shown.length === 0) return []
  const since = Math.min(...shown.map(({ receivedAt }) => receivedAt))
  const [decisions, rows] = await Promise.all([
    archive.decisions({ conversation: contact, since, limit: 3 * LINES }),
    archive.outbox(['pending', 'sending', 'sent', 'refused', 'uncertain', 'dropped'], since),
  ])
  const decided = new Map(decisions.map((decision) => [decision.messageKey, decision]))
  const replies = Map.groupBy(rows, ({ answers }) => answers.key)
  const numbers = numbersIn(book, login)
  return shown.map((message) => ({
    key: message.key,
    text: message.text,
    at: message.sentAt,
    author: authorNumber(book, numbers, message, login),
    isOwn: message.direction === 'out',
    outcome: outcomeOf(decided.get(message.key), replies.get(message.key) ?? []),
  }))
}

/**
 * The page shows what came since it was opened, in this login: words, not what is a notice here. What rules sent it never
 * sees, and what the user wrote to a friend on another device it shows in a chat with nobody.
 */
function isOnPage({ epoch, outboxId, segments, direction, kind, source }: Message, login: LoginId): boolean {
  if (epoch !== login.epoch || outboxId !== null || segments.some(({ type }) => type === 'notice')) return false
  return direction === 'in' || source === 'page' || kind !== 'friend'
}

/** Everybody's number, the first of each: looked up once, since groups have thousands of members. */
function numbersIn(book: Book, { epoch }: LoginId): Map<ContactId, number> {
  const numbers = new Map<ContactId, number>()
  for (const { handle, contact } of book.handles.values()) {
    if (handle.epoch === epoch && handle.kind === 'person' && !numbers.has(contact)) numbers.set(contact, handle.number)
  }
  return numbers
}

/** The number under which the author wrote it, if the author has one here. */
function authorNumber(
  book: Book,
  numbers: ReadonlyMap<ContactId, number>,
  { author }: Message,
  { epoch }: LoginId,
): number | null {
  if (author === null) return null
  return numbers.get(author) ?? handlesOf(book, author, epoch)[0]?.number ?? null
}

function outcomeOf(decision: Decision | undefined, pieces: readonly OutboxRow[]): ChatLine['outcome'] {
  if (!decision) return null
  const { outcome } = decision
  if (outcome.kind === 'none') {
    // Nothing was held back where no rule would have answered.
    return outcome.ruleId === null ? null : { kind: 'held', why: outcome.why, reply: null }
  }
  const inOrder = pieces.toSorted((a, b) => a.notBefore - b.notBefore)
  const has = (...states: OutboxRow['state'][]) => inOrder.find(({ state }) => states.includes(state))
  const gone = has('dropped')
  const going = inOrder.filter(({ state }) => state !== 'dropped')
  // Each reply of several stands on a line of its own.
  const goingText = going
    .map(({ text, isFollowUp }) => (isFollowUp ? text : `\n${text}`))
    .join('')
    .trim()
  const wholeText = [outcome, ...(outcome.also ?? [])].map(({ text }) => text).join('\n')
  const reply = gone ? goingText || null : wholeText
  if (has('refused')) return { kind: 'refused', why: null, reply }
  if (has('uncertain')) return { kind: 'uncertain', why: null, reply }
  if (gone) return { kind: 'held', why: gone.reason === 'refused-by-server' ? null : gone.reason, reply }
  if (has('pending', 'sending')) return { kind: 'waiting', why: null, reply }
  return inOrder.length > 0 ? { kind: 'replied', why: null, reply } : null
}
