import type { Avatar, Contact, ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import type { ConversationSummary, MessageView, Oddment } from '../chat/message.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import type { ExportPage } from './export-page.ts'
import type {
  ExportedCompleteness,
  ExportedConversation,
  ExportedFilter,
  ExportedPerson,
  ExportFailure,
} from './format.ts'

/** Where an export reads from. The archive fits behind it; whoever starts an export hands it over. */
export interface ExportSource {
  account: { number: AccountId; nick: string | null }
  /** What to export, in the order of the file, each under its canonical id. */
  conversations: readonly Pick<ConversationSummary, 'id' | 'kind'>[]
  /** Every conversation of the account, exported or not: where the names are that people had. */
  everyConversation(): Promise<readonly ContactId[]>
  /** Messages in order of (sentAt, order, key), page by page, half-open in time (ms). Merged conversations are included. */
  scan(range: ExportRange & { conversation: ContactId }): AsyncIterable<MessageView[]>
  /** How many messages `scan` would give. */
  count(range: ExportRange & { conversation: ContactId }): Promise<number>
  /** Everybody known to the account. */
  contacts(): Promise<readonly Pick<Contact, 'id' | 'kind' | 'number' | 'nick' | 'remark' | 'members'>[]>
  /** The picture of a contact, for the formats that carry pictures. */
  avatar(id: ContactId): Promise<Pick<Avatar, 'image'> | undefined>
  /** The id that stands for a contact after merges; the id itself when it was never merged. */
  canonical(id: ContactId): ContactId
  /** The record of an automatic reply. */
  reply(outboxId: string): Promise<Pick<OutboxRow, 'ruleId' | 'state'> | undefined>
  /** Everything the account received that is no message. */
  oddments(): Promise<readonly Pick<Oddment, 'at' | 'kind' | 'wireKind'>[]>
  /** When somebody listened, oldest first, as the archive has it. */
  watches(): Promise<readonly { from: number; to: number; by: 'background' | 'page'; ended: string | null }[]>
  /** Spans of messages that could not be read back. */
  damage(): Promise<readonly { conversation: ContactId; from: number; to: number; messages: number }[]>
}

/** ms; `from` is inside, `to` is not, absent is unbounded. */
export interface ExportRange {
  from?: number
  to?: number
}

/** Which messages of the chosen conversations. Everything that is given has to hold. */
export interface ExportFilter extends ExportRange {
  /** Canonical ids; null is the account itself. Absent: everybody. */
  authors?: readonly (ContactId | null)[]
  /** Words in the grammar of the search (`lib/search/query.ts`), handed in compiled. Absent: all. */
  words?: (message: MessageView) => boolean
  /** Kinds of content of which at least one is in the message. Absent: all. */
  content?: readonly ExportContent[]
  /** Only messages archived (received) before this, ms: what an interrupted export began with. */
  archivedBefore?: number
  /** Only messages archived at or after this, ms: what an incremental export adds. */
  archivedFrom?: number
}

export type ExportContent = 'text' | 'face' | 'picture' | 'attachment' | 'notice' | 'unknown'

export const FORMAT_IDS = [
  'json',
  'jsonl',
  'chatlab-json',
  'chatlab-jsonl',
  'telegram',
  'csv',
  'txt',
  'markdown',
  'html',
] as const
export type FormatId = (typeof FORMAT_IDS)[number]

/** What a file is about, given to each format when a file begins. */
export interface FileContext {
  account: { number: AccountId; nick: string | null }
  /** ms */
  exportedAt: number
  generator: { name: string; version: string }
  /** IANA name: the zone that dates in the file are shown in. */
  timeZone: string
  range: { from: string | null; to: string | null }
  /** What was left out on purpose; absent when nothing was. */
  filter?: ExportedFilter
  /** Names and numbers have been replaced: in all that this context and the messages give. */
  redacted?: true
  /** Words that the user chose: names of files and headings follow it. */
  language: 'zh-CN' | 'en'
  /** Everybody who can come up, by canonical id, redacted already. */
  people: ReadonlyMap<ContactId, ExportedPerson>
  /** Pictures as `data:` URLs, when the user wants them in the file. */
  avatar(id: ContactId): Promise<string | null>
  /** What of a conversation is known before its messages. */
  members(id: ContactId): readonly ExportedMember[]
  /**
   * Everybody but the account who wrote a message that the export has of a conversation, by its id in the files, in the order of their
   * first one. Reads the whole conversation: for formats that list people before the messages.
   */
  senders(id: ContactId): Promise<readonly ExportedSender[]>
  part: FilePart
}

/** Where a file stands among those of a conversation or of an export that was split. */
export interface FilePart {
  /** From 1. */
  number: number
  /** The last link of the chain in the file before it, of the conversation that goes on in this one; null when none does. */
  previousHash: string | null
  /** True when the export is split, so that others may follow or go before. */
  isOneOfSeveral?: true
  /** What the chains of conversations go on from, by id; those that are not in it begin anew. */
  continues?: Readonly<Record<ContactId, ChainEnd>>
}

/** Where the hash chain of a conversation stands: its last link, and the number of the last message. */
export interface ChainEnd {
  hash: string
  count: number
}

/** Somebody in a conversation, as far as the archive knows. */
export interface ExportedMember {
  contact: ContactId | null
  nick: string
  card: string | null
  role: 'owner' | 'admin' | 'member'
}

/** Somebody who wrote, whether or not a list has them (any more). `name`: shown beside their last message that had one. */
export interface ExportedSender {
  contact: ContactId
  name: string | null
}

/** What is known of a conversation when its messages begin. */
export type ConversationHead = Pick<ExportedConversation, 'id' | 'kind' | 'title' | 'number'>

/** How a conversation ended. */
export interface ConversationTail {
  count: number
  complete: boolean
  /** The last link of its hash chain; that of the conversation's id when it has no messages. */
  hash: string
}

/**
 * One file in the making. Pure: gives text, writes nothing. Called in the order head, (conversation, messages*, conversationEnd)*,
 * tail. What it must remember between calls is in `state`, which is plain JSON, so that an interrupted export goes on from it.
 */
export interface FileWriter {
  head(): string | Promise<string>
  conversation(head: ConversationHead): string | Promise<string>
  /** Text, or its UTF-8. */
  messages(page: Pick<ExportPage, 'messages' | 'bytes'>): string | Uint8Array<ArrayBuffer>
  conversationEnd(tail: ConversationTail): string
  tail(tail: { completeness: ExportedCompleteness; peopleMet: readonly ContactId[] }): string
  /** As plain JSON; a writer begun with it goes on as if it had never stopped. */
  state(): unknown
}

/** A file format. `perConversation`: a file of it holds one conversation; otherwise all of them. */
export interface ExportFormat {
  id: FormatId
  /** With its dot: `.json`. */
  extension: string
  mediaType: string
  perConversation: boolean
  /** A file of it holds one local day (Markdown). */
  perDay?: true
  /** `state`: of a writer that was interrupted. */
  begin(context: FileContext, state?: unknown): FileWriter
  /** The report as a text file beside each file of a format that has no place for it. `name`: of the file that it is about. */
  companion?(context: FileContext, name: string, completeness: ExportedCompleteness): string
}

/** Where the bytes of one file go. Writes come one after the other; each one is about a page long. */
export interface ExportSink {
  /** UTF-8. Resolves when the next piece may come; the bytes are not looked at any more by then. */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** How many bytes are in the file for good: all that were written before, so that a death loses nothing of them. */
  position(): Promise<number>
  /** No more will be written; what was written stays. */
  close(): Promise<void>
  /** The file is given up: nothing may be left of it. */
  abort(): Promise<void>
}

/** Where the files of an export go. Files are called `f1`, `f2` … until they are whole; then {@link FinishedFile} has their names. */
export interface ExportTarget {
  /** A new, empty file in place of any that is there. */
  create(id: string, mediaType: string): Promise<ExportSink>
  /** The file as it was at `bytes`: what is behind is cut off. @throws when there is no such file, or it is shorter. */
  reopen(id: string, bytes: number, mediaType: string): Promise<ExportSink>
}

/** A file that is whole. */
export interface FinishedFile {
  /** As the target knows it. */
  id: string
  /** What the user sees, with its extension; may have folders (`/`). No two of an export are the same. */
  name: string
  format: FormatId
  mediaType: string
  /** The conversation that is in it; null: several. */
  conversation: ContactId | null
  part: number
  messages: number
  bytes: number
}

/** How far an export is. `done` and `total` count the messages that are looked at; with a filter fewer are written. */
export interface ExportProgress {
  done: number
  /** May grow past the first guess when a conversation could not be counted. */
  total: number
  /** Messages that are in the files. */
  written: number
  /** Bytes of all files. */
  bytes: number
  /** The one that is being written. */
  conversation: ContactId
}

/** How an export ended. Of a cancelled one there is no file. */
export interface ExportSummary {
  outcome: 'written' | 'cancelled'
  /** How many were read, also those without a message. */
  conversations: number
  messages: number
  files: FinishedFile[]
  /** Conversations that are missing or cut short in the files. */
  failures: ExportFailure[]
  /** The same conversations by their ids in the archive, also of a redacted export. */
  failed: ContactId[]
  /** What all files together cannot show; its failures are the ones above. */
  completeness: ExportedCompleteness
  /** Where the chain of each conversation ended: what the next increment goes on from. */
  chains: Record<ContactId, ChainEnd>
}
