import type { ContactId } from '../chat/contact.ts'
import type { Decision } from '../chat/decision.ts'
import { sameIds } from '../chat/alias.ts'
import { readFamily } from './alias-family.ts'
import type { Connection, Transaction } from './connection.ts'
import type { Archive } from './port.ts'

/** Decisions a page when the caller does not say. */
const DEFAULT_PAGE_SIZE = 500

type DecisionQuery = Parameters<Archive['decisions']>[0]

/** The newest decisions, newest first; those about a conversation include what was merged with it. @throws ArchiveError */
export async function readDecisions({ run }: Connection, query: DecisionQuery): Promise<Decision[]> {
  const { account, conversation, limit } = query
  if (!(limit > 0)) return []
  const since = query.since ?? Number.NEGATIVE_INFINITY
  return await run('decisions', 'readonly', ['decisions', 'aliases'], async (reading) => {
    const store = reading.objectStore('decisions')
    if (conversation !== undefined) {
      const found = await newestAbout(reading, conversation, since, limit)
      return found.filter((decision) => account === undefined || decision.account === account)
    }
    if (account !== undefined) return await newest(store.index('byAccount'), rangeOf(account, since), limit)
    return await newest(store.index('byTime'), IDBKeyRange.lowerBound(since), limit)
  })
}

async function newestAbout(
  reading: Transaction<'readonly'>,
  conversation: ContactId,
  since: number,
  limit: number,
): Promise<Decision[]> {
  const index = reading.objectStore('decisions').index('byConversation')
  const ids = sameIds(await readFamily(reading.objectStore('aliases'), conversation), conversation)
  const found = await Promise.all(ids.map((id) => newest(index, rangeOf(id, since), limit)))
  return found
    .flat()
    .sort((a, b) => b.at - a.at || (a.messageKey < b.messageKey ? 1 : -1))
    .slice(0, limit)
}

function rangeOf(first: string, since: number): IDBKeyRange {
  return IDBKeyRange.bound([first, since], [first, []], false, true)
}

/** What `newest` needs of an index of decisions, whatever its keys are. */
interface DecisionIndex {
  openCursor(range: IDBKeyRange, direction: 'prev'): Promise<DecisionCursor | null>
}
interface DecisionCursor {
  value: Decision
  continue(): Promise<DecisionCursor | null>
}

/** A cursor: `getAll` cannot go backwards, and `getAllRecords` is younger than the browsers we support. */
async function newest(index: DecisionIndex, range: IDBKeyRange, limit: number): Promise<Decision[]> {
  const found = []
  let cursor = await index.openCursor(range, 'prev')
  while (cursor) {
    found.push(cursor.value)
    if (found.length >= limit) break
    cursor = await cursor.continue()
  }
  return found
}

/** The decisions about these messages that there are, by message key. @throws ArchiveError */
export async function readDecisionsAbout({ run }: Connection, keys: readonly string[]): Promise<Map<string, Decision>> {
  if (keys.length === 0) return new Map()
  const found = await run('decisionsAbout', 'readonly', ['decisions'], (reading) =>
    Promise.all(keys.map((key) => reading.objectStore('decisions').get(key))),
  )
  return new Map(found.flatMap((decision) => (decision ? [[decision.messageKey, decision]] : [])))
}

/**
 * The decisions of an account in order of (at, message key), in pages of `pageSize` (the last may be shorter; there are no
 * empty ones). Each page is a transaction of its own, as with messages.
 *
 * @throws ArchiveError
 */
export async function* pageDecisions(
  { run }: Connection,
  { account, from = Number.NEGATIVE_INFINITY, to }: Parameters<Archive['decisionPages']>[0],
  pageSize = DEFAULT_PAGE_SIZE,
): AsyncGenerator<Decision[]> {
  const size = Math.max(1, Math.floor(pageSize))
  const end = to === undefined ? [account, []] : [account, to]
  let start = from
  // The index has many decisions of one moment: those of the last moment that were handed out are read again, and left out.
  let seen = new Set<string>()
  for (;;) {
    if (to !== undefined && start >= to) return
    const wanted = size + seen.size
    const range = IDBKeyRange.bound([account, start], end, false, true)
    const rows = await run('decisionPages', 'readonly', ['decisions'], (reading) =>
      reading.objectStore('decisions').index('byAccount').getAll(range, wanted),
    )
    const page = rows.filter(({ messageKey }) => !seen.has(messageKey))
    const last = page.at(-1)
    if (last) yield page
    if (!last || rows.length < wanted) return
    const ofLast = page.filter(({ at }) => at === last.at).map(({ messageKey }) => messageKey)
    seen = new Set(last.at === start ? [...seen, ...ofLast] : ofLast)
    start = last.at
  }
}
