import type { ContactId } from '../chat/contact.ts'
import type { MessageView } from '../chat/message.ts'
import { createFilter } from './export-filter.ts'
import type { ExportedSender, ExportFilter, ExportSource } from './ports.ts'
import { readAhead } from './read-ahead.ts'

/**
 * Everybody but the account who wrote one of the messages that an export will have of this conversation, in the order of their first
 * one. It reads all of them: for formats that list people before the first message. A conversation that cannot be read to its end has
 * those of what can be read, as the files will.
 *
 * @throws what `signal` was aborted with.
 */
export async function readSenders(
  source: Pick<ExportSource, 'scan' | 'canonical'>,
  conversation: ContactId,
  filter: ExportFilter,
  signal: AbortSignal,
): Promise<ExportedSender[]> {
  const { from, to } = filter
  const matches = createFilter(filter, source.canonical)
  const names = new Map<ContactId, string | null>()
  const range = { conversation, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  const pages = readAhead(source.scan(range))
  for (;;) {
    const page = await pages.next().catch(() => null)
    if (!page || page.done) break
    collectSenders(page.value.filter(matches), source.canonical, names)
    if (signal.aborted) await pages.return()
    signal.throwIfAborted()
  }
  return toSenders(names)
}

/** Adds who wrote these messages, with the name that was shown last. */
export function collectSenders(
  messages: readonly Pick<MessageView, 'author' | 'authorName'>[],
  canonical: ExportSource['canonical'],
  into: Map<ContactId, string | null>,
): void {
  for (const { author, authorName } of messages) {
    if (author === null) continue
    const id = canonical(author)
    into.set(id, authorName ?? into.get(id) ?? null)
  }
}

export function toSenders(names: ReadonlyMap<ContactId, string | null>): ExportedSender[] {
  return Array.from(names, ([contact, name]) => ({ contact, name }))
}
