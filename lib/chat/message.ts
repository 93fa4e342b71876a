import type { ContactId } from './contact.ts'
import type { AccountId, Epoch } from './handle.ts'
import type { NoticeSegment, Segment } from './segment.ts'

export type ConversationKind = 'friend' | 'group' | 'discuss'

/**
 * How a message reached the archive: by our poll, by what the official page received or the user sent there, sent by a
 * rule, or out of a file that the user took in.
 */
export type MessageSource = 'poll' | 'page' | 'outbox' | 'import'

/** One archived message. A conversation's id is the contact id of the friend, group or discussion it is with. */
export interface Message {
  /** Unique and stable: the same delivery, seen twice, has the same key. */
  key: string
  account: AccountId
  epoch: Epoch
  conversation: ContactId
  kind: ConversationKind
  direction: 'in' | 'out'
  /**
   * Who wrote it; null for ourselves. Of a notice, who it is about: who offered the file, joined the group …; null also
   * when the service does not say.
   */
  author: ContactId | null
  /** The author's name as it was shown then (card, remark or nick); null when it was not known yet. */
  authorName: string | null
  segments: Segment[]
  /** `segmentsToText(segments)`, kept for search. */
  text: string
  mentionsMe: boolean
  /** By the server, ms (the wire has whole seconds). */
  sentAt: number
  /** By this computer, ms. */
  receivedAt: number
  /** Rank within the same `sentAt`, so that an export keeps the order of the conversation. */
  order: number
  /** Its place in the service's reply that brought it, from 0, before the order was restored; absent for our own. */
  arrival?: number
  source: MessageSource
  /** The wire's own item, whole, or the imported file's; null for messages we sent. */
  raw: unknown
  /** The import that brought it: its provenance, and what takes it back. Absent for everything else. */
  importId?: string
  /** Its id in the export it was imported from, so that the next export gives it the same one. */
  exportId?: string
  /** Its author has taken it back. SmartQQ never told; other sources of imports do. */
  recalled?: true
  /** For a message we sent: the outbox row; its state tells sent from uncertain. */
  outboxId: string | null
}

/**
 * A message for somebody who only reads it, property by property: one that lies in a sealed block is read there. It is not to be
 * spread, cloned or kept; that is what `Message` is for, which can stand in for it.
 */
export interface MessageView extends Readonly<
  Pick<
    Message,
    | 'key'
    | 'conversation'
    | 'direction'
    | 'author'
    | 'authorName'
    | 'text'
    | 'mentionsMe'
    | 'sentAt'
    | 'receivedAt'
    | 'order'
    | 'source'
    | 'importId'
    | 'exportId'
    | 'recalled'
    | 'outboxId'
  >
> {
  readonly segments: readonly Segment[]
  /** Whether the one segment is the text, where that is known without making segments. */
  readonly isText?: boolean
}

/** Anything the service delivered that is not a readable message: unknown kinds, broken items, echoes, duplicates. */
export interface Oddment {
  id: string
  account: AccountId
  epoch: Epoch
  at: number
  /**
   * `lists-changed`: understood, and done with: somebody became a friend, or is none any more. `not-sent`: the user sent
   * it on the official page, and the service refused it.
   */
  kind: 'unknown-kind' | 'unreadable' | 'echo' | 'duplicate' | 'lists-changed' | 'not-sent'
  /** The wire's name of the kind, when it has one. */
  wireKind: string | null
  /** Key of the message it repeats, for `echo` and `duplicate`. */
  repeats: string | null
  raw: unknown
}

/** What the list of conversations shows. */
export interface ConversationSummary {
  id: ContactId
  account: AccountId
  kind: ConversationKind
  lastAt: number
  lastText: string
  /** When the last message is a notice, so that a list can say it in the user's language. */
  lastNotice?: NoticeSegment
  lastDirection: 'in' | 'out'
  count: number
}
