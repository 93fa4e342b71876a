import type { JournalEntry, OutboxTransition } from '../archive/port.ts'
import type { Handle } from '../chat/handle.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import { findEcho } from '../outbox/echo.ts'
import type { Echoable } from '../outbox/echo.ts'
import type { OwnWords } from '../rules/state.ts'
import { SECOND } from '../time.ts'

/** When a request of the page went out is known to a moment only. */
const LEEWAY = SECOND

/** What of ours can come back in one journal entry: replies of rules, and what the user sent on the official page. */
export interface Echoes {
  /** Finds what a message is the echo of, each once; gives the key of that message. */
  join(where: Handle, text: string): string | undefined
  /** Whether a message is in our words, although their echo has come already. */
  hasOurWords(where: Handle, text: string): boolean
  /** What the echoes prove about replies. Grows with each one that is found. */
  transitions: OutboxTransition[]
}

/** @param at ms, when the entry is read */
export function createEchoes(
  { account, epoch, receivedAt }: JournalEntry,
  replies: readonly OutboxRow[],
  ownWords: readonly OwnWords[],
  at: number,
): Echoes {
  // An echo comes back to the login that sent it.
  const ours: (Echoable & { key: string; rowId?: string })[] = [
    ...replies
      .filter(({ target }) => target.account === account && target.epoch === epoch)
      .map((row) => ({ ...row, key: `out/${row.id}`, rowId: row.id })),
    ...ownWords.filter((words) => words.epoch === epoch).map(asEchoable),
  ]
  const transitions: OutboxTransition[] = []

  return {
    transitions,
    join(where, text) {
      const found = findEcho(ours, { where, text, receivedAt })
      if (!found) return undefined
      const echoedAt = (found.echoedAt = receivedAt)
      if (found.rowId !== undefined) {
        // Only to a row that is uncertain when this is written do both apply: that is how it is counted as confirmed.
        transitions.push(
          { id: found.rowId, from: ['uncertain'], change: { state: 'sent', stateAt: at } },
          { id: found.rowId, from: ['sending', 'sent'], change: { echoedAt } },
        )
      }
      return found.key
    },
    hasOurWords(where, text) {
      const unjoined = ours.map((one) => ({ ...one, echoedAt: null }))
      return findEcho(unjoined, { where, text, receivedAt }) !== undefined
    },
  }
}

function asEchoable({ key, kind, number, text, at, echoedAt }: OwnWords): Echoable & { key: string } {
  return { key, target: { kind, number }, text, createdAt: at - LEEWAY, state: 'sent', stateAt: at, echoedAt }
}
