import type { Alias, Avatar, Contact, ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import type { Message } from '../chat/message.ts'
import type { ImportFormatId } from './import-format.ts'

/** What an import needs of the archive. Times in ms. */
export interface ImportArchive {
  accounts(): Promise<AccountId[]>
  contacts(account: AccountId): Promise<Contact[]>
  contact(id: ContactId): Promise<Contact | undefined>
  aliases(account: AccountId): Promise<Alias[]>
  /** Half-open; merged conversations are included. */
  scan(range: { conversation: ContactId; from?: number; to?: number }, pageSize?: number): AsyncIterable<Message[]>
  beginImport(importId: string): Promise<ImportSink>
}

/** Where the messages go. Nothing is visible before `publish`. */
export interface ImportSink {
  add(messages: readonly Message[]): Promise<void>
  publish(found: { record: ImportedRecord; contacts: readonly Contact[]; avatars: readonly Avatar[] }): Promise<void>
  abandon(): Promise<void>
}

/** What the archive keeps about an import. */
export interface ImportedRecord {
  id: string
  account: AccountId
  at: number
  fileName: string
  format: ImportFormatId
  /** bytes */
  size: number
  added: number
  duplicates: number
  conversations: ContactId[]
  contacts: ContactId[]
}
