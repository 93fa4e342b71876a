import type { ContactId } from '../chat/contact.ts'
import type { Message } from '../chat/message.ts'
import { foldForSearch, foldLines } from '../search/fold.ts'
import { compilePieces } from '../search/grams.ts'
import type { BlockHead } from './blocks/block.ts'
import type { OpenTexts } from './blocks/decode.ts'
import type { Library } from './blocks/library.ts'
import { mergeStrands } from './blocks/merge.ts'
import type { Merged } from './blocks/merge.ts'
import { lastPlace } from './blocks/place.ts'
import { headsAhead, headsOf, hotStrands, indexesWithin, PAGE_STORES } from './blocks/read-page.ts'
import type { Scope } from './blocks/read-page.ts'
import { blockStrand, giveRecord } from './blocks/strands.ts'
import type { Reach, Strand } from './blocks/strands.ts'
import type { Connection, Transaction } from './connection.ts'
import { createPace } from './pace.ts'
import type { Pace } from './pace.ts'
import type { CandidateQuery, Candidates, Place } from './port.ts'
import { conversationIds } from './scan.ts'
import type { StoreName } from './schema.ts'
import { signatureAt } from './signatures.ts'

/** Messages a page. */
const PAGE = 200
/** As many blocks are opened at once when they are the last. */
const FEW = 64
/** Signatures asked for a page. */
const SIGNATURES_A_PAGE = 4_096
/** Hot messages read at a time, and how often for a page. */
const HOT = { first: 100, most: 800, times: 6 }

/** What a page is read from. */
const STORES: StoreName[] = [...PAGE_STORES, 'blockSearch', 'accounts']

type Reading = Transaction<'readonly'>

/**
 * Messages that may be found, newest first. Blocks are passed over whose signature lacks one of the pieces; the others are
 * opened, and their texts looked through.
 *
 * @throws ArchiveError
 */
