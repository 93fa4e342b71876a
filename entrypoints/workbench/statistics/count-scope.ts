import type { Archive } from '../../../lib/archive/port.ts'
import { canonicalId, toAliasMap } from '../../../lib/chat/alias.ts'
import type { Contact, ContactId } from '../../../lib/chat/contact.ts'
import type { AccountId } from '../../../lib/chat/handle.ts'
import { createStatistics } from '../../../lib/statistics/statistics.ts'
import type { Statistics } from '../../../lib/statistics/statistics.ts'

/** What is counted. */
export interface Scope {
  /** Null: all accounts. */
  account: AccountId | null
  /** Null: all conversations. */
  conversation: ContactId | null
  /** ms, inclusive and exclusive; absent: unbounded. */
  from?: number
  to?: number
}

/** What a contact is called. */
export type Named = Pick<Contact, 'nick' | 'remark' | 'kind'>

/** Numbers, and the people in them who are known. */
export interface Counted {
  statistics: Statistics
  people: ReadonlyMap<ContactId, Named>
}

const PAGE = 1_000

/**
 * Counts the messages of a scope, page by page: memory stays flat. `onProgress` is told how many were read, after each page.
 *
 * @throws {ArchiveError}
 */
export async function countScope(
  archive: Pick<Archive, 'accounts' | 'aliases' | 'contacts' | 'timeline' | 'scan'>,
  { account, conversation, ...range }: Scope,
  zone: string,
  onProgress: (done: number) => void,
): Promise<Counted> {
  const accounts = account === null ? await archive.accounts() : [account]
  const [aliases, contacts] = await Promise.all([
    Promise.all(accounts.map((one) => archive.aliases(one))),
    Promise.all(accounts.map((one) => archive.contacts(one))),
  ])
  const map = toAliasMap(aliases.flat())
  const counter = createStatistics({ zone, canonical: (id) => (map.has(id) ? canonicalId(map, id) : id) })
  const sources =
    conversation === null
      ? accounts.map((one) => archive.timeline({ account: one, ...range }, PAGE))
      : [archive.scan({ conversation, ...range }, PAGE)]
  let done = 0
  for (const pages of sources) {
    for await (const page of pages) {
      for (const message of page) counter.add(message)
      done += page.length
      onProgress(done)
    }
  }
  const statistics = counter.result()
  const counted = new Set(statistics.people.map(({ who }) => who))
  const known = contacts.flat().filter(({ id }) => counted.has(id))
  return {
    statistics,
    people: new Map(known.map(({ id, nick, remark, kind }) => [id, { nick, remark, kind }])),
  }
}
