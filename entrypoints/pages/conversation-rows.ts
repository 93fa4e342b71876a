import type { Archive } from '../../lib/archive/port.ts'
import type { Contact } from '../../lib/chat/contact.ts'
import type { AccountId } from '../../lib/chat/handle.ts'
import type { ConversationSummary } from '../../lib/chat/message.ts'

/** A conversation with the contact it is with (absent when the archive has lost it). */
export interface ConversationRow {
  summary: ConversationSummary
  contact: Contact | undefined
}

/** Conversations of an account (of all when null), newest first. @throws {ArchiveError} */
export async function readConversations(archive: Archive, account: AccountId | null): Promise<ConversationRow[]> {
  const summaries = await archive.conversations(account ?? undefined)
  return await Promise.all(summaries.map(async (summary) => ({ summary, contact: await archive.contact(summary.id) })))
}
