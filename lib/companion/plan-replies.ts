import type { Backend } from '../backend.ts'
import type { Decision } from '../chat/decision.ts'
import type { Handle } from '../chat/handle.ts'
import type { Message } from '../chat/message.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import { planReply } from '../outbox/plan.ts'
import type { Verdict } from '../rules/verdict.ts'

/** What a verdict says is to be sent, as outbox rows, and the outcome as the decision keeps it. */
export interface Plan {
  outcome: Decision['outcome']
  rows: OutboxRow[]
}

/**
 * The rows of a verdict's replies, in its order. A reply that has nothing the service would carry (blanks alone) is left
 * out; without any other nothing is planned, and the outcome says so.
 */
export function planReplies(
  verdict: Verdict['outcome'],
  answered: { message: Message; target: Handle; isToStranger: boolean; at: number },
  pieces: Backend['pieces'],
  newId: () => string,
): Plan {
  if (verdict.kind === 'none') return { outcome: verdict, rows: [] }
  const { message: answers, target, isToStranger, at } = answered
  const rows: OutboxRow[] = []
  const planned: { ruleId: string; outboxId: string; text: string }[] = []
  let delayMs = 0
  for (const reply of verdict.replies) {
    const { ruleId, text } = reply
    // A later reply does not overtake those before it.
    delayMs = Math.max(delayMs, reply.delayMs)
    const more = planReply({ ruleId, answers, target, isToStranger, pieces: pieces(text), at, delayMs }, newId)
    const [first] = more
    if (!first) continue
    rows.push(...more)
    planned.push({ ruleId, outboxId: first.id, text })
    // Behind the last of its pieces, which are a millisecond apart.
    delayMs += more.length
  }
  const [first, ...also] = planned
  if (!first) return { outcome: { kind: 'none', why: 'empty-reply', ruleId: verdict.replies[0].ruleId }, rows }
  return { outcome: { kind: 'reply', ...first, ...(also.length > 0 ? { also } : {}) }, rows }
}
