import type { Archive } from '../../../lib/archive/port.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { compileMatch } from '../../../lib/search/match.ts'
import { resolveAmong } from '../../../lib/search/names.ts'
import { parseQuery } from '../../../lib/search/query.ts'

/** The words of an order as a test of messages of an account; null when there are none. @throws {ArchiveError} */
export async function legWords(
  archive: Archive,
  account: string,
  words: string,
): Promise<((message: Message) => boolean) | null> {
  const query = parseQuery(words)
  if (query.groups.length === 0) return null
  const [contacts, aliases] = await Promise.all([archive.contacts(account), archive.aliases(account)])
  return compileMatch(query, resolveAmong(contacts, aliases))
}
