import type { ContactId } from '../chat/contact.ts'
import type { Message } from '../chat/message.ts'
import { sameIds } from '../chat/alias.ts'
import { readFamily } from './alias-family.ts'
import type { Connection, Transaction } from './connection.ts'
import type { Archive } from './port.ts'

/** When an author last wrote in a conversation, by the server, ms. */
export interface HeardRow {
  conversation: ContactId
  author: ContactId
  at: number
}

/**
 * The latest message of each author in each conversation, by both ids: incoming ones, notices left out, as nobody wrote
 * those. `before` is what was known already; it is added to.
 */
export function latestByPlace(
  messages: readonly Message[],
  before: Map<string, HeardRow> = new Map(),
): Map<string, HeardRow> {
  for (const { conversation, author, direction, segments, sentAt } of messages) {
    if (direction !== 'in' || author === null || segments[0]?.type === 'notice') continue
    const place = `${conversation} ${author}`
    const at = Math.max(before.get(place)?.at ?? sentAt, sentAt)
    before.set(place, { conversation, author, at })
  }
  return before
}

/** Keeps in step with new messages. The transaction has to cover `heard` when any of them counts. */
export async function hear(writing: Transaction<'readwrite'>, added: readonly Message[]): Promise<void> {
  const rows = [...latestByPlace(added).values()]
  if (rows.length === 0) return
  const store = writing.objectStore('heard')
  await Promise.all(
    rows.map(async (row) => {
      const known = await store.get([row.conversation, row.author])
      if (!known || known.at < row.at) await store.put(row)
    }),
  )
}

/** When each author last wrote in each conversation, whatever of the merged ids it is stored under. @throws ArchiveError */
export async function readLastHeard(
  { run }: Connection,
  places: Parameters<Archive['lastHeard']>[0],
): Promise<(number | null)[]> {
  if (places.length === 0) return []
  return await run('lastHeard', 'readonly', ['heard', 'aliases'], async (reading) => {
    const families = new Map<ContactId, Promise<ContactId[]>>()
    const idsOf = (id: ContactId): Promise<ContactId[]> => {
      const asked = families.get(id) ?? readFamily(reading.objectStore('aliases'), id).then((all) => sameIds(all, id))
      families.set(id, asked)
      return asked
    }
    const store = reading.objectStore('heard')
    return await Promise.all(
      places.map(async ({ conversation, author }) => {
        const [conversations, authors] = await Promise.all([idsOf(conversation), idsOf(author)])
        const pairs = conversations.flatMap((there) => authors.map((who): [ContactId, ContactId] => [there, who]))
        const rows = await Promise.all(pairs.map((pair) => store.get(pair)))
        const times = rows.flatMap((row) => (row ? [row.at] : []))
        return times.length > 0 ? Math.max(...times) : null
      }),
    )
  })
}
