import type { Handle } from '../chat/handle.ts'
import type { Message } from '../chat/message.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import { segmentsToText } from '../chat/segment.ts'
import type { Segment } from '../chat/segment.ts'

/** The outbox rows of one planned reply, a row a piece, in the order they go out. Pure but for `newId`. */
export function planReply(
  reply: {
    ruleId: string
    answers: Message
    target: Handle
    /** Who wrote the message is in no list: asked about before anything goes out. */
    isToStranger?: boolean
    pieces: readonly Segment[][]
    at: number
    delayMs: number
  },
  newId: () => string,
): OutboxRow[] {
  const { answers, at } = reply
  return reply.pieces.map((segments, index) => ({
    id: newId(),
    ruleId: reply.ruleId,
    conversation: answers.conversation,
    kind: answers.kind,
    target: reply.target,
    answers: { key: answers.key, sentAt: answers.sentAt },
    segments,
    text: segmentsToText(segments),
    ...(index > 0 ? { isFollowUp: true } : {}),
    ...(reply.isToStranger ? { isToStranger: true } : {}),
    state: 'pending',
    createdAt: at,
    // A millisecond apart, so that the pieces of a long reply keep their order.
    notBefore: at + reply.delayMs + index,
    stateAt: at,
    reason: null,
    code: null,
    echoedAt: null,
  }))
}
