import type { ContactId } from '../../chat/contact.ts'
import type { AccountId } from '../../chat/handle.ts'
import type { Message, MessageView } from '../../chat/message.ts'
import type { Transaction } from '../connection.ts'
import type { StoreName } from '../schema.ts'
import type { BlockHead } from './block.ts'
import type { Bodies } from './bodies.ts'
import { indexAt, placeIn } from './decode.ts'
import type { OpenRests, OpenTexts } from './decode.ts'
import { mergeStrands } from './merge.ts'
import { comparePlaces, comparePlacesIn, farPlace, lastPlace, nearPlace } from './place.ts'
import type { Direction } from './place.ts'
import type { Heads } from './shelf.ts'
import { blockStrand, hotStrand } from './strands.ts'
import type { Give, Reach, Strand } from './strands.ts'

/** Messages of stored conversation ids, or of accounts. */
export type Scope = { ids: readonly ContactId[] } | { accounts: readonly AccountId[] }

export interface PageQuery extends Reach {
  scope: Scope
  direction: Direction
  limit: number
}

/** What a transaction has to cover for `readPage`. */
export const PAGE_STORES: StoreName[] = ['messages', 'marks', 'blocks', 'blockTexts', 'blockRests']

/** Hot messages fetched at first where there are blocks as well: they may be few and far between. */
const FIRST_FETCH = 32
/** With many merged conversations each one is still read in pieces of at least this many. */
const LEAST_FETCH = 50
/** Somebody who takes as many at once goes through all of it, and will not come back to a block. */
const WHOLESALE = 500

/**
 * The next `limit` messages in a direction, hot and sealed ones in one order, as this transaction sees them. A block is opened only
 * when its turn comes. Hot ones are records anyway; `give` says what of sealed ones is given.
 *
 * @throws BlockDamaged
 */
export async function readPage<Given extends MessageView>(
  reading: Transaction<IDBTransactionMode>,
  heads: readonly BlockHead[],
  bodies: Bodies,
  query: PageQuery,
  give: Give<Given>,
  asked?: AskedPage,
): Promise<(Given | Message)[]> {
  const { scope, direction, limit } = query
  const ahead = headsAhead(heads, query)
  const { hot, parts: before } = asked ?? askPage(reading, heads, bodies, query)
  const parts = askParts(reading, ahead, bodies, query, before)
  const opened = new Map<Strand<Given | Message>, BlockHead>()
  const share = 'ids' in scope ? Math.ceil(limit / scope.ids.length) : limit
  const most = Math.min(limit, Math.max(LEAST_FETCH, share))
  const { messages } = await mergeStrands<Given | Message>({
    direction,
    limit,
    strands: await hot,
    later: ahead.map((head) => ({
      near: nearPlace(head, direction),
      async open() {
        const [rests, texts] = await (parts.get(head.id) ?? partsOf(reading, head, bodies))
        const strand = blockStrand(rests, texts, direction, indexesWithin(rests, query), give)
        opened.set(strand, head)
        return strand
      },
    })),
    fetches: { first: ahead.length > 0 ? Math.min(FIRST_FETCH, most) : most, most },
    ended(strand) {
      const head = opened.get(strand)
      if (head && isWholesale(query)) bodies.release(head)
    },
  })
  return messages
}

function partsOf(
  reading: Transaction<IDBTransactionMode>,
  head: BlockHead,
  bodies: Bodies,
): Promise<[OpenRests, OpenTexts]> {
  return Promise.all([bodies.rests(reading, head), bodies.texts(reading, head)])
}

/** What a page needs, asked of the engine and on its way. */
export interface AskedPage {
  hot: Promise<Strand[]>
  parts: AskedParts
}
/** By the id of the block. */
type AskedParts = Map<string, Promise<[OpenRests, OpenTexts]>>

/**
 * Asks for all that a page needs at once: a busy worker hears of each answer only when it has time, and one question after the other
 * would wait for it each time. `heads` may be those of a little while ago: blocks never change, and what is missing is asked for later.
 */
export function askPage(
  reading: Transaction<IDBTransactionMode>,
  heads: readonly BlockHead[],
  bodies: Bodies,
  query: PageQuery,
): AskedPage {
  const hot = hotStrands(reading, query)
  // Whether something fails is looked at when its turn comes, or never.
  hot.catch(() => undefined)
  return { hot, parts: askParts(reading, headsAhead(heads, query), bodies, query, new Map()) }
}

