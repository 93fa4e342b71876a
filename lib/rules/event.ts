import type { ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import type { ConversationKind } from '../chat/message.ts'
import type { Segment } from '../chat/segment.ts'

/** One message as the rules see it: who, where, what, when. Contact ids are canonical (aliases already followed). */
export interface ChatEvent {
  messageKey: string
  account: AccountId
  conversation: ContactId
  kind: ConversationKind
  /** Who wrote it; null when that is not known. */
  author: ContactId | null
  /** `self`: written by this account elsewhere; `echo`: something we sent, coming back. */
  own: 'no' | 'self' | 'echo'
  /** It came to a login that is not up here: another one is, or none. Absent: it came to the one that can answer. */
  login?: 'other' | 'none'
  /**
   * The author is in the lists of this login. For a group or discussion whose members have not been fetched yet the
   * caller says true: only a member missing from a known list is a stranger.
   */
  authorIsKnown: boolean
  names: {
    /** The author's own name. */
    nick: string | null
    /** The user's name for the author. */
    remark: string | null
    /** The author's name inside the group. */
    card: string | null
    /** Name of the group or discussion; null in a friend's chat. */
    group: string | null
  }
  /** Plain text of the whole message, faces as `[微笑]`. */
  text: string
  /** The text without the mention of me (`withoutMention`); absent when there is none. */
  addressed?: string
  segments: readonly Segment[]
  mentionsMe: boolean
  /** By the server's clock, ms. */
  sentAt: number
}

/** The time of a decision. The rules have no clock of their own. */
export interface Moment {
  /** This computer's clock, ms: cooldowns, caps and the pause are counted on it. */
  at: number
  /** The server's clock now, ms: the age of a message is counted on it. */
  serverAt: number
  /** Local wall time `HH:mm`, for `{time}`. */
  localTime: string
}

/** The user's kill switch and pause. */
export interface Switches {
  autoReply: boolean
  /** ms since the epoch; null when not paused. */
  pausedUntil: number | null
}
