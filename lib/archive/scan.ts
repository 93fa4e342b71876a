import type { ContactId } from '../chat/contact.ts'
import type { Message } from '../chat/message.ts'
import { sameIds } from '../chat/alias.ts'
import { readFamily } from './alias-family.ts'
import type { Connection } from './connection.ts'
import type { MessageRange, TimelineQuery } from './port.ts'
import type { MessagePlace, TimelinePlace } from './schema.ts'

/** Messages a page when the caller does not say: few enough to stay small, many enough that the engine is the limit. */
export const DEFAULT_PAGE_SIZE = 1_000
/** With many merged conversations each one is still read in pieces of at least this many. */
const LEAST_CHUNK = 50

/**
 * The messages of a conversation and of all that was merged with it, in order of (sentAt, order, key), in pages of `pageSize`
 * (the last may be shorter; there are no empty ones). Each read is a transaction of its own, so the consumer may take
 * its time between pages; a message that arrives meanwhile appears if its place is still ahead.
 *
 * @throws ArchiveError
 */
export async function* scanMessages(
  connection: Connection,
  range: MessageRange,
  pageSize = DEFAULT_PAGE_SIZE,
): AsyncGenerator<Message[]> {
  if (isEmpty(range)) return
  const size = Math.max(1, Math.floor(pageSize))
  const ids = await conversationIds(connection, range.conversation)
  const chunk = Math.min(size, Math.max(LEAST_CHUNK, Math.ceil(size / ids.length)))
  const strands = ids.map((id) => strand(connection, id, range, chunk))
  const [only] = strands
  if (only && strands.length === 1) return yield* only
  let page: Message[] = []
  for await (const message of merge(strands)) {
    page.push(message)
    if (page.length < size) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}

/**
 * The messages of an account, or of one of its conversations, in order of (sentAt, order, key), in pages as with
 * `scanMessages`.
 *
 * @throws ArchiveError
 */
export async function* timelineMessages(
  connection: Connection,
  { account, conversation, from, to }: TimelineQuery,
  pageSize = DEFAULT_PAGE_SIZE,
): AsyncGenerator<Message[]> {
  const span = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
  if (conversation !== undefined) return yield* scanMessages(connection, { conversation, ...span }, pageSize)
  if (isEmpty(span)) return
  const size = Math.max(1, Math.floor(pageSize))
  let after: TimelinePlace | undefined
  for (;;) {
    const places = placesOf(account, span, after)
    const rows = await connection.run('timeline', 'readonly', ['messages'], (reading) =>
      reading.objectStore('messages').index('byTime').getAll(places, size),
    )
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < size) return
    after = [last.account, last.sentAt, last.order, last.key]
  }
}

/** How many messages `scanMessages` would give. @throws ArchiveError */
export async function countMessages(connection: Connection, range: MessageRange): Promise<number> {
  if (isEmpty(range)) return 0
  return await connection.run('count', 'readonly', ['messages', 'aliases'], async (reading) => {
    const family = await readFamily(reading.objectStore('aliases'), range.conversation)
    const index = reading.objectStore('messages').index('byPlace')
    const counts = await Promise.all(sameIds(family, range.conversation).map((id) => index.count(placesOf(id, range))))
    return counts.reduce((sum, count) => sum + count, 0)
  })
}

/** The last messages of a conversation and of all that was merged with it, oldest first. @throws ArchiveError */
export async function latestMessages(connection: Connection, id: ContactId, limit: number): Promise<Message[]> {
  if (!(limit > 0)) return []
  return await connection.run('latest', 'readonly', ['messages', 'aliases'], async (reading) => {
    const ids = sameIds(await readFamily(reading.objectStore('aliases'), id), id)
    const index = reading.objectStore('messages').index('byPlace')
    const found = await Promise.all(
      ids.map(async (each) => {
        const messages = []
        let cursor = await index.openCursor(placesOf(each, {}), 'prev')
        while (cursor && messages.push(cursor.value) < limit) cursor = await cursor.continue()
        return messages
      }),
    )
    return found.flat().sort(comparePlace).slice(-limit)
  })
}

/** All ids under which messages of this conversation are stored. @throws ArchiveError */
export async function conversationIds(connection: Connection, id: ContactId): Promise<ContactId[]> {
  return await connection.run('aliases', 'readonly', ['aliases'], async (reading) =>
    sameIds(await readFamily(reading.objectStore('aliases'), id), id),
  )
}

/** The messages of one stored conversation id, in pages of `chunk`. */
async function* strand(
  connection: Connection,
  id: ContactId,
  range: MessageRange,
  chunk: number,
): AsyncGenerator<Message[]> {
  let after: MessagePlace | undefined
  for (;;) {
    const places = placesOf(id, range, after)
    const rows = await connection.run('scan', 'readonly', ['messages'], (reading) =>
      reading.objectStore('messages').index('byPlace').getAll(places, chunk),
    )
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < chunk) return
    after = [last.conversation, last.sentAt, last.order, last.key]
  }
}

/** Several ordered strands as one. */
async function* merge(strands: AsyncGenerator<Message[]>[]): AsyncGenerator<Message> {
  const heads: Head[] = []
  for (const rest of strands) {
    const head = { rows: [], at: 0, rest }
    if (await fill(head)) heads.push(head)
  }
  while (heads.length > 0) {
    const next = heads.reduce((best, head) => (comparePlace(current(head), current(best)) < 0 ? head : best))
    yield current(next)
    next.at += 1
    if (!(await fill(next))) heads.splice(heads.indexOf(next), 1)
  }
}

/** A strand as far as it was read: `at` is the next of `rows` to hand out. */
interface Head {
  rows: Message[]
  at: number
  rest: AsyncGenerator<Message[]>
}

/** Sees to it that there is a current message; false at the end of the strand. */
async function fill(head: Head): Promise<boolean> {
  if (head.at < head.rows.length) return true
  const next = await head.rest.next()
  if (next.done) return false
  head.rows = next.value
  head.at = 0
  return true
}

function current(head: Head): Message {
  return head.rows[head.at]!
}

function comparePlace(a: Message, b: Message): number {
  return a.sentAt - b.sentAt || a.order - b.order || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
}

type Span = Pick<MessageRange, 'from' | 'to'>

function isEmpty({ from, to }: Span): boolean {
  return from !== undefined && to !== undefined && from >= to
}

/** Of a conversation, or of an account in the timeline: half-open in time. A shorter array sorts before every longer one with the same start, and an array after every number. */
function placesOf(id: ContactId, range: Span, after?: MessagePlace | TimelinePlace): IDBKeyRange {
  const lower = after ?? (range.from === undefined ? [id] : [id, range.from])
  const upper = range.to === undefined ? [id, []] : [id, range.to]
  return IDBKeyRange.bound(lower, upper, after !== undefined, true)
}
