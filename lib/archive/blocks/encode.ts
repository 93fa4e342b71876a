import type { Message } from '../../chat/message.ts'
import { foldForSearch } from '../../search/fold.ts'
import { createSignature } from '../../search/grams.ts'
import type { Limits } from '../limits.ts'
import type { Block } from './block.ts'
import { joinTexts, packColumn, packSteps } from './column.ts'
import type { Column, JoinedTexts, Steps } from './column.ts'
import { gzip } from './gzip.ts'
import { hashKeys, keyGroup } from './keys.ts'
import { comparePlaces } from './place.ts'
import { encodeSegments } from './segment-code.ts'
import type { SegmentCode } from './segment-code.ts'

/** What was said, and under which name: what may hold letters of any writing. */
export interface TextColumns {
  /** A list in blocks of the first days of version 4. */
  texts: JoinedTexts | string[]
  segments: Column<SegmentCode>
  authorNames: Column<Message['authorName']>
}

/** The rest, mostly ASCII, which engines keep in one byte a character. Of what a message may lack, null. */
export interface RestColumns {
  keyGroups: Column<string>
  /** A list in blocks of the first days of version 4. */
  keyRests: Column<string> | string[]
  sentAt: Steps
  /** After `sentAt`, ms; `receivedAt` itself where that is no whole number. */
  delays: Column<number> | null
  receivedAt: Column<number> | null
  orders: Column<number>
  epochs: Column<string>
  kinds: Column<Message['kind']>
  directions: Column<Message['direction']>
  authors: Column<Message['author']>
  mentions: Column<boolean>
  sources: Column<Message['source']>
  outboxIds: Column<Message['outboxId']>
  arrivals: Column<number | null>
  importIds: Column<string | null>
  exportIds: Column<string | null>
  recalls: Column<true | null>
}

/** Cuts messages of one conversation, in order, into what becomes a block each. */
export function* cutIntoBlocks(
  messages: readonly Message[],
  { blockMessages, blockUnits }: Pick<Limits, 'blockMessages' | 'blockUnits'>,
): Generator<Message[]> {
  let start = 0
  let units = 0
  for (const [index, { text }] of messages.entries()) {
    units += text.length
    if (index - start + 1 < blockMessages && units < blockUnits && index < messages.length - 1) continue
    yield messages.slice(start, index + 1)
    start = index + 1
    units = 0
  }
}

/**
 * Makes a block of messages of one conversation id, at least one. Raw items and segments have to be JSON, as those from a wire or a
 * file are.
 */
export async function encodeBlock(id: string, unsorted: readonly Message[], importId: string | null): Promise<Block> {
  const messages = unsorted.toSorted(comparePlaces)
  const first = messages[0]!
  const last = messages.at(-1)!
  const keys = messages.map(({ key }) => key)
  const texts = JSON.stringify(textColumns(messages))
  const rests = JSON.stringify(restColumns(messages))
  const raws = await encodeRaws(messages)
  const signature = createSignature(messages.map(({ text }) => foldForSearch(text)))
  const hashes = hashKeys(keys)
  return {
    head: {
      id,
      account: first.account,
      conversation: first.conversation,
      count: messages.length,
      firstAt: first.sentAt,
      firstOrder: first.order,
      firstKey: first.key,
      lastAt: last.sentAt,
      lastOrder: last.order,
      lastKey: last.key,
      bytes: stringBytes(texts) + stringBytes(rests) + raws.length + signature.length + hashes.length,
      importId,
      keyGroups: [...new Set(keys.map(keyGroup))],
    },
    texts: { id, body: texts },
    rests: { id, body: rests },
    raws: { id, body: raws },
    search: { id, signature },
    keys: { id, hashes },
  }
}

function textColumns(messages: readonly Message[]): TextColumns {
  return {
    texts: joinTexts(messages.map(({ text }) => text)),
    segments: packColumn(messages.map(({ segments, text }) => encodeSegments(segments, text))),
    authorNames: packColumn(messages.map(({ authorName }) => authorName)),
  }
}

function restColumns(messages: readonly Message[]): RestColumns {
  const pack = <T>(of: (message: Message) => T): Column<T> => packColumn(messages.map(of))
  const areWhole = messages.every(
    ({ sentAt, receivedAt }) => Number.isSafeInteger(sentAt) && Number.isSafeInteger(receivedAt),
  )
  return {
    keyGroups: pack(({ key }) => keyGroup(key)),
    keyRests: pack(({ key }) => key.slice(keyGroup(key).length)),
    sentAt: packSteps(messages.map(({ sentAt }) => sentAt)),
    delays: areWhole ? pack(({ sentAt, receivedAt }) => receivedAt - sentAt) : null,
    receivedAt: areWhole ? null : pack(({ receivedAt }) => receivedAt),
    orders: pack(({ order }) => order),
    epochs: pack(({ epoch }) => epoch),
    kinds: pack(({ kind }) => kind),
    directions: pack(({ direction }) => direction),
    authors: pack(({ author }) => author),
    mentions: pack(({ mentionsMe }) => mentionsMe),
    sources: pack(({ source }) => source),
    outboxIds: pack(({ outboxId }) => outboxId),
    arrivals: pack(({ arrival }) => arrival ?? null),
    importIds: pack(({ importId }) => importId ?? null),
    exportIds: pack(({ exportId }) => exportId ?? null),
    recalls: pack(({ recalled }) => recalled ?? null),
  }
}

async function encodeRaws(messages: readonly Message[]): Promise<Uint8Array<ArrayBuffer>> {
  if (messages.every(({ raw }) => raw === null)) return new Uint8Array()
  return await gzip(JSON.stringify(messages.map(({ raw }) => raw)))
}

/** Engines keep a string in one byte a character when it has no other than Latin-1. */
function stringBytes(text: string): number {
  return /[^\0-\u00FF]/.test(text) ? text.length * 2 : text.length
}
