import type { Archive } from '../../lib/archive/port.ts'
import type { Contact } from '../../lib/chat/contact.ts'
import type { Decision } from '../../lib/chat/decision.ts'
import type { AccountId } from '../../lib/chat/handle.ts'
import type { Message } from '../../lib/chat/message.ts'
import type { OutboxRow } from '../../lib/chat/outbox-row.ts'
import type { DecisionFilter } from './view.ts'

/** A decision with what it was about and what became of it. */
export interface DecisionRow {
  decision: Decision
  message: Message | undefined
  contact: Contact | undefined
  /** The reply on its way, when one was decided on. */
  reply: OutboxRow | undefined
}

/** The last decisions of an account (of all when null), newest first, at most `limit` before filtering. @throws {ArchiveError} */
export async function readDecisions(
  archive: Archive,
  account: AccountId | null,
  filter: DecisionFilter,
  limit: number,
): Promise<DecisionRow[]> {
  const decisions = await archive.decisions({ account: account ?? undefined, limit })
  const rows = await Promise.all(decisions.map((decision) => completed(archive, decision)))
  return rows.filter((row) => belongsTo(row, filter))
}

async function completed(archive: Archive, decision: Decision): Promise<DecisionRow> {
  const { outcome } = decision
  const [message, contact, reply] = await Promise.all([
    archive.message(decision.messageKey),
    archive.contact(decision.conversation),
    outcome.kind === 'reply' ? archive.outboxRow(outcome.outboxId) : undefined,
  ])
  return { decision, message, contact, reply }
}

/**
 * Whether a decision belongs to one of today's counts: replies that went out or may have (and those on their way), those
 * of which it is not known, and those that a rule wanted and something held back.
 */
export function belongsTo(
  { decision, reply }: Pick<DecisionRow, 'decision' | 'reply'>,
  filter: DecisionFilter,
): boolean {
  const { outcome } = decision
  const state = outcome.kind === 'reply' ? (reply?.state ?? 'pending') : null
  switch (filter) {
    case 'all':
      return true
    case 'replied':
      return state !== null && state !== 'dropped' && state !== 'refused'
    case 'uncertain':
      return state === 'uncertain'
    case 'heldBack':
      return state === 'dropped' || (outcome.kind === 'none' && outcome.ruleId !== null)
  }
}
