import type { Login, SendOutcome } from '../backend.ts'
import type { Message } from '../chat/message.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import { log } from '../log.ts'
import { DAY } from '../time.ts'
import type { OutboxParts } from './outbox-parts.ts'

/** How a send ended for good: all outcomes but the one after which there is another try. */
export type FinalOutcome = Exclude<SendOutcome, { kind: 'unknown-target' }>

/** Writes down how a send ended, with the reply as a message of its conversation if it may have gone out. */
export async function finish(parts: OutboxParts, row: OutboxRow, outcome: FinalOutcome, login: Login): Promise<void> {
  const stateAt = parts.now()
  log('reply ended', { outcome: outcome.kind, code: outcome.kind === 'sent' ? null : outcome.code })
  if (outcome.kind === 'refused') {
    const change = { state: 'refused' as const, stateAt, reason: 'refused-by-server' as const, code: outcome.code }
    await parts.write({ transitions: [{ id: row.id, from: ['sending'], change }] })
    return parts.ended({ ...row, ...change })
  }
  const code = outcome.kind === 'uncertain' ? outcome.code : null
  const change = { state: outcome.kind, stateAt, code }
  await parts.write({
    transitions: [{ id: row.id, from: ['sending'], change }],
    messages: [ownMessage(row, stateAt + login.clockOffset)],
  })
  if (outcome.kind === 'uncertain') {
    // The echo may have come back before the reply to the send did.
    const echoed = (await parts.rows(['uncertain'], stateAt)).some(
      ({ id, echoedAt }) => id === row.id && echoedAt !== null,
    )
    if (echoed) {
      await parts.write({ transitions: [{ id: row.id, from: ['uncertain'], change: { state: 'sent', stateAt } }] })
      return parts.ended({ ...row, ...change, state: 'sent' })
    }
  }
  return parts.ended({ ...row, ...change })
}

/** So far back a row is looked for that was called uncertain although its echo had come, ms. */
const ECHOED_WITHIN = DAY

/**
 * Rows that a death found in `sending`: nobody knows whether they went out, so nobody sends them again. And those it
 * found between the two steps in which `finish` takes an echo for proof.
 */
export async function settleInterrupted(parts: Pick<OutboxParts, 'rows' | 'write' | 'ended' | 'now'>): Promise<void> {
  for (const row of await parts.rows(['sending'])) {
    const stateAt = parts.now()
    const change =
      row.echoedAt === null ? { state: 'uncertain' as const, stateAt } : { state: 'sent' as const, stateAt }
    await parts.write({
      transitions: [{ id: row.id, from: ['sending'], change }],
      messages: [ownMessage(row, row.stateAt, stateAt)],
    })
    await parts.ended({ ...row, ...change })
  }
  for (const row of await parts.rows(['uncertain'], parts.now() - ECHOED_WITHIN)) {
    if (row.echoedAt === null) continue
    const change = { state: 'sent' as const, stateAt: parts.now() }
    await parts.write({ transitions: [{ id: row.id, from: ['uncertain'], change }] })
    await parts.ended({ ...row, ...change })
  }
}

/** The reply as a message of its conversation. `writtenAt`: when it comes into the archive. */
function ownMessage(row: OutboxRow, sentAt: number, writtenAt = sentAt): Message {
  return {
    key: `out/${row.id}`,
    account: row.target.account,
    epoch: row.target.epoch,
    conversation: row.conversation,
    kind: row.kind,
    direction: 'out',
    author: null,
    authorName: null,
    segments: row.segments,
    text: row.text,
    mentionsMe: false,
    sentAt,
    receivedAt: writtenAt,
    order: 0,
    source: 'outbox',
    raw: null,
    outboxId: row.id,
  }
}
