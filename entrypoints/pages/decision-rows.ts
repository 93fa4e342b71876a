import type { Archive } from '../../lib/archive/port.ts'
import type { Contact } from '../../lib/chat/contact.ts'
import type { Decision } from '../../lib/chat/decision.ts'
import type { Message } from '../../lib/chat/message.ts'
import type { OutboxRow } from '../../lib/chat/outbox-row.ts'

/** A decision with what it was about and what became of it. */
export interface DecisionRow {
  decision: Decision
  message: Message | undefined
  contact: Contact | undefined
  /** The reply on its way, when one was decided on. */
  reply: OutboxRow | undefined
}

/** A decision with all that belongs to it. @throws {ArchiveError} */
export async function completeDecision(archive: Archive, decision: Decision): Promise<DecisionRow> {
  const { outcome } = decision
  const [message, contact, reply] = await Promise.all([
    archive.message(decision.messageKey),
    archive.contact(decision.conversation),
    outcome.kind === 'reply' ? archive.outboxRow(outcome.outboxId) : undefined,
  ])
  return { decision, message, contact, reply }
}
