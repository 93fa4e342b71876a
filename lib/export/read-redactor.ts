import type { ContactId } from '../chat/contact.ts'
import type { ExportOptions } from './export-options.ts'
import type { ExportSource } from './ports.ts'
import { readAhead } from './read-ahead.ts'
import { collectNames, createRedactor, type KnownNames, type Redactor } from './redact.ts'

/**
 * Reads all conversations of the account once for the names that people had in them: a card that somebody had years ago is on
 * no list any more, and others may have called them by it from the first day, also elsewhere.
 *
 * @throws what `signal` was aborted with. What cannot be read is listed when its turn comes.
 */
export async function readRedactor(
  source: ExportSource,
  contacts: KnownNames['contacts'],
  { filter, language }: Pick<ExportOptions, 'filter' | 'language'>,
  salt: string,
  signal: AbortSignal,
): Promise<Redactor> {
  const written = new Map<string, ContactId | null>()
  const own = new Set<string>()
  const { archivedBefore = Infinity } = filter
  const everywhere = await source.everyConversation().catch(() => [])
  for (const id of new Set([...source.conversations.map(({ id }) => source.canonical(id)), ...everywhere])) {
    const pages = readAhead(source.scan({ conversation: id }))
    for (;;) {
      const page = await pages.next().catch(() => null)
      if (!page || page.done) break
      collectNames(
        page.value.filter(({ receivedAt }) => receivedAt < archivedBefore),
        written,
        own,
      )
      if (signal.aborted) await pages.return()
      signal.throwIfAborted()
    }
  }
  return createRedactor(salt, language, { contacts, account: source.account, written, own }, source.canonical)
}
