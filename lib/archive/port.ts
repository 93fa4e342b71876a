import type { Alias, Apart, Avatar, Contact, ContactBefore, ContactId } from '../chat/contact.ts'
import type { Decision } from '../chat/decision.ts'
import type { AccountId, Epoch, Handle } from '../chat/handle.ts'
import type { ConversationSummary, Message, MessageView, Oddment } from '../chat/message.ts'
import type { OutboxRow, OutboxState } from '../chat/outbox-row.ts'
import { DAY } from '../time.ts'

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

/** Rules and limits that decisions were made with, under a name made of their content. Opaque to the archive. */
export interface RuleSetRow {
  account: AccountId
  /** As in `Decision.given.ruleSet`. */
  revision: string
  /** When it was first decided with, ms. */
  at: number
  ruleSet: unknown
}

/** What the rules remembered before the first decision of a day: where a replay begins. Opaque to the archive. */
export interface RuleSnapshot {
  account: AccountId
  at: number
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
  /** Added when its revision is not there yet; the oldest beyond {@link RULE_SETS_KEPT} of the account go. */
  ruleSet?: RuleSetRow
  /** Added when the account has none of its local day yet; those older than {@link SNAPSHOTS_KEPT_FOR} go. */
  ruleSnapshot?: RuleSnapshot
  /** New outbox rows. */
  outbox?: OutboxRow[]
  /** Added, or put in place of the one with the same id. */
  watches?: Watch[]
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

/** Rule sets kept of an account: decisions of older ones can no longer be replayed as they were. */
export const RULE_SETS_KEPT = 100

/** How long snapshots of what the rules remembered are kept, ms: at most one a local day. */
export const SNAPSHOTS_KEPT_FOR = 60 * DAY

/** Messages of all conversations of an account, or of one. */
export interface TimelineQuery {
  account: AccountId
  /** Canonical conversation id; its aliases are included. Absent: all. */
  conversation?: ContactId
  /** ms, inclusive. */
  from?: number
  /** ms, exclusive. */
  to?: number
}

/** Where a message stands in its conversation. */
export type Place = Pick<Message, 'sentAt' | 'order' | 'key'>

/** What a search asks the archive for: messages that may be found, not those that are. */
export interface CandidateQuery {
  account?: AccountId
  /** Canonical ids; absent: all. */
  conversations?: readonly ContactId[]
  /** ms, inclusive. */
  from?: number
  /** ms, exclusive. */
  to?: number
  /**
   * Pieces of text (as `lib/search/grams.ts` cuts them) that all stand in the text of each message that is wanted. What has not
   * all of them may be left out; none: everything may be wanted.
   */
  grams: readonly string[]
  /** Of each of these groups one list at least is wanted whole. `compilePieces` asks a signature for both. */
  either?: readonly (readonly (readonly string[])[])[]
  /** Folded texts that all stand in that of each message that is wanted: said of many texts at once. */
  terms?: readonly string[]
  /** Looks at the folded text before the rest of a message is read; false leaves it out. */
  wants?: (foldedText: string) => boolean
}

/** Messages that may be found. Everything newer than `downTo` (ms) has been handed out with this page. */
export interface Candidates {
  messages: Message[]
  downTo: number
}

/** A file of messages that was taken in: what the archive knows about where they are from. */
export interface ImportRecord {
  id: string
  account: AccountId
  /** When, ms. */
  at: number
  fileName: string
  /** Name of the format as `lib/import` knows it. */
  format: string
  /** Of the file, bytes. */
  size: number
  /** How many messages were added; how many were there already. */
  added: number
  duplicates: number
  /** Conversations it added messages to, by canonical id. */
  conversations: ContactId[]
  /** Contacts that were made for it: they go with it when it is taken back. */
  contacts: ContactId[]
}

/**
 * An import on its way. Nothing of it is visible before `publish`, and after a death nothing of it is left. Messages of one
 * conversation come in any order; each call is a transaction of its own.
 */
export interface ImportWriter {
  /**
   * Only messages that are new: nobody looks again whether they are there. Their `importId` is that of the import, `raw` is JSON.
   * Keys `import/<id of the import>/…` are found the fastest.
   */
  add(messages: readonly Message[]): Promise<void>
  /** All at once: contacts, messages, and the record. */
  publish(found: { record: ImportRecord; contacts: readonly Contact[]; avatars?: readonly Avatar[] }): Promise<void>
  /** Takes everything away again. */
  abandon(): Promise<void>
}

/** What a conversation takes in the archive. */
export interface ConversationSize {
  /** Canonical id. */
  conversation: ContactId
  account: AccountId
  messages: number
  /** On disk, about; what was written last is estimated. */
  bytes: number
  firstAt: number
  lastAt: number
}

/** A time in which somebody listened for messages: what came in it is in the archive. */
export interface Watch {
  id: string
  account: AccountId
  by: 'background' | 'page'
  /** ms; `to` moves on while it lasts. */
  from: number
  to: number
  /** Why it ended; null: it lasts, or nobody was left to say (the browser died). */
  ended: 'logged-out' | 'offline' | 'handed-over' | 'switched-off' | null
}

export interface MessageRange {
  /** Canonical conversation id; its aliases are included. */
  conversation: ContactId
  /** All ids that stand for the conversation, where the caller knows them and they may not change meanwhile. */
  ids?: readonly ContactId[]
  /** ms, inclusive. */
  from?: number
  /** ms, exclusive. */
  to?: number
}

/**
 * The only way to stored messages. No table name and no library type leaves the folder.
 * `raw` comes with `message(key)`; whatever gives many messages leaves it null for those that are sealed.
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
  decision(messageKey: string): Promise<Decision | undefined>
  /** Decisions about these messages, by message key; messages nobody decided about are not in it. */
  decisionsAbout(keys: readonly string[]): Promise<Map<string, Decision>>
  /** Decisions of an account in order of time, page by page. `from` inclusive, `to` exclusive, ms. */
  decisionPages(query: { account: AccountId; from?: number; to?: number }, pageSize?: number): AsyncIterable<Decision[]>
  ruleSet(account: AccountId, revision: string): Promise<unknown>
  /** The newest snapshot of what the rules remembered, taken at or before `at`. */
  snapshotBefore(account: AccountId, at: number): Promise<RuleSnapshot | undefined>
  /**
   * When each author last wrote in each conversation (incoming messages, notices left out), by the server, ms; null: never.
   * Ids may be any that mean the same: merged contacts are followed.
   */
  lastHeard(places: readonly { conversation: ContactId; author: ContactId }[]): Promise<(number | null)[]>
  message(key: string): Promise<Message | undefined>
  /**
   * Messages of an account in order of (sentAt, order, key), page by page; stops when the consumer does. What it holds does not grow
   * with the conversations that went on at once.
   */
  timeline(query: TimelineQuery, pageSize?: number): AsyncIterable<Message[]>
  /** Messages of one conversation in order of (sentAt, order), page by page; stops when the consumer does. */
  scan(range: MessageRange, pageSize?: number): AsyncIterable<Message[]>
  /** As `scan`, for somebody who writes all of them somewhere: sealed messages are read where they lie, in half the time. */
  scanViews(range: MessageRange, pageSize?: number): AsyncIterable<MessageView[]>
  /** How many messages `scan` would give. */
  count(range: MessageRange): Promise<number>
  /** The last messages of a conversation and of all merged with it, at most `limit`, oldest first. */
  latest(conversation: ContactId, limit: number): Promise<Message[]>
  /**
   * The next `limit` messages of a conversation from a place on, that one left out, oldest first in either direction. Without a
   * place from its beginning (`newer`) or its end (`older`). A place need not be a message: `{ sentAt, order: -1, key: '' }`.
   */
  slice(conversation: ContactId, from: Place | null, direction: 'older' | 'newer', limit: number): Promise<Message[]>
  /** Newest first, page by page. Finds every message that has all the pieces; may find others. */
  candidates(query: CandidateQuery, signal?: AbortSignal): AsyncIterable<Candidates>
  /** Has at hand what every search asks for, so that the first one does not wait for it. Ends early when it is called off. */
  prepareSearch(signal?: AbortSignal): Promise<void>
  oddments(account: AccountId): Promise<Oddment[]>
  /** When somebody listened, oldest first. */
  watches(account: AccountId): Promise<Watch[]>
  /** What each conversation takes, biggest first. */
  sizes(): Promise<ConversationSize[]>
  /** Where messages could not be read back: their block is damaged. Empty when all is well. */
  damage(): Promise<{ conversation: ContactId; from: number; to: number; messages: number }[]>

