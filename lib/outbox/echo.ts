import type { Handle } from '../chat/handle.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import { MINUTE } from '../time.ts'

/**
 * An own message comes back within seconds of its sending, with the poll that is open then. This leaves room for one poll
 * that breaks (we give it up after two minutes at the latest) and for a worker that died and has to come back. Longer
 * would take more words of strangers for ours: until its members are known, everybody in a group is one.
 */
const ECHO_WINDOW = 2 * MINUTE

/** What a message can be the echo of: a reply of ours, or what the user sent on the official page. */
export type Echoable = Pick<OutboxRow, 'echoedAt' | 'state' | 'stateAt' | 'createdAt' | 'text'> & {
  target: Pick<Handle, 'kind' | 'number'>
}

/**
 * The reply of ours that an incoming message repeats, or undefined. Since May 2017 the service hands a client's own
 * messages back through poll2 with a sender that is in no list (SmartIM4IntelliJ #2, #3; pandolia/qqbot #220). For a
 * friend the conversation is unknown too, so the text decides; in a group or discussion it must be the very one.
 * Each row is found once: rows that already have their echo are passed over. Of several in the same words the first is
 * found, so that two echoes join two rows.
 * @param rows of the login that the message came to, oldest first
 */
export function findEcho<T extends Echoable>(
  rows: readonly T[],
  incoming: { where: Handle; text: string; receivedAt: number },
): T | undefined {
  const text = comparable(incoming.text)
  return rows.find(
    (row) =>
      row.echoedAt === null &&
      (row.state === 'sending' || row.state === 'sent' || row.state === 'uncertain') &&
      row.target.kind === incoming.where.kind &&
      (row.target.kind === 'person' || row.target.number === incoming.where.number) &&
      // What came before the reply was thought of cannot be its echo.
      incoming.receivedAt >= row.createdAt &&
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
