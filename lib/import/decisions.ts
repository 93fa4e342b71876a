import type { ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import type { ConversationKind } from '../chat/message.ts'

/** Why something of the file is taken for a contact that is there. */
export type MatchWhy = 'our-id' | 'number' | 'member-name' | 'name' | 'user'

/** Where a conversation goes. */
export interface ConversationChoice {
  take: boolean
  kind: ConversationKind
  /** A contact that is there; null: a new one. */
  target: ContactId | null
  /** What said so; null of a new one. */
  why: MatchWhy | null
}

/** Who somebody of the file is. */
export interface PersonChoice {
  /** A contact that is there; null: a new one. */
  contact: ContactId | null
  /** What said so; null of a new one, unless the user did. */
  why: MatchWhy | null
}

/** What the user decides before anything is written. Lists go along with those of the survey. */
export interface Decisions {
  account: AccountId
  /** Indices of the people who are the account itself. */
  self: number[]
  conversations: ConversationChoice[]
  people: PersonChoice[]
  /** Messages that are nearly the same as one that is there: kept beside it, or left out. */
  conflicts: 'keep' | 'leave'
}

/** Whether somebody was taken for a contact by nothing but their name, or the user said who they are. */
export function isUncertain({ why }: PersonChoice): boolean {
  return why === 'member-name' || why === 'user'
}
