import type { Message } from '../../chat/message.ts'
import type { Place } from '../port.ts'
import type { BlockHead } from './block.ts'
import { openColumn, openSteps } from './column.ts'
import type { ReadColumn } from './column.ts'
import type { RestColumns, TextColumns } from './encode.ts'
import { gunzip } from './gzip.ts'
import { comparePlaces, firstPlace, lastPlace } from './place.ts'
import { decodeSegments } from './segment-code.ts'
import type { SegmentCode } from './segment-code.ts'

/** What was said in a block, by the place of a message in it, from 0. */
export interface OpenTexts {
  texts: string[]
  segments: ReadColumn<SegmentCode>
  authorName: ReadColumn<Message['authorName']>
}

/** Everything but texts and raw items. */
export interface OpenRests {
  count: number
  sentAt: number[]
  order: ReadColumn<number>
  key(index: number): string
  /** The message with its text; `raw` is null, as its raw item is not read. */
  message(index: number, texts: OpenTexts): Message
}

/** @throws Error when it is not what was written. */
export function openTexts({ count }: BlockHead, body: string): OpenTexts {
  const columns: TextColumns = JSON.parse(body)
  if (columns.texts.length !== count) throw new Error('a block lacks texts')
  return {
    texts: columns.texts,
    segments: openColumn(columns.segments, count),
    authorName: openColumn(columns.authorNames, count),
  }
}

/** @throws Error when it is not what was written. */
export function openRests(head: BlockHead, body: string): OpenRests {
  const { count, account, conversation } = head
  const columns: RestColumns = JSON.parse(body)
  if (columns.keyRests.length !== count) throw new Error('a block lacks keys')
  const sentAt = openSteps(columns.sentAt, count)
  const group = openColumn(columns.keyGroups, count)
  const order = openColumn(columns.orders, count)
  const receivedAt = readReceived(columns, sentAt)
  const epoch = openColumn(columns.epochs, count)
  const kind = openColumn(columns.kinds, count)
  const direction = openColumn(columns.directions, count)
  const author = openColumn(columns.authors, count)
  const mentionsMe = openColumn(columns.mentions, count)
  const source = openColumn(columns.sources, count)
  const outboxId = openColumn(columns.outboxIds, count)
  const arrival = openColumn(columns.arrivals, count)
  const importId = openColumn(columns.importIds, count)
  const exportId = openColumn(columns.exportIds, count)
  const recalled = openColumn(columns.recalls, count)
  const key = (index: number): string => group(index) + columns.keyRests[index]!

  const rests: OpenRests = {
    count,
    sentAt,
    order,
    key,
    message(index, texts) {
      const text = texts.texts[index]!
      const message: Message = {
        key: key(index),
        account,
        epoch: epoch(index),
        conversation,
        kind: kind(index),
        direction: direction(index),
        author: author(index),
        authorName: texts.authorName(index),
        segments: decodeSegments(texts.segments(index), text),
        text,
        mentionsMe: mentionsMe(index),
        sentAt: sentAt[index]!,
        receivedAt: receivedAt(index),
        order: order(index),
        source: source(index),
        raw: null,
        outboxId: outboxId(index),
      }
      const arrived = arrival(index)
      if (arrived !== null) message.arrival = arrived
      const imported = importId(index)
      if (imported !== null) message.importId = imported
      const exported = exportId(index)
      if (exported !== null) message.exportId = exported
      if (recalled(index)) message.recalled = true
      return message
    },
  }
  const isWhole =
    comparePlaces(placeIn(rests, 0), firstPlace(head)) === 0 &&
    comparePlaces(placeIn(rests, count - 1), lastPlace(head)) === 0
  if (!isWhole) throw new Error('a block is not where its head says')
  return rests
}

function readReceived(columns: RestColumns, sentAt: readonly number[]): ReadColumn<number> {
  if (columns.receivedAt) return openColumn(columns.receivedAt, sentAt.length)
  if (!columns.delays) throw new Error('a block lacks times')
  const delay = openColumn(columns.delays, sentAt.length)
  return (index) => sentAt[index]! + delay(index)
}

export function placeIn(rests: OpenRests, index: number): Place {
  return { sentAt: rests.sentAt[index]!, order: rests.order(index), key: rests.key(index) }
}

/** The index of the first message at or after a place; `count` when there is none. */
export function indexAt(rests: OpenRests, place: Place): number {
  let low = 0
  let high = rests.count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareAt(rests, middle, place) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** As `comparePlaces`, without building a place when the times differ. */
export function compareAt(rests: OpenRests, index: number, place: Place): number {
  return rests.sentAt[index]! - place.sentAt || comparePlaces(placeIn(rests, index), place)
}

/** The raw items of a block, in order. @throws Error when they are not what was written. */
export async function openRaws({ count }: BlockHead, body: Uint8Array<ArrayBuffer>): Promise<unknown[]> {
  if (body.length === 0) return Array.from({ length: count }, () => null)
  const raws: unknown = JSON.parse(await gunzip(body))
  if (!Array.isArray(raws) || raws.length !== count) throw new Error('a block lacks raw items')
  return raws
}