  /** Imports, newest first. */
  imports(): Promise<ImportRecord[]>
  /** Begins an import; only one at a time. @throws ArchiveError `blocked` when another one runs. */
  beginImport(importId: string): Promise<ImportWriter>
  /**
   * Takes an import back, in one transaction: its messages, and the contacts of it that nothing else stands for. Waits while another
   * import or a restore runs: that one rests on what is there.
   */
  undoImport(importId: string, waiting?: Waiting): Promise<void>

  /**
   * Deletes the messages of a conversation sent before `before` (ms; absent: all), with what was decided about them and answered, and
   * deliveries that repeat them. Resolves with how many messages.
   */
  forget(conversation: ContactId, before?: number, waiting?: Waiting): Promise<number>
  /** Deletes everything of an account, or everything there is. */
  wipe(account?: AccountId, waiting?: Waiting): Promise<void>
  /**
   * Every row of the archive, for a backup, store by store. Values are JSON but for `Uint8Array`s, which are properties of a row
   * itself, never deeper. The versions of rows are the archive's own business. While somebody reads on, nobody seals, forgets or
   * wipes; who stops early has to end the iteration.
   */
  dump(pageSize?: number): AsyncIterable<DumpPage>
  /**
   * Begins putting a dump back in place of everything that is there; nothing changes before `finish`.
   *
   * @throws ArchiveError `blocked` while an import or another restore runs, `failed` for a version that cannot be read.
   */
  beginRestore(version: number): Promise<RestoreWriter>
  /** Moves older messages into sealed blocks, a step at a time; false when there is nothing to do, or somebody else is at it. */
  seal(): Promise<boolean>
  /** Accounts that have anything stored. */
  accounts(): Promise<AccountId[]>
  /** Calls back after every commit, in this or another context. Returns the way to stop. */
  changes(listener: (change: ArchiveChange) => void): () => void
  close(): void
}

