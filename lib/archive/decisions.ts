import type { ContactId } from '../chat/contact.ts'
import type { Decision } from '../chat/decision.ts'
import { sameIds } from '../chat/alias.ts'
import { readFamily } from './alias-family.ts'
import type { Connection, Transaction } from './connection.ts'
import type { Archive } from './port.ts'

type DecisionQuery = Parameters<Archive['decisions']>[0]

/** The newest decisions, newest first; those about a conversation include what was merged with it. @throws ArchiveError */
export async function readDecisions({ run }: Connection, query: DecisionQuery): Promise<Decision[]> {
  const { account, conversation, limit } = query
  if (!(limit > 0)) return []
  const since = query.since ?? Number.NEGATIVE_INFINITY
  return await run('decisions', 'readonly', ['decisions', 'aliases'], async (reading) => {
    const store = reading.objectStore('decisions')
    if (conversation !== undefined) {
      const found = await decisionsAbout(reading, conversation, since, limit)
      return found.filter((decision) => account === undefined || decision.account === account)
    }
    if (account !== undefined) return await newest(store.index('byAccount'), rangeOf(account, since), limit)
    return await newest(store.index('byTime'), IDBKeyRange.lowerBound(since), limit)
  })
}

async function decisionsAbout(
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
