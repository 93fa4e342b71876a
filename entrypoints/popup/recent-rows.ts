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
  return rows.filter((row) => filter === 'all' || classOf(row) === filter)
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
 * Which of today's counts a decision belongs to: a reply that went out, one that may have, or one that a rule wanted
 * and something held back. Null for messages no rule was about.
 */
export function classOf({ decision, reply }: Pick<DecisionRow, 'decision' | 'reply'>): DecisionFilter | null {
  if (decision.outcome.kind === 'none') return decision.outcome.ruleId === null ? null : 'heldBack'
  if (reply?.state === 'uncertain') return 'uncertain'
  return reply?.state === 'dropped' || reply?.state === 'refused' ? 'heldBack' : 'replied'
}
