import type { JournalEntry } from '../archive/port.ts'
import type { Oddment } from '../chat/message.ts'

/** The items of an entry as they are kept when our own code cannot digest them: whole, and not read. */
export function unread({ id, account, epoch, receivedAt, items }: JournalEntry): Oddment[] {
  return items.map((raw, index) => ({
    id: `${id}/${index}`,
    account,
    epoch,
    at: receivedAt,
    kind: 'unreadable',
    wireKind: null,
    repeats: null,
    raw,
  }))
}
