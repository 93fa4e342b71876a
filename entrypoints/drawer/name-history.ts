import type { Archive } from '../../lib/archive/port.ts'
import type { ContactId } from '../../lib/chat/contact.ts'
import type { AccountId, Epoch } from '../../lib/chat/handle.ts'
import type { ChatData } from './chat-data.ts'

/** A name, and between which moments (ms) it is known to have been in use; `from` null: not known since when. */
export interface PastName {
  name: string
  from: number | null
  until: number
}

/**
 * What the contact was called, newest first, without the names it has now: as it signed its messages, as records that
 * were merged into this one say, and what a link of this login replaced. @throws {ArchiveError}
 */
export async function readPastNames(
  archive: Archive,
  { contact, ids }: Pick<ChatData, 'contact' | 'ids'>,
  login: { account: AccountId; epoch: Epoch } | null,
): Promise<PastName[]> {
  const names = new Map<string, PastName>()
  const note = (name: string | null, from: number | null, until: number) => {
    if (!name || name === contact.nick || name === contact.remark) return
    const before = names.get(name)
    const starts = [from, before?.from ?? null].filter((at) => at !== null)
    names.set(name, {
      name,
      from: starts.length > 0 ? Math.min(...starts) : null,
      until: Math.max(until, before?.until ?? until),
    })
  }

  for (const id of ids.filter((other) => other !== contact.id)) {
    const merged = await archive.contact(id)
    if (merged) for (const name of [merged.nick, merged.remark]) note(name, merged.firstSeenAt, merged.updatedAt)
  }
  if (login?.account === contact.account) {
    for (const { contact: id, was, at } of await archive.handles(login.account, login.epoch)) {
      if (was && ids.includes(id)) for (const name of [was.nick, was.remark]) note(name, null, at)
    }
  }
  if (contact.kind === 'person') await noteSigned(archive, contact.id, ids, note)
  return [...names.values()].toSorted((a, b) => b.until - a.until)
}

async function noteSigned(
  archive: Archive,
  conversation: ContactId,
  ids: readonly ContactId[],
  note: (name: string | null, from: number, until: number) => void,
): Promise<void> {
  for await (const page of archive.scan({ conversation })) {
    for (const { author, authorName, sentAt } of page) {
      if (author !== null && ids.includes(author)) note(authorName, sentAt, sentAt)
    }
  }
}
