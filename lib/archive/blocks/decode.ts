import type { ContactId } from '../../chat/contact.ts'
import type { AccountId } from '../../chat/handle.ts'
import type { Message, MessageView } from '../../chat/message.ts'
import type { Place } from '../port.ts'
import type { BlockHead } from './block.ts'
import { openColumn, openSteps } from './column.ts'
import type { ReadColumn } from './column.ts'
import type { RestColumns, TextColumns } from './encode.ts'
import { gunzip } from './gzip.ts'
import { comparePlaces, firstPlace, lastPlace } from './place.ts'
import { SealedView } from './sealed-view.ts'
import { decodeSegments } from './segment-code.ts'
import type { SegmentCode } from './segment-code.ts'

/** What was said in a block, by the place of a message in it, from 0. */
export interface OpenTexts {
  count: number
  text: ReadColumn<string>
  segments: ReadColumn<SegmentCode>
  authorName: ReadColumn<Message['authorName']>
}

/** Everything of a block but texts and raw items, by the place of a message in it. */
export interface RestReaders {
  conversation: ContactId
  sentAt: number[]
  key(index: number): string
  epoch: ReadColumn<Message['epoch']>
  kind: ReadColumn<Message['kind']>
  direction: ReadColumn<Message['direction']>
  author: ReadColumn<Message['author']>
  mentionsMe: ReadColumn<boolean>
  receivedAt: ReadColumn<number>
  order: ReadColumn<number>
  source: ReadColumn<Message['source']>
  outboxId: ReadColumn<Message['outboxId']>
  arrival: ReadColumn<number | null>
  importId: ReadColumn<string | null>
  exportId: ReadColumn<string | null>
  recalled: ReadColumn<true | null>
}

/** The same, opened. */
export interface OpenRests extends RestReaders {
  count: number
  /** The message with its text; `raw` is null, as its raw item is not read. */
  message(index: number, texts: OpenTexts): Message
  /** The same message as it lies there. */
  view(index: number, texts: OpenTexts): MessageView
}

/** @throws Error when it is not what was written. */
export function openTexts({ count }: BlockHead, body: string): OpenTexts {
  const columns: TextColumns = JSON.parse(body)
  const { texts } = columns
  return {
    count,
    text: openColumn(Array.isArray(texts) ? { each: texts } : texts, count),
    segments: openColumn(columns.segments, count),
    authorName: openColumn(columns.authorNames, count),
  }
}

/** @throws Error when it is not what was written. */
export function openRests(head: BlockHead, body: string): OpenRests {
  const { count, account, conversation } = head
  const columns: RestColumns = JSON.parse(body)
  const sentAt = openSteps(columns.sentAt, count)
  const group = openColumn(columns.keyGroups, count)
  const { keyRests } = columns
  const keyRest = openColumn(Array.isArray(keyRests) ? { each: keyRests } : keyRests, count)
  const readers: RestReaders = {
    conversation,
    sentAt,
    key: (index) => group(index) + keyRest(index),
    epoch: openColumn(columns.epochs, count),
    kind: openColumn(columns.kinds, count),
    direction: openColumn(columns.directions, count),
    author: openColumn(columns.authors, count),
    mentionsMe: openColumn(columns.mentions, count),
    receivedAt: readReceived(columns, sentAt),
    order: openColumn(columns.orders, count),
    source: openColumn(columns.sources, count),
    outboxId: openColumn(columns.outboxIds, count),
    arrival: openColumn(columns.arrivals, count),
    importId: openColumn(columns.importIds, count),
    exportId: openColumn(columns.exportIds, count),
    recalled: openColumn(columns.recalls, count),
  }
  const rests: OpenRests = {
    ...readers,
    count,
    message: (index, texts) => recordOf(readers, account, index, texts),
    view: (index, texts) => new SealedView(readers, texts, index),
  }
  const isWhole =
    comparePlaces(placeIn(rests, 0), firstPlace(head)) === 0 &&
    comparePlaces(placeIn(rests, count - 1), lastPlace(head)) === 0
  if (!isWhole) throw new Error('a block is not where its head says')
  return rests
}

function recordOf(rests: RestReaders, account: AccountId, index: number, texts: OpenTexts): Message {
  const text = texts.text(index)
  const message: Message = {
    key: rests.key(index),
    account,
    epoch: rests.epoch(index),
    conversation: rests.conversation,
    kind: rests.kind(index),
    direction: rests.direction(index),
    author: rests.author(index),
    authorName: texts.authorName(index),
    segments: decodeSegments(texts.segments(index), text),
    text,
    mentionsMe: rests.mentionsMe(index),
    sentAt: rests.sentAt[index]!,
    receivedAt: rests.receivedAt(index),
    order: rests.order(index),
    source: rests.source(index),
    raw: null,
    outboxId: rests.outboxId(index),
  }
  const arrived = rests.arrival(index)
  if (arrived !== null) message.arrival = arrived
  const imported = rests.importId(index)
  if (imported !== null) message.importId = imported
  const exported = rests.exportId(index)
  if (exported !== null) message.exportId = exported
  if (rests.recalled(index)) message.recalled = true
  return message
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
