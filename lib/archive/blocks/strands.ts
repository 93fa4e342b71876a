import type { Message, MessageView } from '../../chat/message.ts'
import type { Place } from '../port.ts'
import { compareAt, placeIn } from './decode.ts'
import type { OpenRests, OpenTexts } from './decode.ts'
import { comparePlacesIn } from './place.ts'
import type { Direction } from './place.ts'

/** Messages that come one after the other in a direction, as far as they are at hand. */
export interface Strand<Given extends MessageView = Message> {
  /** Of the next message; while there is `fetch`, of one that is not after it. Null at the end. */
  place: Place | null
  /** While there is `fetch`: the message of that place was looked at, the next one is behind it. */
  isPassed?: boolean
  /**
   * Moves messages into `into`, those that do not come after `bound`, at most `limit`.
   */
  take(into: Given[], bound: Place | null, limit: number): void
  /** Fetches the next messages, about `limit`. Present while that has to be done before `take` goes on. */
  fetch?: (limit: number) => Promise<void>
}

/** What is given of a message of an opened block. */
export type Give<Given extends MessageView> = (rests: OpenRests, texts: OpenTexts, index: number) => Given

export const giveRecord: Give<Message> = (rests, texts, index) => rests.message(index, texts)
export const giveView: Give<MessageView> = (rests, texts, index) => rests.view(index, texts)

/** The messages of an opened block at `indexes`, which go in the direction already. */
export function blockStrand<Given extends MessageView>(
  rests: OpenRests,
  texts: OpenTexts,
  direction: Direction,
  indexes: { start: number; end: number } | readonly number[],
  give: Give<Given>,
): Strand<Given> {
  const isList = 'length' in indexes
  const step = direction === 'newer' ? 1 : -1
  const count = isList ? indexes.length : indexes.end - indexes.start
  const indexOf = (nth: number): number =>
    isList ? indexes[nth]! : step > 0 ? indexes.start + nth : indexes.end - 1 - nth
  let nth = 0
  const strand: Strand<Given> = {
    place: count > 0 ? placeIn(rests, indexOf(0)) : null,
    take(into, bound, limit) {
      const isBeyond = (at: number) => bound !== null && compareAt(rests, indexOf(at), bound) * step > 0
      let end = Math.min(count, nth + limit)
      // Mostly all of them come before what bounds them, as the last one shows.
      if (end > nth && isBeyond(end - 1)) {
        end = nth
        while (!isBeyond(end)) end += 1
      }
      for (; nth < end; nth++) into.push(give(rests, texts, indexOf(nth)))
      strand.place = nth < count ? placeIn(rests, indexOf(nth)) : null
    },
  }
  return strand
}

/** An index of messages whose keys are `[of, sentAt, order, key]`. */
export interface PlaceIndex {
  openKeyCursor(range: IDBKeyRange, direction: 'next' | 'prev'): Promise<{ key: unknown } | null>
  getAll(range: IDBKeyRange, count: number): Promise<Message[]>
  openCursor(range: IDBKeyRange, direction: 'prev'): Promise<MessageCursor | null>
  /** Younger than the browsers we support. */
  getAllRecords?: (options: {
    query: IDBKeyRange
    count: number
    direction: 'prev'
  }) => Promise<readonly { value: Message }[]>
}
interface MessageCursor {
  value: Message
  continue(): Promise<MessageCursor | null>
}

/** Half-open in time, and exclusively after a place in the direction of reading. */
export interface Reach {
  /** ms, inclusive. */
  from?: number
  /** ms, exclusive. */
  to?: number
  after: Place | null
}

/**
 * Keys of `of` within reach. A shorter array sorts before every longer one with the same start, and an array after every number.
 */
export function keysWithin(of: string, { from, to, after }: Reach, direction: Direction): IDBKeyRange | null {
  let lower: unknown[] = from === undefined ? [of] : [of, from]
  let upper: unknown[] = to === undefined ? [of, []] : [of, to]
  let isAfter = false
  if (after) {
    const place = [of, after.sentAt, after.order, after.key]
    if (direction === 'newer' && (from === undefined || after.sentAt >= from)) {
      lower = place
      isAfter = true
    }
    if (direction === 'older' && (to === undefined || after.sentAt < to)) upper = place
  }
  return indexedDB.cmp(lower, upper) < 0 ? IDBKeyRange.bound(lower, upper, isAfter, true) : null
}

/**
 * The hot messages of `of` within reach, those that `accept` takes. They are read when their turn comes: until then only where they
 * begin is known.
 */
export async function hotStrand(
  index: PlaceIndex,
  of: string,
  reach: Reach,
  direction: Direction,
  accept: (message: Message) => boolean = () => true,
): Promise<Strand> {
  let { after } = reach
  let rows: Message[] = []
  let nth = 0
  let isLast = false

  async function fetch(limit: number): Promise<void> {
    const range = keysWithin(of, { ...reach, after }, direction)
    const found = range ? await readRows(index, range, limit, direction) : []
    isLast = found.length < limit
    after = found.at(-1) ?? after
    rows = found.filter(accept)
    nth = 0
    strand.place = rows[0] ?? (isLast ? null : after)
    strand.isPassed = rows.length === 0
    if (rows.length > 0 || isLast) delete strand.fetch
  }

  const range = keysWithin(of, reach, direction)
  const first = range && (await index.openKeyCursor(range, direction === 'newer' ? 'next' : 'prev'))
  const strand: Strand = {
    place: first ? toPlace(first.key) : null,
    fetch,
    take(into, bound, limit) {
      const end = Math.min(rows.length, nth + limit)
      for (; nth < end; nth++) {
        const message = rows[nth]!
        if (bound && comparePlacesIn(direction, message, bound) > 0) break
        into.push(message)
      }
      if (nth < rows.length) strand.place = rows[nth]!
      else if (isLast) strand.place = null
      // The next one is not known: nowhere before this one.
      else Object.assign(strand, { place: after, fetch, isPassed: true })
    },
  }
  return strand
}

function toPlace(key: unknown): Place {
  const [, sentAt, order, last] = key as [string, number, number, string]
  return { sentAt, order, key: last }
}

async function readRows(
  index: PlaceIndex,
  range: IDBKeyRange,
  count: number,
  direction: Direction,
): Promise<Message[]> {
  if (direction === 'newer') return await index.getAll(range, count)
  if (index.getAllRecords) {
    const records = await index.getAllRecords({ query: range, count, direction: 'prev' })
    return records.map(({ value }) => value)
  }
  const rows: Message[] = []
  let cursor = await index.openCursor(range, 'prev')
  while (cursor && rows.push(cursor.value) < count) cursor = await cursor.continue()
  return rows
}
