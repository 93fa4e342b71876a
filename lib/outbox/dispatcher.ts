import type { Login } from '../backend.ts'
import type { AccountId } from '../chat/handle.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import { STALE_AFTER } from '../chat/stale.ts'
import { log } from '../log.ts'
import { SECOND } from '../time.ts'
import type { OutboxParts, Transition } from './outbox-parts.ts'
import { whyNotNow } from './sending-guards.ts'
import { finish } from './settle.ts'

/** Least time between two messages of one account: 21 messages in 3 s once gave 3 delivered (Mojo-Webqq #214). */
export const GAP = 3 * SECOND
/** A question about a stranger that got no answer is asked again after this long. */
const ASK_AGAIN_AFTER = 5 * SECOND

/**
 * Sends what is due, one message at a time, each at most once. A row is `sending` on disk before its request starts;
 * whoever finds it there after a death calls it `uncertain` (see `settle.ts`) and nobody sends it again. The one
 * exception is a refusal that says nobody has the handle: that reply has surely not gone out, and it is tried once more
 * under another handle of the same contact.
 * Call again whenever a row was added, the login came up, or a switch was thrown: it returns when nothing waits any more.
 * When it rejects (storage failed), rows are as the last successful write left them.
 */
export async function dispatch(parts: OutboxParts, signal: AbortSignal): Promise<void> {
  const lastSends = new Map<AccountId, number>()
  /** Rows to strangers who turned out to be somebody. */
  const known = new Set<string>()

  async function lastSendOf(account: AccountId): Promise<number> {
    // Not in the future: a computer whose clock was set back would wait for that long.
    const at = lastSends.get(account) ?? Math.min(await parts.lastSendAt(account), parts.now())
    lastSends.set(account, at)
    return at
  }

  while (!signal.aborted) {
    // All that is looked at just before a reply goes out, in one go: none of it depends on the other.
    const [pending, switches] = await Promise.all([parts.rows(['pending']), parts.switches()])
    const [row] = pending.toSorted((a, b) => a.notBefore - b.notBefore)
    if (!row) return

    const login = parts.login()
    const dropped = await dropWhatMayNotGo(parts, pending, { switches, login })
    if (dropped.has(row.id)) continue
    if (!login) {
      // Nobody may come: what waits ends as stale by itself, and does not look as if it still waited.
      const oldest = Math.min(...pending.filter(({ id }) => !dropped.has(id)).map(({ answers }) => answers.sentAt))
      await parts.sleep(oldest + STALE_AFTER + 1 - parts.now(), signal)
      continue
    }
    askAbout(parts, pending, known, signal)
    const early = Math.max(row.notBefore, (await lastSendOf(login.account)) + GAP) - parts.now()
    if (early > 0) {
      await parts.sleep(early, signal)
      continue
    }
    if (row.isToStranger && !known.has(row.id)) {
      const who = await parts.whoIs(row, signal)
      if (who === 'somebody') known.add(row.id)
      else if (who === 'nobody') await drop(parts, row, 'unknown-sender')
      else await postpone(parts, pending, row)
      // Time has passed: every guard is looked at again.
      continue
    }

    const at = parts.now()
    lastSends.set(login.account, at)
    const sending: Transition = { id: row.id, from: ['pending'], change: { state: 'sending', stateAt: at } }
    const [{ applied }] = await Promise.all([
      parts.write({ transitions: [sending] }),
      // Only the pace depends on it, and the row itself is safe without.
      parts.rememberSend(login.account, at).catch(() => undefined),
    ])
    if (!applied.includes(row.id)) continue
    // An abort must not turn a request on its way into a second one: from here on the row is settled by its outcome.
    const outcome = await parts.send(row, signal)
    if (outcome.kind !== 'unknown-target') await finish(parts, row, outcome, login)
    else if (row.isRetargeted) await finish(parts, row, { kind: 'refused', code: outcome.code }, login)
    else await tryOnceMore(parts, row, outcome.code, signal)
  }
}

/** Asks about strangers while the delay of their replies runs, so that nobody waits for the answer afterwards. */
function askAbout(parts: OutboxParts, pending: OutboxRow[], known: ReadonlySet<string>, signal: AbortSignal): void {
  for (const row of pending) {
    if (row.isToStranger && !known.has(row.id)) parts.whoIs(row, signal).catch(() => undefined)
  }
}

/**
 * The service has nobody under this handle, so the reply is surely nowhere: it waits again, and has another handle if
 * the lists know one. That this was its one other try is on disk before the lists are asked.
 */
async function tryOnceMore(parts: OutboxParts, row: OutboxRow, code: number | null, signal: AbortSignal) {
  log('reply to an unknown handle', { code })
  const waiting = { state: 'pending' as const, stateAt: parts.now(), isRetargeted: true as const }
  await parts.write({ transitions: [{ id: row.id, from: ['sending'], change: waiting }] })
  const target = await parts.retarget(row, signal)
  if (target) {
    await parts.write({ transitions: [{ id: row.id, from: ['pending'], change: { target } }] })
    return
  }
  const change = { state: 'refused' as const, stateAt: parts.now(), reason: 'refused-by-server' as const, code }
  const { applied } = await parts.write({ transitions: [{ id: row.id, from: ['pending'], change }] })
  if (applied.length > 0) await parts.ended({ ...row, ...waiting, ...change })
}

/** The pieces of a reply wait together, so that they keep their order; others need not wait for them. */
async function postpone(parts: OutboxParts, pending: OutboxRow[], { answers, notBefore }: OutboxRow): Promise<void> {
  const later = parts.now() + ASK_AGAIN_AFTER - notBefore
  const pieces = pending.filter((row) => row.answers.key === answers.key)
  await parts.write({
    transitions: pieces.map((row) => ({
      id: row.id,
      from: ['pending'],
      change: { notBefore: row.notBefore + later },
    })),
  })
}

async function dropWhatMayNotGo(
  parts: OutboxParts,
  pending: OutboxRow[],
  { switches, login }: { switches: Awaited<ReturnType<OutboxParts['switches']>>; login: Login | null },
): Promise<Set<string>> {
  const at = parts.now()
  const dropped = new Set<string>()
  for (const row of pending) {
    const reason = whyNotNow(row, {
      ...switches,
      at,
      serverAt: at + (login?.clockOffset ?? 0),
      ruleStands: await parts.ruleStands(row.ruleId),
      chat: await parts.chatHold(row),
      login,
    })
    if (!reason) continue
    await drop(parts, row, reason)
    dropped.add(row.id)
  }
  return dropped
}

async function drop(parts: OutboxParts, row: OutboxRow, reason: NonNullable<OutboxRow['reason']>): Promise<void> {
  const change = { state: 'dropped' as const, stateAt: parts.now(), reason }
  const { applied } = await parts.write({ transitions: [{ id: row.id, from: ['pending'], change }] })
  if (applied.length > 0) await parts.ended({ ...row, ...change })
}
