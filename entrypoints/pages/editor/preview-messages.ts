import type { Archive } from '../../../lib/archive/port.ts'
import { canonicalId, toAliasMap } from '../../../lib/chat/alias.ts'
import type { Contact, ContactId } from '../../../lib/chat/contact.ts'
import type { Decision } from '../../../lib/chat/decision.ts'
import type { Message } from '../../../lib/chat/message.ts'
import type { ChatEvent } from '../../../lib/rules/event.ts'
import { contactName } from '../../../lib/ui/contact-name.ts'

/** How many real messages a draft is tried on. */
export const PREVIEWED = 20

/** A received message with all that a rule can look at. Contact ids are canonical. */
export interface PreviewMessage {
  message: Message
  happened: Decision | undefined
  /** The conversation's name, for people. */
  place: string
  names: ChatEvent['names']
  category: string | null
}

/** The newest received messages of all conversations, newest first, and what an id stands for now. @throws {ArchiveError} */
export async function readPreviewMessages(archive: Archive): Promise<PreviewMessage[]> {
  const newest = await newestMessages(archive)
  const accounts = [...new Set(newest.map(({ account }) => account))]
  const aliases = toAliasMap((await Promise.all(accounts.map((account) => archive.aliases(account)))).flat())
  const canonical = (id: ContactId) => canonicalId(aliases, id)
  const ids = new Set(
    newest.flatMap(({ conversation, author }) => [conversation, author ?? conversation].map(canonical)),
  )
  const [decisions, ...found] = await Promise.all([
    archive.decisionsAbout(newest.map(({ key }) => key)),
    ...[...ids].map((id) => archive.contact(id)),
  ])
  const contacts = new Map(found.flatMap((contact) => (contact ? [[contact.id, contact] as const] : [])))
  return newest.map((message) => {
    const conversation = canonical(message.conversation)
    const author = message.author === null ? null : canonical(message.author)
    const chat = contacts.get(conversation)
    return {
      message: { ...message, conversation, author },
      happened: decisions.get(message.key),
      place: chat ? contactName(chat) : (message.authorName ?? ''),
      ...namesOf(message, author === null ? undefined : contacts.get(author), chat),
    }
  })
}

async function newestMessages(archive: Archive): Promise<Message[]> {
  let found: Message[] = []
  for (const { id, lastAt } of await archive.conversations()) {
    const oldest = found.at(PREVIEWED - 1)
    // Newest conversation first: the last message of this one is older than all that are wanted.
    if (oldest && lastAt < oldest.sentAt) break
    const received = (await archive.latest(id, PREVIEWED)).filter(({ direction }) => direction === 'in')
    found = [...found, ...received].toSorted((a, b) => b.sentAt - a.sentAt || b.order - a.order).slice(0, PREVIEWED)
  }
  return found
}

function namesOf(
  { kind, authorName }: Message,
  author: Contact | undefined,
  chat: Contact | undefined,
): Pick<PreviewMessage, 'names' | 'category'> {
  const isFriend = kind === 'friend'
  return {
    names: {
      nick: author?.nick ?? authorName,
      remark: author?.remark ?? null,
      card: isFriend ? null : authorName,
      group: isFriend ? null : (chat?.nick ?? null),
    },
    category: isFriend ? (author?.category ?? null) : null,
  }
}
