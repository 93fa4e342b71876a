import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { Archive } from '../../../lib/archive/port.ts'
import type { Message } from '../../../lib/chat/message.ts'
import type { OutboxRow } from '../../../lib/chat/outbox-row.ts'
import { log } from '../../../lib/log.ts'
import { archive } from '../../pages/archive.ts'

/** What the archive knows about messages beside themselves. */
export interface MessageFacts {
  /** Keys of messages about which something was decided. */
  decided: ReadonlySet<string>
  /** Rows of replies that a rule sent, by outbox id. */
  replies: ReadonlyMap<string, OutboxRow>
}

const NOTHING: MessageFacts = { decided: new Set(), replies: new Map() }

/** Reads the facts about those messages that are shown; a message waits for none of them. `open` gives the archive. */
export function createFacts(open: () => Promise<Archive> = archive): {
  facts: ReadonlySignal<MessageFacts>
  about(messages: readonly Message[]): Promise<void>
  close(): void
} {
  const facts = signal(NOTHING)
  const closed = new AbortController()
  let messages: readonly Message[] = []
  let asked = 0

  async function read(isAnew: boolean): Promise<void> {
    const mine = (asked += 1)
    try {
      const store = await open()
      const before = isAnew ? NOTHING : facts.value
      const keys = messages.filter(({ direction }) => direction === 'in').map(({ key }) => key)
      const ids = messages.flatMap(({ outboxId }) => (outboxId === null ? [] : [outboxId]))
      const [decisions, rows] = await Promise.all([
        store.decisionsAbout(keys),
        Promise.all(ids.map(async (id) => before.replies.get(id) ?? (await store.outboxRow(id)))),
      ])
      if (mine !== asked || closed.signal.aborted) return
      facts.value = {
        decided: new Set(decisions.keys()),
        replies: new Map(rows.flatMap((row) => (row ? [[row.id, row]] : []))),
      }
    } catch (error) {
      // The messages are shown without them.
      log('message-facts-failed', { error: error instanceof Error ? error.name : 'unknown' })
    }
  }

  async function listen(): Promise<void> {
    const store = await open()
    if (closed.signal.aborted) return
    const stop = store.changes(({ decisions, outbox }) => {
      if (decisions || outbox) void read(true)
    })
    closed.signal.addEventListener('abort', stop)
  }

  void listen().catch(() => {})
  return {
    facts,
    async about(shown) {
      messages = shown
      await read(false)
    },
    close: () => closed.abort(),
  }
}
