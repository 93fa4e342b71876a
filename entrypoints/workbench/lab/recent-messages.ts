import type { Archive } from '../../../lib/archive/port.ts'
import type { AccountId } from '../../../lib/chat/handle.ts'
import type { Message } from '../../../lib/chat/message.ts'

/** How far back the list of messages to choose from goes: so many conversations, and so many messages of each. */
const CONVERSATIONS = 30
const MESSAGES_EACH = 30

/** The last messages that others wrote, of all conversations, newest first. @throws {ArchiveError} */
export async function readRecent(archive: Archive, account: AccountId): Promise<Message[]> {
  const conversations = await archive.conversations(account)
  const pages = await Promise.all(
    conversations.slice(0, CONVERSATIONS).map(({ id }) => archive.latest(id, MESSAGES_EACH)),
  )
  return pages
    .flat()
    .filter(({ direction }) => direction === 'in')
    .sort((a, b) => b.sentAt - a.sentAt || b.order - a.order)
}

/** Those whose text or author's name holds the words, without regard to case. */
export function searchMessages(messages: readonly Message[], words: string): Message[] {
  const wanted = words.trim().toLowerCase()
  return messages.filter(({ text, authorName }) =>
    [text, authorName].some((said) => (said ?? '').toLowerCase().includes(wanted)),
  )
}