/** Asks for the parts of the first blocks that are not in `asked` yet, of somebody who goes through all of them. */
function askParts(
  reading: Transaction<IDBTransactionMode>,
  ahead: readonly BlockHead[],
  bodies: Bodies,
  query: PageQuery,
  asked: AskedParts,
): AskedParts {
  if (!isWholesale(query)) return asked
  const wanted: BlockHead[] = []
  for (let nth = 0, messages = 0; nth < ahead.length && messages < query.limit; nth += 1) {
    const head = ahead[nth]!
    messages += head.count
    if (!asked.has(head.id)) wanted.push(head)
  }
  for (const [id, parts] of bodies.parts(reading, wanted)) {
    parts.catch(() => undefined)
    asked.set(id, parts)
  }
  return asked
}

/** Somebody who goes through all of it. */
export function isWholesale({ direction, limit }: Pick<PageQuery, 'direction' | 'limit'>): boolean {
  return direction === 'newer' && limit >= WHOLESALE
}

/** The messages of one block within a span of time, in order. It is opened for them alone. @throws BlockDamaged */
export async function blockMessages(
  reading: Transaction<IDBTransactionMode>,
  head: BlockHead,
  bodies: Bodies,
  span: Omit<Reach, 'after'>,
): Promise<Message[]> {
  const [rests, texts] = await partsOf(reading, head, bodies)
  bodies.release(head)
  const { start, end } = indexesWithin(rests, { ...span, after: null, direction: 'newer' })
  return Array.from({ length: end - start }, (_, nth) => rests.message(start + nth, texts))
}

/** The blocks that have messages within reach, in the order in which they begin. */
export function headsAhead(
  heads: readonly BlockHead[],
  { from, to, after, direction }: Reach & { direction: Direction },
): BlockHead[] {
  return (direction === 'newer' ? heads : fromTheEnd(heads)).filter(
    (head) =>
      (from === undefined || head.lastAt >= from) &&
      (to === undefined || head.firstAt < to) &&
      (after === null || comparePlacesIn(direction, farPlace(head, direction), after) > 0),
  )
}

/** Lists of blocks in order of their last message, the newest first: every page of a search asks for them. */
const ended = new WeakMap<readonly BlockHead[], BlockHead[]>()

function fromTheEnd(heads: readonly BlockHead[]): BlockHead[] {
  const known = ended.get(heads)
  if (known) return known
  const sorted = heads.toSorted((a, b) => b.lastAt - a.lastAt || comparePlaces(lastPlace(b), lastPlace(a)))
  ended.set(heads, sorted)
  return sorted
}

/** The hot messages of each conversation, or of each account. */
export async function hotStrands(
  reading: Transaction<IDBTransactionMode>,
  { scope, direction, ...reach }: Reach & Pick<PageQuery, 'scope' | 'direction'>,
  accept?: (message: Message) => boolean,
): Promise<Strand[]> {
  const store = reading.objectStore('messages')
  const [index, those] =
    'accounts' in scope ? [store.index('byTime'), scope.accounts] : [store.index('byPlace'), scope.ids]
  return await Promise.all(those.map((one) => hotStrand(index, one, reach, direction, accept)))
}

/** Which messages of a block are within reach. */
export function indexesWithin(
  rests: OpenRests,
  { from, to, after, direction }: Reach & { direction: Direction },
): { start: number; end: number } {
  let start = from === undefined ? 0 : indexAt(rests, { sentAt: from, order: Number.NEGATIVE_INFINITY, key: '' })
  let end = to === undefined ? rests.count : indexAt(rests, { sentAt: to, order: Number.NEGATIVE_INFINITY, key: '' })
  if (after) {
    const at = indexAt(rests, after)
    const isThere = at < rests.count && comparePlaces(placeIn(rests, at), after) === 0
    if (direction === 'newer') start = Math.max(start, isThere ? at + 1 : at)
    else end = Math.min(end, at)
  }
  return { start, end: Math.max(start, end) }
}

/** The blocks of a scope, in order of their first message. */
export function headsOf(heads: Heads, scope: Scope): readonly BlockHead[] {
  if ('ids' in scope) return heads.of(scope.ids)
  const [only] = scope.accounts
  if (only !== undefined && scope.accounts.length === 1) return heads.ofAccount(only)
  return heads.all().filter(({ account }) => scope.accounts.includes(account))
}
