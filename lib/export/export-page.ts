import type { ContactId } from '../chat/contact.ts'
import type { MessageView } from '../chat/message.ts'
import { addCounts, countContent } from './content-count.ts'
import { toExportedMessage } from './exported-message.ts'
import type { AutoReplies } from './exported-message.ts'
import type { ExportedMessage } from './format.ts'
import { slicePageBytes, toPageBytes } from './page-bytes.ts'
import type { PageBytes } from './page-bytes.ts'
import type { ExportSource } from './ports.ts'
import type { Redactor } from './redact.ts'

/** Messages of a conversation on their way into files, at least one. */
export interface ExportPage {
  /** As the archive has them. */
  stored: readonly MessageView[]
  /** The number of the first one in the conversation, from 1. */
  first: number
  /** As files of ours have them. */
  bytes: PageBytes
  /** As files show them: made when the first format asks, as files of ours do without. */
  messages(): readonly ExportedMessage[]
  /** What files tell of them beside themselves. */
  tally(): Readonly<PageTally>
  /** Those from one index up to another. */
  slice(from: number, to: number): ExportPage
}

export interface PageTally {
  /** Who wrote them, as files show it, but for the account. */
  authors: Set<ContactId>
  /** How many hold what. */
  content: Record<string, number>
  /** How many came from imported files. */
  imported: number
}

/** How messages become those that files show. */
export interface Wording {
  canonical: ExportSource['canonical']
  replies: AutoReplies
  redactor: Redactor | null
}

/** `isLinked`: of the index of a message, whether it has a link of the chain; the last one always has. */
export function createPage(
  stored: readonly MessageView[],
  first: number,
  { canonical, replies, redactor }: Wording,
  isLinked: (index: number) => boolean,
): ExportPage {
  const wordOf = (message: MessageView, index: number): ExportedMessage => {
    const worded = toExportedMessage(message, first + index, canonical, replies)
    return redactor?.message(worded) ?? worded
  }
  const last = stored.length - 1
  const { bytes, worded } = toPageBytes(
    stored,
    { first, canonical, wordOf, isEachWorded: redactor !== null },
    (index) => index === last || isLinked(index),
  )
  const messages = once(() => stored.map((message, index) => worded[index] ?? wordOf(message, index)))
  return pageOf({ stored, first, bytes, worded, canonical, messages }, 0, stored.length)
}

interface Whole {
  stored: readonly MessageView[]
  first: number
  bytes: PageBytes
  /** By index those that are more than their text; the others are that. */
  worded: readonly (ExportedMessage | undefined)[]
  canonical: ExportSource['canonical']
  messages: () => readonly ExportedMessage[]
}

function pageOf(whole: Whole, from: number, to: number): ExportPage {
  const isWhole = from === 0 && to === whole.stored.length
  const page: ExportPage = {
    stored: isWhole ? whole.stored : whole.stored.slice(from, to),
    first: whole.first + from,
    bytes: isWhole ? whole.bytes : slicePageBytes(whole.bytes, from, to),
    messages: () => (isWhole ? whole.messages() : whole.messages().slice(from, to)),
    tally: once(() => tallyOf(whole, from, to)),
    slice: (start, end) => (start === 0 && end === to - from ? page : pageOf(whole, from + start, from + end)),
  }
  return page
}

function tallyOf({ stored, worded, canonical }: Whole, from: number, to: number): PageTally {
  const authors = new Set<ContactId>()
  const content: Record<string, number> = {}
  let imported = 0
  let plain = 0
  for (let index = from; index < to; index++) {
    const message = stored[index]!
    const shown = worded[index]
    if (shown) countContent(content, shown)
    // In the order in which the kinds came, wherever pages begin.
    else if (plain++ === 0) content['text'] ??= 0
    const author = shown ? shown.author : message.author
    if (author !== null) authors.add(shown ? author : canonical(author))
    if (message.importId !== undefined) imported += 1
  }
  if (plain > 0) addCounts(content, { text: plain })
  return { authors, content, imported }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
}
