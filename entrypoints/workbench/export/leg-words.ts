import type { MessageView } from '../../../lib/chat/message.ts'
import { compileMatch } from '../../../lib/search/match.ts'
import { resolveAmong } from '../../../lib/search/names.ts'
import { parseQuery } from '../../../lib/search/query.ts'
import type { LegNames } from './leg-names.ts'

/** The words of an order as a test of messages of an account; null when there are none. */
export function legWords({ contacts, aliases }: LegNames, words: string): ((message: MessageView) => boolean) | null {
  const query = parseQuery(words)
  if (query.groups.length === 0) return null
  return compileMatch(query, resolveAmong(contacts, aliases))
}
