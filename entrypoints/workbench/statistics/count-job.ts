import type { Archive } from '../../../lib/archive/port.ts'
import { canonicalId, toAliasMap } from '../../../lib/chat/alias.ts'
import type { ContactId } from '../../../lib/chat/contact.ts'
import type { AccountId } from '../../../lib/chat/handle.ts'
import { createStatistics } from '../../../lib/statistics/statistics.ts'
import type { Statistics } from '../../../lib/statistics/statistics.ts'
import { contactName } from '../../../lib/ui/contact-name.ts'
import { breath } from '../lab/breath.ts'

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

/** Numbers, and the names of the people in them. */
export interface Counted {
  statistics: Statistics
  names: ReadonlyMap<ContactId, string>
}

const PAGE = 1_000
/** Longest stretch of work without a break, ms. */
const SLICE = 16

/**
 * Counts the messages of a scope, page by page: memory stays flat, and the page is given a breath between. `onProgress` is told how
 * many were read. Null when aborted. @throws {ArchiveError}
 */
export async function countScope(
  archive: Archive,
  { account, conversation, ...range }: Scope,
  zone: string,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Counted | null> {
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
  let rested = performance.now()
  for (const pages of sources) {
    for await (const page of pages) {
      for (const message of page) {
        counter.add(message)
        if (performance.now() - rested < SLICE) continue
        onProgress(done)
        await breath()
        if (signal.aborted) return null
        rested = performance.now()
      }
      done += page.length
    }
    if (signal.aborted) return null
  }
  const names = new Map(contacts.flat().map((contact) => [contact.id, contactName(contact)]))
  return { statistics: counter.result(), names }
}
