import type { ContactId } from './contact.ts'
import type { WhyNot } from './decision.ts'
import type { Handle } from './handle.ts'
import type { ConversationKind } from './message.ts'
import type { Segment } from './segment.ts'

/**
 * pending -> sending -> sent | refused | uncertain | dropped. `sending` is on disk before the request starts, so a row
 * found in it after a restart is `uncertain`. A refusal that says nobody has the handle leads back to `pending`, once.
 * Nothing leaves `uncertain` but by an echo (sent) or the user.
 */
export type OutboxState = 'pending' | 'sending' | 'sent' | 'refused' | 'uncertain' | 'dropped'

/** One automatic reply on its way. */
export interface OutboxRow {
  id: string
  ruleId: string
  conversation: ContactId
  kind: ConversationKind
  /** Where the reply goes; belongs to one login and is never used in another. */
  target: Handle
  /** The message it answers, and when the server says that was written (ms). */
  answers: { key: string; sentAt: number }
  segments: Segment[]
  text: string
  /** A further piece of a reply too long for one message; its first piece is the one that counts. */
  isFollowUp?: true
  /** Who wrote the message is in no list: asked who that is just before sending, and only then answered. */
  isToStranger?: true
  /** The service had nobody under its first handle: it has had its one other try. */
  isRetargeted?: true
  state: OutboxState
  createdAt: number
  /** Not sent before this time (delay), ms. */
  notBefore: number
  /** When `state` last changed, ms. */
  stateAt: number
  /** Why it was dropped or refused; null otherwise. */
  reason: WhyNot | 'refused-by-server' | null
  /** The server's code for `refused` and `uncertain`; null when there was none (time-out, worker death). */
  code: number | null
  /** When its echo came back, ms: proof that it was delivered. */
  echoedAt: number | null
}
