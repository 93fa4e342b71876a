import { shapeOf, type Answer } from './answer.ts'
import { toEnvelope } from './envelope.ts'
import { meaningOf } from './return-codes/meaning-of.ts'
import type { PollDo } from './return-codes/poll.ts'
import type { WireWords } from './return-codes/words.ts'
import type { WireReply } from './transport.ts'

/** What a poll's reply says to do. */
export type PollVerdict =
  /** Something was delivered, and it is here only. In arrival order, unread. */
  { kind: 'items'; items: unknown[] } | { kind: 'store-ptwebqq'; value: string } | PollOrder

/** What is done about a poll that brought nothing, and the answer that says so. */
export interface PollOrder {
  kind: Exclude<PollDo, 'store-ptwebqq'>
  answer: Answer
  words?: WireWords
}

/** Total: every reply has a verdict. Items win over the code beside them, since the server will not repeat them. */
export function readPollReply(reply: WireReply): PollVerdict {
  const envelope = toEnvelope(reply.body)
  if (!envelope) return pollVerdict(shapeOf(reply))
  const items = toItems(envelope.result)
  if (items.length > 0) return { kind: 'items', items }
  return pollVerdict(envelope.code ?? 'no-code', envelope.fields['p'])
}

/**
 * What an answer without items says to do.
 * @param p the renewed ptwebqq that may stand beside a code
 */
export function pollVerdict(answer: Answer, p?: unknown): Exclude<PollVerdict, { kind: 'items' }> {
  const { do: kind, words } = meaningOf('poll', answer)
  if (kind === 'store-ptwebqq') return typeof p === 'string' ? { kind, value: p } : pollVerdict('no-renewal')
  return words ? { kind, answer, words } : { kind, answer }
}

/** The items of a result. `"ok"`, null, `[]` and `{}` are none; another lone object is kept as one item. */
function toItems(result: unknown): unknown[] {
  if (Array.isArray(result)) return result
  return typeof result === 'object' && result !== null && Object.keys(result).length > 0 ? [result] : []
}
