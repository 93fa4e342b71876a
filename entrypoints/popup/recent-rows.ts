import type { Archive } from '../../lib/archive/port.ts'
import type { AccountId } from '../../lib/chat/handle.ts'
import { completeDecision } from '../pages/decision-rows.ts'
import type { DecisionRow } from '../pages/decision-rows.ts'
import type { DecisionFilter } from './view.ts'

/** The last decisions of an account (of all when null), newest first, at most `limit` before filtering. @throws {ArchiveError} */
export async function readDecisions(
  archive: Archive,
  account: AccountId | null,
  filter: DecisionFilter,
  limit: number,
): Promise<DecisionRow[]> {
  const decisions = await archive.decisions({ account: account ?? undefined, limit })
  const rows = await Promise.all(decisions.map((decision) => completeDecision(archive, decision)))
  return rows.filter((row) => belongsTo(row, filter))
}

/**
 * Whether a decision belongs to a list: replies that went out or may have (and those on their way), those of which it is not
 * known, those that a rule wanted and something held back, and among these what was only drafted.
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
    case 'draft':
      return outcome.kind === 'none' && outcome.why === 'draft'
    case 'heldBack':
      return state === 'dropped' || (outcome.kind === 'none' && outcome.ruleId !== null)
  }
}
