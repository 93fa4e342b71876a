import type { Contact, ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import type { ConversationSummary, Message, Oddment } from '../chat/message.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import type { ExportFailure } from './format.ts'

/** Where an export reads from. The archive fits behind it; whoever starts an export hands it over. */
export interface ExportSource {
  account: { number: AccountId; nick: string | null }
  /** What to export, in the order of the file, each under its canonical id. */
  conversations: readonly Pick<ConversationSummary, 'id' | 'kind'>[]
  /** Messages in order, page by page, half-open in time (ms). Merged conversations are included. */
  scan(range: ExportRange & { conversation: ContactId }): AsyncIterable<Message[]>
  /** How many messages `scan` would give. */
  count(range: ExportRange & { conversation: ContactId }): Promise<number>
  /** Everybody known to the account. */
  contacts(): Promise<readonly Pick<Contact, 'id' | 'number' | 'nick' | 'remark'>[]>
  /** The id that stands for a contact after merges; the id itself when it was never merged. */
  canonical(id: ContactId): ContactId
  /** The record of an automatic reply. */
  reply(outboxId: string): Promise<Pick<OutboxRow, 'ruleId' | 'state'> | undefined>
  /** Everything the account received that is no message. */
  oddments(): Promise<readonly Pick<Oddment, 'at' | 'kind' | 'wireKind'>[]>
}

/** ms; `from` is inside, `to` is not, absent is unbounded. */
export interface ExportRange {
  from?: number
  to?: number
}

/** Where an export writes to. Writes come one after the other; each one is about a page long. */
export interface ExportSink {
  write(text: string): Promise<void>
  /** The file is whole. */
  close(): Promise<void>
  /** The file is given up: nothing may be left of it. */
  abort(): Promise<void>
}

export interface ExportOptions {
  /** ms */
  exportedAt: number
  generator: { name: string; version: string }
  /** IANA name. */
  timeZone: string
  range: ExportRange
}

/** Messages written so far, out of all; and the conversation that is being written. */
export interface ExportProgress {
  done: number
  total: number
  conversation: ContactId
}

/** How an export ended. Of a cancelled one there is no file. */
export interface ExportSummary {
  outcome: 'written' | 'cancelled'
  conversations: number
  messages: number
  /** Conversations that are missing or cut short in the file. */
  failures: ExportFailure[]
}
