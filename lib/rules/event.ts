import type { ContactId } from '../chat/contact.ts'
import type { Circumstances } from '../chat/decision.ts'
import type { AccountId } from '../chat/handle.ts'
import type { ConversationKind } from '../chat/message.ts'
import type { Segment } from '../chat/segment.ts'

/** One message as the rules see it: who, where, what, when. Contact ids are canonical (aliases already followed). */
export interface ChatEvent extends Circumstances {
  messageKey: string
  account: AccountId
  conversation: ContactId
  kind: ConversationKind
  /** Who wrote it; null when that is not known, and for notices that do not say whom they are about. */
  author: ContactId | null
  /** Plain text of the whole message, faces as `[微笑]`. */
  text: string
  /** A single `notice` segment: something happened that nobody wrote. */
  segments: readonly Segment[]
  mentionsMe: boolean
  /** By the server's clock, ms. */
  sentAt: number
}

/** The time of a decision and what holds then. The rules have no clock, no chance and no zone of their own. */
export interface Now {
  /** This computer's clock, ms: cooldowns, caps and pauses are counted on it. */
  at: number
  /** The server's clock now, ms: the age of a message is counted on it. */
  serverAt: number
  /** IANA name of the zone in which schedules and `{time}` are read. */
  zone: string
  /** A number from 0 up to 2^32: all chance in the decision is drawn from it and the message's key. */
  random: number
  switches: Switches
  /** The user is away, by their own word or by what the page and QQ's states say. */
  away: boolean
}

/** The user's kill switch and pause. */
export interface Switches {
  autoReply: boolean
  /** ms since the epoch; null when not paused. */
  pausedUntil: number | null
  /** Automatic replies have stopped by themselves; null: they have not. Switching them on again clears it. */
  stopped: 'refused-sends' | null
}