export async function* findCandidates(
  connection: Connection,
  library: Library,
  query: CandidateQuery,
  signal?: AbortSignal,
): AsyncGenerator<Candidates> {
  const { from, to } = query
  if (from !== undefined && to !== undefined && from >= to) return
  const scope = await scopeOf(connection, query)
  const may = compilePieces(query)
  const wanted: Search['wanted'] = new Map()
  const pace = createPace()
  let after: Place | null = null
  for (;;) {
    if (signal?.aborted) return
    const reach: Reach = { after, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
    const search: Search = { scope, reach, query, may, wanted, pace, ...pace.next() }
    const found: Merged = await library.read('candidates', STORES, (reading, heads) =>
      readCandidates(reading, library, library.sound(scope ? headsOf(heads, scope) : heads.all()), search),
    )
    if (signal?.aborted) return
    yield { messages: found.messages, downTo: found.resume?.sentAt ?? from ?? 0 }
    if (!found.resume) return
    after = found.resume
    pace.gave(found.messages.length)
  }
}

/** Null: everywhere. */
async function scopeOf(connection: Connection, { account, conversations }: CandidateQuery): Promise<Scope | null> {
  if (conversations) {
    const families = await Promise.all(conversations.map((id) => conversationIds(connection, id)))
    const ids = [...new Set(families.flat())]
    if (account === undefined || ids.length === 0) return { ids }
    return { ids: await ownedBy(connection, ids, account) }
  }
  return account === undefined ? null : { accounts: [account] }
}

async function ownedBy(connection: Connection, ids: readonly ContactId[], account: string): Promise<ContactId[]> {
  return await connection.run('candidates', 'readonly', ['conversations'], async (reading) => {
    const rows = await Promise.all(ids.map((id) => reading.objectStore('conversations').get(id)))
    return rows.flatMap((row) => (row?.account === account ? [row.id] : []))
  })
}

/** Of a block in which nothing is wanted. */
const NONE: readonly number[] = []

interface Search {
  /** Null: everywhere. */
  scope: Scope | null
  reach: Reach
  query: CandidateQuery
  /** Whether a block with this signature may have a wanted message. */
  may: (signature: Uint8Array) => boolean
  /** Of blocks that were looked through, or whose signature lacks a piece, which messages are wanted, newest first. */
  wanted: Map<string, readonly number[]>
  pace: Pace
  /** How many blocks to look through. */
  blocks: number
  /** Blocks that end before are not needed yet, ms. */
  enoughAt: number | null
}

async function readCandidates(
  reading: Reading,
  library: Library,
  heads: readonly BlockHead[],
  search: Search,
): Promise<Merged> {
  const ahead = headsAhead(heads, { ...search.reach, direction: 'older' })
  const { passed, next } = await passing(reading, library, ahead, search)
  const sealed = passed.map((head) => openWanted(reading, library, head, search))
  const strands = (await Promise.all([openHot(reading, search), ...sealed])).flat()
  return await mergeStrands({
    direction: 'older',
    limit: PAGE,
    strands,
    stop: next ? lastPlace(next) : null,
    fetches: HOT,
  })
}

async function openHot(reading: Reading, { scope, reach, query: { wants } }: Search): Promise<Strand[]> {
  const those = scope ?? { accounts: await reading.objectStore('accounts').getAllKeys() }
  return await hotStrands(
    reading,
    { scope: those, direction: 'older', ...reach },
    wants && ((message: Message) => wants(foldForSearch(message.text))),
  )
}

/**
 * The blocks in which all pieces may stand, up to `blocks` that were not looked through yet, and the first one behind them. Those that
 * were are always among them: of many conversations at the same time they go on side by side. What is known of a block is not asked
 * again and counts for nothing, so that each page comes further, however many blocks lie side by side.
 */
async function passing(
  reading: Reading,
  library: Library,
  ahead: readonly BlockHead[],
  { query, may, wanted, blocks, enoughAt }: Search,
): Promise<{ passed: BlockHead[]; next: BlockHead | undefined }> {
  let most = blocks
  const asksAll = query.grams.length === 0 && !query.either?.length
  const passed: BlockHead[] = []
  let fresh = 0
  let asked = 0
  for (const [at, head] of ahead.entries()) {
    const known = wanted.get(head.id)
    if (known) {
      if (known.length > 0) passed.push(head)
      continue
    }
    if (asked === SIGNATURES_A_PAGE) return { passed, next: head }
    const signature = asksAll
      ? null
      : (library.bodies.keptSignature(head) ?? (await signatureAt(reading, library, ahead, at)))
    if (signature && !may(signature)) {
      asked += 1
      wanted.set(head.id, NONE)
      continue
    }
    const areLater = fresh > 0 && enoughAt !== null && head.lastAt < enoughAt
    if (fresh === most && !areLater && fewAhead(library, ahead, at, { may, wanted }, FEW - fresh)) most = FEW
    if (fresh === most || areLater) return { passed, next: head }
    fresh += 1
    passed.push(head)
  }
  return { passed, next: undefined }
}

/**
 * Whether at most so many of the blocks from `at` on have to be opened, as far as it is known without reading anything: then it is done
 * now, as another page would take longer.
 */
function fewAhead(
  { bodies }: Library,
  ahead: readonly BlockHead[],
  at: number,
  { may, wanted }: Pick<Search, 'may' | 'wanted'>,
  most: number,
): boolean {
  let left = 0
  for (const head of ahead.slice(at)) {
    if (wanted.has(head.id)) continue
    const signature = bodies.keptSignature(head)
    if (!signature) return false
    if (!may(signature)) wanted.set(head.id, NONE)
    else if ((left += 1) > most) return false
  }
  return true
}

async function openWanted(
  reading: Reading,
  library: Library,
  head: BlockHead,
  { reach, query, wanted, pace }: Search,
): Promise<Strand[]> {
  const known = wanted.get(head.id)
  // Signatures err seldom: both parts will be needed, and are on their way together.
  const [texts, rests] = await Promise.all([library.bodies.texts(reading, head), library.bodies.rests(reading, head)])
  const indexes = known ?? wantedIn(texts, query)
  const { start, end } = indexesWithin(rests, { ...reach, direction: 'older' })
  const within = indexes.filter((index) => index >= start && index < end)
  if (!known) {
    wanted.set(head.id, indexes)
    pace.looked(within.map((index) => rests.sentAt[index]!))
  }
  return [blockStrand(rests, texts, 'older', within, giveRecord)]
}

/** Folded texts of opened blocks, a line each: made when a search first asks, gone with the block. */
const folded = new WeakMap<OpenTexts, string>()

function wantedIn(opened: OpenTexts, { terms = [], wants }: CandidateQuery): number[] {
  const lines = folded.get(opened) ?? foldLines(textsOf(opened))
  folded.set(opened, lines)
  if (!terms.every((term) => lines.includes(term))) return []
  const indexes = []
  const each = lines.split('\n')
  for (let index = each.length - 1; index >= 0; index--) if (!wants || wants(each[index]!)) indexes.push(index)
  return indexes
}

function textsOf({ count, text }: OpenTexts): string[] {
  return Array.from({ length: count }, (_, index) => text(index))
}
