import type { Archive } from '../../lib/archive/port.ts'
import { sameIds, toAliasMap } from '../../lib/chat/alias.ts'
import type { ContactId } from '../../lib/chat/contact.ts'
import type { Message } from '../../lib/chat/message.ts'
import { DAY } from '../../lib/time.ts'
import { readCard } from '../pages/card-store.ts'
import type { Card } from '../pages/card-store.ts'

/** What the archive knows about the open chat. */
export interface ChatData extends Card {
  /** The id it was asked for by; the contact's own may be another since they were merged. */
  askedAs: ContactId
  /** All ids that mean this contact. */
  ids: ContactId[]
  first: Message | null
}

/** Null when the archive does not know the contact. @throws {ArchiveError} */
export async function readChat(archive: Archive, askedAs: ContactId): Promise<ChatData | null> {
  const card = await readCard(archive, askedAs)
  if (!card) return null
  const { id, account } = card.contact
  const [aliases, first] = await Promise.all([
    archive.aliases(account),
    card.summary ? firstMessage(archive, id) : null,
  ])
  return { ...card, askedAs, ids: sameIds(toAliasMap(aliases), id), first }
}

async function firstMessage(archive: Archive, conversation: ContactId): Promise<Message | null> {
  for await (const [message] of archive.scan({ conversation }, 1)) return message ?? null
  return null
}

/** Whether something is missing of the details, or they are older than a day. */
export function isDue({ contact: { kind, profile, members, detailsAt } }: Pick<Card, 'contact'>, now: number): boolean {
  const details = kind === 'person' ? profile : members
  return details === null || detailsAt === undefined || now - detailsAt > DAY
}
