import type { Alias, Apart, Avatar, Contact, ContactBefore, ContactId } from '../chat/contact.ts'
import type { Decision } from '../chat/decision.ts'
import type { AccountId, Epoch, Handle } from '../chat/handle.ts'
import type { ConversationSummary, Message, Oddment } from '../chat/message.ts'
import type { OutboxRow, OutboxState } from '../chat/outbox-row.ts'

/** A poll reply as it came, on disk before anything looked at it. */
export interface JournalEntry {
  id: number
  account: AccountId
  epoch: Epoch
  receivedAt: number
  /** By the server's `Date` header, ms; null when it sent none. */
  serverAt: number | null
  /** The reply's items in arrival order, unread. */
  items: unknown[]
  /** Who asked for it: absent for our own poll. */
  source?: 'page'
}

/** A contact handle: who a number of one login stands for. */
export interface HandleRow {
  handle: Handle
  contact: ContactId
  /** What linked it: evidence (see docs/decisions/0005), or nothing yet. */
  evidence: 'number' | 'remark' | 'profile' | 'founding' | 'members' | 'user' | 'none'
  at: number
  /** The names of the contact before this link brought it newer ones; absent when nothing is to be given back. */
  was?: ContactBefore
}

/** Counters the rules keep per account (cooldowns, caps). Opaque to the archive. */
export interface RuleStateRow {
  account: AccountId
  state: unknown
}

/**
 * Everything one unit of work changes; `commit` writes all of it in one strict transaction, or nothing.
 * Messages and oddments whose key is there already are left as they were (a repeated unit of work changes nothing).
 */
export interface Batch {
  messages?: Message[]
  oddments?: Oddment[]
  decisions?: Decision[]
  contacts?: Contact[]
  handles?: HandleRow[]
  aliases?: Alias[]
  /** `from` of aliases that are taken back. */
  aliasesGone?: ContactId[]
  aparts?: Apart[]
  /** Pairs that are no longer kept apart. */
  apartsGone?: Pick<Apart, 'a' | 'b'>[]
  avatars?: Avatar[]
  ruleState?: RuleStateRow
  /** New outbox rows. */
  outbox?: OutboxRow[]
  /** Changes of rows that are there: applied only if the row is still in one of `from`. */
  transitions?: OutboxTransition[]
  /** Journal entries that this unit of work has dealt with; removed. */
  settled?: number[]
}

export interface OutboxTransition {
  id: string
  from: OutboxState[]
  change: Partial<
    Pick<OutboxRow, 'state' | 'stateAt' | 'reason' | 'code' | 'echoedAt' | 'notBefore' | 'target' | 'isRetargeted'>
  >
}

/** What changed, told to every context of the extension after a commit. */
export interface ArchiveChange {
  conversations: ContactId[]
  contacts: ContactId[]
  decisions: boolean
  outbox: boolean
}

export interface MessageRange {
  /** Canonical conversation id; its aliases are included. */
  conversation: ContactId
  /** ms, inclusive. */
  from?: number
  /** ms, exclusive. */
  to?: number
}

/**
 * The only way to stored messages. No table name and no library type leaves the folder.
 * Every method rejects with ArchiveError when the database fails or is full; what was written before stays.
 */
export interface Archive {
  /** Writes a poll reply down and gives it its id. The first thing that happens to it. Durable when it resolves. */
  journal(entry: Omit<JournalEntry, 'id'>): Promise<JournalEntry>
  /** Journal entries nobody has settled, oldest first. */
  unsettled(): Promise<JournalEntry[]>
  /** One unit of work, in one strict transaction. Resolves with the ids of transitions that were applied. */
  commit(batch: Batch): Promise<{ applied: string[] }>

  /** Which of these message keys are stored. */
  known(keys: readonly string[]): Promise<Set<string>>
  contacts(account: AccountId): Promise<Contact[]>
  contact(id: ContactId): Promise<Contact | undefined>
  aliases(account: AccountId): Promise<Alias[]>
  /** Pairs the user keeps apart. */
  aparts(account: AccountId): Promise<Apart[]>
  /** The picture of a contact, under the id it was fetched for. */
  avatar(contact: ContactId): Promise<Avatar | undefined>
  handles(account: AccountId, epoch: Epoch): Promise<HandleRow[]>
  ruleState(account: AccountId): Promise<unknown>
  /** Outbox rows in any of these states, oldest first; with `since` only those whose state changed at or after it (ms). */
  outbox(states: readonly OutboxState[], since?: number): Promise<OutboxRow[]>
  outboxRow(id: string): Promise<OutboxRow | undefined>
  /** Newest first. Conversations merged by alias appear once, under the canonical id. */
  conversations(account?: AccountId): Promise<ConversationSummary[]>
  /** Newest first, at most `limit`; `outcome` filters. Numbers of today come from `since`. */
  decisions(query: {
    account?: AccountId
    since?: number
    limit: number
    conversation?: ContactId
  }): Promise<Decision[]>
  message(key: string): Promise<Message | undefined>
  /** Messages of one conversation in order of (sentAt, order), page by page; stops when the consumer does. */
  scan(range: MessageRange, pageSize?: number): AsyncIterable<Message[]>
  /** How many messages `scan` would give. */
  count(range: MessageRange): Promise<number>
  /** The last messages of a conversation and of all merged with it, at most `limit`, oldest first. */
  latest(conversation: ContactId, limit: number): Promise<Message[]>
  oddments(account: AccountId): Promise<Oddment[]>
  /** Accounts that have anything stored. */
  accounts(): Promise<AccountId[]>
  /** Calls back after every commit, in this or another context. Returns the way to stop. */
  changes(listener: (change: ArchiveChange) => void): () => void
  close(): void
}

/** The database refused. `why` picks the words for the user; `cause` has the engine's own error. */
export class ArchiveError extends Error {
  override name = 'ArchiveError'
  readonly why: 'full' | 'blocked' | 'unavailable' | 'failed'
  constructor(why: ArchiveError['why'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.why = why
  }
}
