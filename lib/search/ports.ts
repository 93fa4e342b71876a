import type { ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import type { Message } from '../chat/message.ts'
import type { Pieces } from './grams.ts'

/** Where a search reads from; the archive fits behind it. */
export interface SearchSource {
  /**
   * Messages that may be wanted, page by page: every one that is, and others. Everything newer than `downTo` (ms) has been handed
   * out with its page; within a page messages come in any order.
   */
  candidates(
    wanted: CandidateWish,
    signal?: AbortSignal,
  ): AsyncIterable<{ messages: readonly Message[]; downTo: number }>
}

export interface CandidateWish extends Pieces {
  account?: AccountId
  /** Canonical ids; absent: all. */
  conversations?: readonly ContactId[]
  /** ms, inclusive. */
  from?: number
  /** ms, exclusive. */
  to?: number
  /** Folded: all of them stand in the text. Says no more than `wants`, but of many texts at once. */
  terms?: readonly string[]
  /** Looks at the folded text before the rest of a message is read; false leaves it out. */
  wants?: (foldedText: string) => boolean
}
