import type { Archive } from '../../lib/archive/port.ts'
import type { ContactId } from '../../lib/chat/contact.ts'
import type { Decision } from '../../lib/chat/decision.ts'
import { completeDecision } from '../pages/decision-rows.ts'
import type { DecisionRow } from '../pages/decision-rows.ts'

/** How many decisions are shown, and how far back one that was asked for is looked for. */
const SHOWN = 20
const SEARCHED = 2_000

/**
 * The last decisions of a conversation, newest first; with the one about the message `asked`, however old, at its place
 * at the end. @throws {ArchiveError}
 */
export async function readChatDecisions(
  archive: Archive,
  conversation: ContactId,
  asked: string | null,
): Promise<DecisionRow[]> {
  const last = await archive.decisions({ conversation, limit: SHOWN })
  const isThere = asked === null || last.some(({ messageKey }) => messageKey === asked)
  const older = isThere ? undefined : await findDecision(archive, conversation, asked)
  return await Promise.all([...last, ...(older ? [older] : [])].map((decision) => completeDecision(archive, decision)))
}

async function findDecision(archive: Archive, conversation: ContactId, key: string): Promise<Decision | undefined> {
  const decisions = await archive.decisions({ conversation, limit: SEARCHED })
  return decisions.find(({ messageKey }) => messageKey === key)
}
