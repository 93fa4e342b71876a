import type { Login, SendOutcome } from '../backend.ts'
import type { Message } from '../chat/message.ts'
import type { OutboxRow, OutboxState } from '../chat/outbox-row.ts'
import { STALE_AFTER } from '../chat/stale.ts'
import { log } from '../log.ts'
import { SECOND } from '../time.ts'
import { whyNotNow } from './sending-guards.ts'

/** Least time between two messages of one account: 21 messages in 3 s once gave 3 delivered (Mojo-Webqq #214). */
export const GAP = 3 * SECOND

/** What changes about a row; applied only if it is still in one of `from`. */
interface Transition {
  id: string
  from: OutboxState[]
  change: Partial<Pick<OutboxRow, 'state' | 'stateAt' | 'reason' | 'code' | 'echoedAt'>>
}

export interface OutboxParts {
  rows(states: readonly OutboxState[], since?: number): Promise<OutboxRow[]>
  /** One transaction; resolves with the ids whose transition was applied. */
  write(change: { transitions: Transition[]; messages?: Message[] }): Promise<{ applied: string[] }>
  send(row: OutboxRow, signal: AbortSignal): Promise<SendOutcome>
  login(): Login | null
  switches(): Promise<{ autoReply: boolean; pausedUntil: number | null }>
  /** Whether this rule is still there and switched on. */
  ruleStands(ruleId: string): Promise<boolean>
  /** When the last request went out, ms; survives a death of the worker. 0 when none did. */
  lastSendAt(): Promise<number>
  rememberSend(at: number): Promise<void>
  /** A row has reached its end (or become uncertain). */
  ended(row: OutboxRow): Promise<void>
  now(): number
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/**
 * Sends what is due, one message at a time, each at most once. A row is `sending` on disk before its request starts;
 * whoever finds it there after a death calls it `uncertain` (see {@link settleInterrupted}) and nobody sends it again.
 * Call again whenever a row was added, the login came up, or a switch was thrown: it returns when nothing waits any more.
 * When it rejects (storage failed), rows are as the last successful write left them.
 */
export async function dispatch(parts: OutboxParts, signal: AbortSignal): Promise<void> {
  // Not in the future: a computer whose clock was set back would wait for that long.
  let lastSend = Math.min(await parts.lastSendAt(), parts.now())
  while (!signal.aborted) {
    const pending = await parts.rows(['pending'])
    const [row] = pending.toSorted((a, b) => a.notBefore - b.notBefore)
    if (!row) return

    const login = parts.login()
    const dropped = await dropWhatMayNotGo(parts, pending, login)
    if (dropped.has(row.id)) continue
    if (!login) {
      // Nobody may come: what waits ends as stale by itself, and does not look as if it still waited.
      const oldest = Math.min(...pending.filter(({ id }) => !dropped.has(id)).map(({ answers }) => answers.sentAt))
      await parts.sleep(oldest + STALE_AFTER + 1 - parts.now(), signal)
      continue
    }
    const early = Math.max(row.notBefore, lastSend + GAP) - parts.now()
    if (early > 0) {
      await parts.sleep(early, signal)
      continue
    }

    lastSend = parts.now()
    const sending: Transition = { id: row.id, from: ['pending'], change: { state: 'sending', stateAt: lastSend } }
    const [{ applied }] = await Promise.all([
      parts.write({ transitions: [sending] }),
      // Only the pace depends on it, and the row itself is safe without.
      parts.rememberSend(lastSend).catch(() => undefined),
    ])
    if (!applied.includes(row.id)) continue
    // An abort must not turn a request on its way into a second one: from here on the row is settled by its outcome.
    const outcome = await parts.send(row, signal)
    await finish(parts, row, outcome, login)
  }
}

/** Rows that a death found in `sending`: nobody knows whether they went out, so nobody sends them again. */
export async function settleInterrupted(parts: Pick<OutboxParts, 'rows' | 'write' | 'ended' | 'now'>): Promise<void> {
  for (const row of await parts.rows(['sending'])) {
    const stateAt = parts.now()
    const change =
      row.echoedAt === null ? { state: 'uncertain' as const, stateAt } : { state: 'sent' as const, stateAt }
    await parts.write({
      transitions: [{ id: row.id, from: ['sending'], change }],
      messages: [ownMessage(row, row.stateAt)],
    })
    await parts.ended({ ...row, ...change })
  }
}

async function dropWhatMayNotGo(parts: OutboxParts, pending: OutboxRow[], login: Login | null): Promise<Set<string>> {
  const switches = await parts.switches()
  const at = parts.now()
  const dropped = new Set<string>()
  for (const row of pending) {
    const reason = whyNotNow(row, {
      ...switches,
      at,
      serverAt: at + (login?.clockOffset ?? 0),
      ruleStands: await parts.ruleStands(row.ruleId),
      login,
    })
    if (!reason) continue
    const change = { state: 'dropped' as const, stateAt: at, reason }
    const { applied } = await parts.write({ transitions: [{ id: row.id, from: ['pending'], change }] })
    if (applied.length > 0) await parts.ended({ ...row, ...change })
    dropped.add(row.id)
  }
  return dropped
}

async function finish(parts: OutboxParts, row: OutboxRow, outcome: SendOutcome, login: Login): Promise<void> {
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

/** The reply as a message of its conversation. */
function ownMessage(row: OutboxRow, sentAt: number): Message {
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
    receivedAt: sentAt,
    order: 0,
    source: 'outbox',
    raw: null,
    outboxId: row.id,
  }
}
