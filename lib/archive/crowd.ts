import type { AccountId } from '../chat/handle.ts'
import type { Message } from '../chat/message.ts'
import type { BlockHead } from './blocks/block.ts'
import type { Library } from './blocks/library.ts'
import { giveRecord } from './blocks/strands.ts'
import { comparePlaces } from './blocks/place.ts'
import { blockMessages, headsAhead, PAGE_STORES, readPage } from './blocks/read-page.ts'
import type { Limits } from './limits.ts'

/** Half-open, ms; absent: unbounded. */
interface Span {
  from?: number
  to?: number
}

/** What a message takes beside its text, in units of text, about. */
const MESSAGE_UNITS = 240
/** Blocks that are opened at once. */
const GROUP = 32
/** Messages that are asked for at once, at most. */
const MOST = 2 ** 31

/**
 * Whether so many conversations went on at the same time that their open blocks do not fit into memory: then each page of a timeline
 * would open all of them anew.
 */
export function isCrowd(heads: readonly BlockHead[], most: number): boolean {
  const endings = heads.toSorted((a, b) => a.lastAt - b.lastAt)
  let open = 0
  let ended = 0
  for (const { firstAt, bytes } of heads) {
    while ((endings[ended]?.lastAt ?? firstAt) < firstAt) open -= endings[ended++]!.bytes
    open += bytes
    if (open > most) return true
  }
  return false
}

/**
 * The messages of a crowded account in order, in slabs: everything of a span of time, as much as fits into memory, so that a block is
 * opened once a slab. They end with the last block: what is behind it, and what comes meanwhile, is for others to read.
 *
 * @throws ArchiveError
 */
export async function* slabsOf(
  library: Library,
  account: AccountId,
  span: Span,
  { slabUnits }: Pick<Limits, 'slabUnits'>,
): AsyncGenerator<Message[]> {
  const heads = await library.read('scan', PAGE_STORES, async (_, all) => within(library, all.ofAccount(account), span))
  const [first] = heads
  if (!first) return
  const end = heads.reduce((last, { lastAt }) => Math.max(last, lastAt + 1), 0)
  let from = span.from ?? Number.NEGATIVE_INFINITY
  let start = Math.max(first.firstAt, from)
  const bytes = heads.reduce((sum, head) => sum + head.bytes, 0)
  let width = Math.max(1, Math.floor(((end - start) * slabUnits) / Math.max(1, bytes)))
  while (start < end) {
    const to = Math.min(start + width, end, span.to ?? end)
    const most = width > 1 ? 2 * slabUnits : Number.POSITIVE_INFINITY
    const slab = await readSlab(library, account, { from, to }, most)
    if (slab) {
      if (slab.messages.length > 0) yield slab.messages
      from = start = to
      if (to === span.to) return
    }
    const share = slab ? slabUnits / Math.max(1, slab.units) : 1 / 4
    width = Math.max(1, Math.floor(width * Math.min(4, share)))
  }
}

function within(library: Library, heads: readonly BlockHead[], span: Span): BlockHead[] {
  return headsAhead(library.sound(heads), { ...span, after: null, direction: 'newer' })
}

/** Everything of a span of time in order; null when it is more than `most`, in units of text. */
async function readSlab(
  library: Library,
  account: AccountId,
  span: Required<Span>,
  most: number,
): Promise<{ messages: Message[]; units: number } | null> {
  // First those that are not sealed: one that is sealed meanwhile is there twice, not nowhere.
  const limit = Math.min(MOST, Math.floor(most / MESSAGE_UNITS) + 1)
  const query = { scope: { accounts: [account] }, ...span, after: null, direction: 'newer', limit } as const
  const messages = await library.read('scan', PAGE_STORES, (reading) =>
    readPage(reading, [], library.bodies, query, giveRecord),
  )
  let units = unitsOf(messages)
  const done = new Set<string>()
  while (units <= most) {
    const group = await library.read('scan', PAGE_STORES, async (reading, heads) => {
      const left = within(library, heads.ofAccount(account), span).filter(({ id }) => !done.has(id))
      const those = left.slice(0, GROUP)
      const found = await Promise.all(those.map((head) => blockMessages(reading, head, library.bodies, span)))
      return { found: found.flat(), ids: those.map(({ id }) => id) }
    })
    if (group.ids.length === 0) return { messages: inOrder(messages), units }
    for (const id of group.ids) done.add(id)
    for (const message of group.found) messages.push(message)
    units += unitsOf(group.found)
  }
  return null
}

function unitsOf(messages: readonly Message[]): number {
  return messages.reduce((sum, { text }) => sum + text.length + MESSAGE_UNITS, 0)
}

/** Each once: blocks may have been made or cut while they were read. */
function inOrder(messages: Message[]): Message[] {
  messages.sort(comparePlaces)
  return messages.filter((message, index) => index === 0 || comparePlaces(message, messages[index - 1]!) !== 0)
}
