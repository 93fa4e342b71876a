import type { ContactId } from '../chat/contact.ts'
import type { Message, MessageView } from '../chat/message.ts'
import { sameIds } from '../chat/alias.ts'
import { readFamily } from './alias-family.ts'
import type { BlockHead } from './blocks/block.ts'
import type { Library } from './blocks/library.ts'
import { askPage, headsAhead, headsOf, indexesWithin, isWholesale, PAGE_STORES, readPage } from './blocks/read-page.ts'
import type { AskedPage, PageQuery, Scope } from './blocks/read-page.ts'
import type { Heads } from './blocks/shelf.ts'
import { giveRecord, keysWithin } from './blocks/strands.ts'
import type { Give } from './blocks/strands.ts'
import type { Connection, Transaction } from './connection.ts'
import { isCrowd, slabsOf } from './crowd.ts'
import type { Limits } from './limits.ts'
import type { MessageRange, Place, TimelineQuery } from './port.ts'

/** Messages a page when the caller does not say: few enough to stay small, many enough that the engine is the limit. */
export const DEFAULT_PAGE_SIZE = 2_000

/**
 * The messages of a conversation and of all that was merged with it, in order of (sentAt, order, key), in pages of `pageSize`
 * (the last may be shorter; there are no empty ones). Each page is a transaction of its own, so the consumer may take
 * its time between pages; a message that arrives meanwhile appears if its place is still ahead. Large pages are read one ahead. A
 * message that is sealed meanwhile keeps its place: it comes once. `give` says what of sealed messages is given.
 *
 * @throws ArchiveError
 */
export async function* scanMessages<Given extends MessageView>(
  connection: Connection,
  library: Library,
  give: Give<Given>,
  { conversation, ids, ...span }: MessageRange,
  pageSize = DEFAULT_PAGE_SIZE,
): AsyncGenerator<(Given | Message)[]> {
  if (isEmpty(span)) return
  yield* pages(library, { ids: ids ?? (await conversationIds(connection, conversation)) }, span, pageSize, give)
}

/**
 * The messages of an account, or of one of its conversations, in order of (sentAt, order, key), in pages as with
 * `scanMessages`. Where very many conversations went on at once, what comes meanwhile among messages that are sealed may be left out.
 *
 * @throws ArchiveError
 */
export async function* timelineMessages(
  connection: Connection,
  library: Library,
  limits: Pick<Limits, 'openBytes' | 'slabUnits'>,
  { account, conversation, ...span }: TimelineQuery,
  pageSize = DEFAULT_PAGE_SIZE,
): AsyncGenerator<Message[]> {
  if (isEmpty(span)) return
  if (conversation !== undefined) {
    yield* pages(library, { ids: await conversationIds(connection, conversation) }, span, pageSize, giveRecord)
    return
  }
  const scope = { accounts: [account] }
  const reach = { ...span, after: null, direction: 'newer' } as const
  const isCrowded = await library.read('scan', PAGE_STORES, async (_, heads) =>
    isCrowd(headsAhead(library.sound(heads.ofAccount(account)), reach), limits.openBytes),
  )
  let after: Place | null = null
  if (isCrowded) {
    for await (const page of wholePages(slabsOf(library, account, span, limits), pageSize)) {
      after = placeOf(page.at(-1)!)
      yield page
    }
  }
  yield* pages(library, scope, span, pageSize, giveRecord, after)
}

/** Cut anew into pages of one size. What is left at the end is not given out. */
async function* wholePages(slabs: AsyncIterable<Message[]>, pageSize: number): AsyncGenerator<Message[]> {
  const limit = Math.max(1, Math.floor(pageSize))
  let left: Message[] = []
  for await (const slab of slabs) {
    const all = left.length > 0 ? [...left, ...slab] : slab
    let start = 0
    for (; start + limit <= all.length; start += limit) yield all.slice(start, start + limit)
    left = all.slice(start)
  }
}

