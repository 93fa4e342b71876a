import { signal } from '@preact/signals'
import type { ReadonlySignal, Signal } from '@preact/signals'
import type { Archive } from '../../../lib/archive/port.ts'
import type { Message } from '../../../lib/chat/message.ts'
import type { ContactId } from '../../../lib/chat/contact.ts'

/** The messages right before and after one in its conversation; null where it begins or ends. */
export interface Neighbours {
  before: Message | null
  after: Message | null
}

/** Kept of the last hits that were looked at. */
const MOST_KEPT = 500

/** Reads what stands around messages, once for each. `open` gives the archive. */
export function createNeighbours(open: () => Promise<Pick<Archive, 'slice'>>) {
  const known = new Map<string, Signal<Neighbours | null>>()

  async function read(message: Message, conversation: ContactId, into: Signal<Neighbours | null>): Promise<void> {
    try {
      const archive = await open()
      const [before, after] = await Promise.all([
        archive.slice(conversation, message, 'older', 1),
        archive.slice(conversation, message, 'newer', 1),
      ])
      into.value = { before: before[0] ?? null, after: after[0] ?? null }
    } catch {
      // The hit itself is shown all the same; it is tried again when it is drawn next.
      known.delete(message.key)
    }
  }

  /** Null while they are read. `conversation`: canonical id. */
  return function around(message: Message, conversation: ContactId): ReadonlySignal<Neighbours | null> {
    const there = known.get(message.key)
    if (there) return there
    const fresh = signal<Neighbours | null>(null)
    known.set(message.key, fresh)
    const [oldest] = known.keys()
    if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest)
    void read(message, conversation, fresh)
    return fresh
  }
}
