import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { Archive } from '../../lib/archive/port.ts'
import type { Contact, ContactId } from '../../lib/chat/contact.ts'
import type { ConversationSummary } from '../../lib/chat/message.ts'
import type { CompanionProtocol } from '../../lib/messaging.ts'
import { request } from '../../lib/ui/request.ts'
import { canonicalId } from './canonical.ts'

/** Somebody with what the archive knows about the conversation with them. */
export interface Card {
  contact: Contact
  summary: ConversationSummary | null
  hasPicture: boolean
}

/** How asking the service for fresh details is going; `silent` when the background did not answer. */
export type Refreshing =
  | { state: 'idle' }
  | { state: 'asking' }
  | { state: 'ended'; outcome: ReturnType<CompanionProtocol['freshenContact']> | 'silent' }

/** A contact with its conversation, following merges; null when the archive does not have it. @throws {ArchiveError} */
export async function readCard(archive: Archive, id: ContactId): Promise<Card | null> {
  const stored = await archive.contact(id)
  if (!stored) return null
  const canonical = canonicalId(await archive.aliases(stored.account), id)
  const [contact, summaries, picture] = await Promise.all([
    archive.contact(canonical),
    archive.conversations(stored.account),
    archive.avatar(canonical),
  ])
  const summary = summaries.find((conversation) => conversation.id === canonical) ?? null
  return { contact: contact ?? stored, summary, hasPicture: picture !== undefined }
}

/** Asks for fresh details of one contact; they arrive in the archive. One request at a time. */
export function createRefresh(id: ContactId): {
  progress: ReadonlySignal<Refreshing>
  refresh: () => Promise<void>
  /** As `refresh`, unless those that are there are young enough. */
  freshen: () => Promise<void>
} {
  const progress = signal<Refreshing>({ state: 'idle' })

  async function ask(what: 'refreshContact' | 'freshenContact'): Promise<void> {
    if (progress.value.state === 'asking') return
    progress.value = { state: 'asking' }
    const answer = await request(what, id)
    progress.value = { state: 'ended', outcome: answer.answered ? answer.value : 'silent' }
  }

  return { progress, refresh: () => ask('refreshContact'), freshen: () => ask('freshenContact') }
}
