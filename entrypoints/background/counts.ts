import type { OutboxRow } from '../../lib/chat/outbox-row.ts'
import type { Ingested } from '../../lib/companion/ingest.ts'
import { countToday } from './today.ts'
import { tell } from './notices.ts'

/** Counts what was held back (messages that a rule would have answered, had nothing stopped it), and what was confirmed. */
export async function decided({ decisions, confirmed }: Ingested): Promise<void> {
  const held = decisions.filter(
    ({ outcome }) => outcome.kind === 'none' && outcome.ruleId !== null && outcome.why !== 'draft',
  ).length
  if (held > 0) await countToday(({ heldBack }) => ({ heldBack: heldBack + held }))
  if (confirmed > 0) await countToday(({ uncertain }) => ({ uncertain: Math.max(0, uncertain - confirmed) }))
}

/** Counts how a reply ended, and tells the user of an end that is not the usual one. */
export async function replyEnded(row: OutboxRow): Promise<void> {
  // A reply in several pieces is one reply, counted with its first.
  const one = row.isFollowUp ? 0 : 1
  switch (row.state) {
    case 'sent':
    case 'uncertain':
      await countToday(({ replied, byRule, uncertain }) => ({
        replied: replied + one,
        byRule: { ...byRule, [row.ruleId]: (byRule[row.ruleId] ?? 0) + one },
        uncertain: uncertain + (row.state === 'uncertain' ? 1 : 0),
      }))
      if (row.state === 'uncertain') tell('send-uncertain', row.code === null ? '' : String(row.code))
      break
    case 'refused':
      tell('send-refused', row.code === null ? '' : String(row.code))
      break
    case 'dropped':
      await countToday(({ heldBack }) => ({ heldBack: heldBack + one }))
      break
    case 'pending':
    case 'sending':
      break
  }
}