/** What keeps a change of the archive waiting: an import or a restore, a dump, or another change. */
export type WaitsFor = 'import' | 'dump' | 'change'

/** How somebody waits whose change cannot begin at once. */
export interface Waiting {
  /** Told each time it has to wait, and with null when its turn has come. Not told when it can begin at once. */
  onWait?: (what: WaitsFor | null) => void
  /** Gives up the waiting: the change rejects with its reason. What has begun goes on to its end. */
  signal?: AbortSignal
}

/** Rows of one store, as a backup carries them. */
export interface DumpPage {
  /** Version of the archive the rows are of. */
  version: number
  store: string
  rows: unknown[]
  /** How far the dump is with this page, in bytes of the archive, about: never beyond the total, which may grow a little meanwhile. */
  done: number
  total: number
}

export interface RestoreWriter {
  /** Pages in any order. @throws ArchiveError `failed` for what is no row of this archive. */
  add(page: Pick<DumpPage, 'store' | 'rows'>): Promise<void>
  /**
   * What was there before is gone, what was added is there, by one transaction: it fails as a whole, and may be asked again.
   *
   * @throws ArchiveError `failed` when blocks lack parts: the backup was cut off.
   */
  finish(): Promise<void>
  abandon(): Promise<void>
}

/**
 * The database refused. `why` picks the words for the user; `cause` has the engine's own error. `outdated`: a later version of the
 * extension has written the database.
 */
export class ArchiveError extends Error {
  override name = 'ArchiveError'
  readonly why: 'full' | 'blocked' | 'outdated' | 'unavailable' | 'failed'
  constructor(why: ArchiveError['why'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.why = why
  }
}

/**
 * A batch was made out of what is not there any more: everything was restored, wiped or taken back in between. Told once to each who
 * writes: what is read again after it is true.
 */
export class ArchiveReplaced extends ArchiveError {
  override name = 'ArchiveReplaced'
  constructor() {
    super('failed', 'Archive: something else is in its place')
  }
}