async function* pages<Given extends MessageView>(
  library: Library,
  scope: Scope,
  span: Span,
  pageSize: number,
  give: Give<Given>,
  from: Place | null = null,
): AsyncGenerator<(Given | Message)[]> {
  const limit = Math.max(1, Math.floor(pageSize))
  const query: PageQuery = { scope, ...span, after: from, direction: 'newer', limit }
  let next: Promise<(Given | Message)[]> | null = null
  for (;;) {
    const page: (Given | Message)[] = await (next ?? pageAfter(library, query, give))
    const last = page.at(-1)
    if (!last) return
    // Remembered before it is handed out: it is the consumer's then.
    query.after = placeOf(last)
    if (page.length === limit && isWholesale(query)) {
      // Begun now: whoever works on this page has no time to ask for the next one.
      next = pageAfter(library, { ...query }, give)
      // Whether it fails is looked at when its turn comes, or never.
      next.catch(() => undefined)
    }
    yield page
    if (page.length < limit) return
  }
}

async function pageAfter<Given extends MessageView>(
  library: Library,
  query: PageQuery,
  give: Give<Given>,
): Promise<(Given | Message)[]> {
  let asked: AskedPage | undefined
  return await library.read(
    'scan',
    PAGE_STORES,
    (reading, heads) => readPage(reading, soundOf(heads), library.bodies, query, give, asked),
    (reading, heads) => (asked = askPage(reading, soundOf(heads), library.bodies, query)),
  )
  function soundOf(heads: Heads): readonly BlockHead[] {
    return library.sound(headsOf(heads, query.scope))
  }
}

/** How many messages `scanMessages` would give. Of blocks only those are opened that are not wholly in the range. @throws ArchiveError */
export async function countMessages(
  library: Library,
  { conversation, ids: known, ...span }: MessageRange,
): Promise<number> {
  if (isEmpty(span)) return 0
  const reach = { ...span, after: null, direction: 'newer' } as const
  return await library.read('count', [...PAGE_STORES, 'aliases'], async (reading, heads) => {
    const ids = known ?? (await idsOf(reading, conversation))
    const index = reading.objectStore('messages').index('byPlace')
    const sealed = headsAhead(library.sound(heads.of(ids)), reach)
    const counts = await Promise.all([
      ...ids.map((id) => index.count(keysWithin(id, reach, 'newer')!)),
      ...sealed.map(async (head) => {
        const isInside =
          head.firstAt >= (span.from ?? head.firstAt) && head.lastAt < (span.to ?? Number.POSITIVE_INFINITY)
        if (isInside) return head.count
        const { start, end } = indexesWithin(await library.bodies.rests(reading, head), reach)
        return end - start
      }),
    ])
    return counts.reduce((sum, count) => sum + count, 0)
  })
}

/**
 * The next messages of a conversation and of all that was merged with it, from a place on in either direction, that one left
 * out; oldest first. @throws ArchiveError
 */
export async function sliceMessages(
  library: Library,
  conversation: ContactId,
  after: Place | null,
  direction: 'older' | 'newer',
  limit: number,
): Promise<Message[]> {
  if (!(limit > 0)) return []
  const page = await library.read('slice', [...PAGE_STORES, 'aliases'], async (reading, heads) => {
    const ids = await idsOf(reading, conversation)
    const query = { scope: { ids }, after, direction, limit }
    return await readPage(reading, library.sound(heads.of(ids)), library.bodies, query, giveRecord)
  })
  return direction === 'older' ? page.reverse() : page
}

/** All ids under which messages of this conversation are stored. @throws ArchiveError */
export async function conversationIds(connection: Connection, id: ContactId): Promise<ContactId[]> {
  return await connection.run('aliases', 'readonly', ['aliases'], (reading) => idsOf(reading, id))
}

async function idsOf(reading: Transaction<IDBTransactionMode>, id: ContactId): Promise<ContactId[]> {
  return sameIds(await readFamily(reading.objectStore('aliases'), id), id)
}

function placeOf({ sentAt, order, key }: Place): Place {
  return { sentAt, order, key }
}

type Span = Pick<MessageRange, 'from' | 'to'>

function isEmpty({ from, to }: Span): boolean {
  return from !== undefined && to !== undefined && from >= to
}
