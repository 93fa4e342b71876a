import type { ContactId } from '../chat/contact.ts'
import type { Message } from '../chat/message.ts'
import { foldForSearch, foldLines } from '../search/fold.ts'
import { compilePieces } from '../search/grams.ts'
import type { BlockHead } from './blocks/block.ts'
import { BlockDamaged } from './blocks/bodies.ts'
import type { OpenTexts } from './blocks/decode.ts'
import type { Library } from './blocks/library.ts'
import { mergeStrands } from './blocks/merge.ts'
import type { Merged } from './blocks/merge.ts'
import { lastPlace } from './blocks/place.ts'
import { headsAhead, headsOf, hotStrands, indexesWithin, PAGE_STORES } from './blocks/read-page.ts'
import type { Scope } from './blocks/read-page.ts'
import { blockStrand } from './blocks/strands.ts'
import type { Reach, Strand } from './blocks/strands.ts'
import type { Connection, Transaction } from './connection.ts'
import type { CandidateQuery, Candidates, Place } from './port.ts'
import { conversationIds } from './scan.ts'

/** Messages a page. */
const PAGE = 200
/** Blocks whose texts are read for a page: few at first, so that there is something to show at once. */
const FIRST_BLOCKS = 2
const MOST_BLOCKS = 96
/** Signatures asked for at a time, and for a page. */
const SIGNATURES_AT_ONCE = 64
const SIGNATURES_A_PAGE = 4_096
/** Hot messages read at a time, and how often for a page. */
const HOT = { first: 100, most: 800, times: 6 }

type Reading = Transaction<'readonly'>

/**
 * Messages that may be found, newest first. Blocks are passed over whose signature lacks one of the pieces; of others the
 * texts are read, and the rest only of those with a text that is wanted.
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
  const wanted = new Map<string, number[]>()
  let blocks = FIRST_BLOCKS
  let after: Place | null = null
  for (;;) {
    if (signal?.aborted) return
    const reach: Reach = { after, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
    const found: Merged = await library.read('candidates', [...PAGE_STORES, 'blockSearch'], (reading, heads) => {
      const sealed = library.sound(headsOf(heads, scope))
      return readCandidates(reading, library, sealed, { scope, reach, query, wanted, blocks })
    })
    if (signal?.aborted) return
    yield { messages: found.messages, downTo: found.resume?.sentAt ?? from ?? 0 }
    if (!found.resume) return
    after = found.resume
    blocks = Math.min(MOST_BLOCKS, blocks * 2)
  }
}

async function scopeOf(connection: Connection, { account, conversations }: CandidateQuery): Promise<Scope> {
  if (conversations) {
    const families = await Promise.all(conversations.map((id) => conversationIds(connection, id)))
    const ids = [...new Set(families.flat())]
    if (account === undefined || ids.length === 0) return { ids }
    return { ids: await ownedBy(connection, ids, account) }
  }
  if (account !== undefined) return { accounts: [account] }
  const accounts = await connection.run('accounts', 'readonly', ['accounts'], (reading) =>
    reading.objectStore('accounts').getAllKeys(),
  )
  return { accounts }
}

async function ownedBy(connection: Connection, ids: readonly ContactId[], account: string): Promise<ContactId[]> {
  return await connection.run('candidates', 'readonly', ['conversations'], async (reading) => {
    const rows = await Promise.all(ids.map((id) => reading.objectStore('conversations').get(id)))
    return rows.flatMap((row) => (row?.account === account ? [row.id] : []))
  })
}

interface Search {
  scope: Scope
  reach: Reach
  query: CandidateQuery
  /** Of blocks that were looked through, or whose signature lacks a piece, which messages are wanted, newest first. */
  wanted: Map<string, number[]>
  /** How many blocks to look through. */
  blocks: number
}

async function readCandidates(
  reading: Reading,
  library: Library,
  heads: readonly BlockHead[],
  { scope, reach, query, wanted, blocks }: Search,
): Promise<Merged> {
  const { wants } = query
  const ahead = headsAhead(heads, { ...reach, direction: 'older' })
  const { passed, next } = await passing(reading, library, ahead, { query, wanted, blocks })
  const hot = hotStrands(
    reading,
    { scope, direction: 'older', ...reach },
    wants && ((message: Message) => wants(foldForSearch(message.text))),
  )
  const sealed = passed.map((head) => openWanted(reading, library, head, { reach, query, wanted }))
  const strands = (await Promise.all([hot, ...sealed])).flat()
  return await mergeStrands({
    direction: 'older',
    limit: PAGE,
    strands,
    stop: next ? lastPlace(next) : null,
    fetches: HOT,
  })
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
  { query, wanted, blocks }: Pick<Search, 'query' | 'wanted' | 'blocks'>,
): Promise<{ passed: BlockHead[]; next: BlockHead | undefined }> {
  const may = compilePieces(query)
  const asksAll = query.grams.length === 0 && !query.either?.length
  const passed: BlockHead[] = []
  let fresh = 0
  let asked = 0
  for (let start = 0; start < ahead.length; start += SIGNATURES_AT_ONCE) {
    const those = ahead.slice(start, start + SIGNATURES_AT_ONCE)
    const signatures = await Promise.all(
      those.map(async (head) => (asksAll || wanted.has(head.id) ? null : await signatureOf(reading, library, head))),
    )
    for (const [index, head] of those.entries()) {
      if (wanted.has(head.id)) {
        passed.push(head)
        continue
      }
      if (asked === SIGNATURES_A_PAGE) return { passed, next: head }
      const signature = signatures[index]
      if (signature && !may(signature)) {
        asked += 1
        wanted.set(head.id, [])
        continue
      }
      if (fresh === blocks) return { passed, next: head }
      fresh += 1
      passed.push(head)
    }
  }
  return { passed, next: undefined }
}

/** Null when it cannot be read: then the texts are asked, which are another part of the block. */
async function signatureOf(reading: Reading, library: Library, head: BlockHead): Promise<Uint8Array | null> {
  try {
    return await library.bodies.signature(reading, head)
  } catch (error) {
    if (error instanceof BlockDamaged) return null
    throw error
  }
}

async function openWanted(
  reading: Reading,
  library: Library,
  head: BlockHead,
  { reach, query, wanted }: Pick<Search, 'reach' | 'query' | 'wanted'>,
): Promise<Strand[]> {
  const known = wanted.get(head.id)
  if (known?.length === 0) return []
  const texts = await library.bodies.texts(reading, head)
  const indexes = known ?? wantedIn(texts, query)
  wanted.set(head.id, indexes)
  if (indexes.length === 0) return []
  const rests = await library.bodies.rests(reading, head)
  const { start, end } = indexesWithin(rests, { ...reach, direction: 'older' })
  return [
    blockStrand(
      rests,
      texts,
      'older',
      indexes.filter((index) => index >= start && index < end),
    ),
  ]
}

/** Folded texts of opened blocks, a line each: made when a search first asks, gone with the block. */
const folded = new WeakMap<OpenTexts, string>()

function wantedIn(opened: OpenTexts, { terms = [], wants }: CandidateQuery): number[] {
  const lines = folded.get(opened) ?? foldLines(opened.texts)
  folded.set(opened, lines)
  if (!terms.every((term) => lines.includes(term))) return []
  const indexes = []
  for (const [index, line] of lines.split('\n').entries()) if (!wants || wants(line)) indexes.push(index)
  return indexes.reverse()
}
