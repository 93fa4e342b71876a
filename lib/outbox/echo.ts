import type { ContactId } from '../chat/contact.ts'
import type { ConversationKind } from '../chat/message.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import { MINUTE } from '../time.ts'

/** An own message comes back within seconds; this leaves room for a slow line. */
const ECHO_WINDOW = 2 * MINUTE

/**
 * The reply of ours that an incoming message repeats, or undefined. Since May 2017 the service hands a client's own
 * messages back through poll2 with a sender that is in no list (SmartIM4IntelliJ #2, #3; pandolia/qqbot #220). For a
 * friend the conversation is unknown too, so the text decides; in a group the conversation must be the same.
 * Each row is found once: rows that already have their echo are passed over.
 */
export function findEcho(
  rows: readonly OutboxRow[],
  incoming: { kind: ConversationKind; conversation: ContactId; text: string; receivedAt: number },
): OutboxRow | undefined {
  const text = comparable(incoming.text)
  return rows.find(
    (row) =>
      row.echoedAt === null &&
      (row.state === 'sending' || row.state === 'sent' || row.state === 'uncertain') &&
      row.kind === incoming.kind &&
      (row.kind === 'friend' || row.conversation === incoming.conversation) &&
      incoming.receivedAt - row.stateAt < ECHO_WINDOW &&
      comparable(row.text) === text,
  )
}

/** Blanks and the names of faces do not survive the way back unchanged. */
function comparable(text: string): string {
  return text
    .replaceAll(/\[[^[\]]{1,20}\]/g, '[]')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
