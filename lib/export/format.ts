import type { ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import type { ConversationKind, MessageSource } from '../chat/message.ts'
import type { OutboxState } from '../chat/outbox-row.ts'
import type { AttachmentKind, NoticeKind } from '../chat/segment.ts'

export const EXPORT_FORMAT = 'smartqq-companion-export'
export const EXPORT_VERSION = 3

/**
 * Our own export file, version 3, as `public/schema/smartqq-companion-export-3.schema.json` says it field by field; the two
 * are changed together. A reader refuses versions it does not know, so whatever it could trip over is a new version; the
 * schemas of older ones stay published. Version 1 had no notices; version 2 had neither the hash chain nor the spans.
 * All strings are well-formed Unicode. Instants are ISO 8601 in UTC with milliseconds.
 *
 * Nothing in it means something in one login only: no numbers of the service but real QQ numbers, and no raw items, which
 * are full of the others.
 */
export interface ExportedFile {
  format: typeof EXPORT_FORMAT
  version: typeof EXPORT_VERSION
  exportedAt: string
  generator: { name: string; version: string }
  account: { number: AccountId; nick: string | null }
  /** IANA name of the time zone the user saw when choosing the range. The instants do not depend on it. */
  timeZone: string
  /** Half-open: from is inside, to is not. Null is unbounded. */
  range: { from: string | null; to: string | null }
  /** What was left out on purpose; absent when nothing was. */
  filter?: ExportedFilter
  /** True when names and numbers have been replaced. */
  redacted?: true
  /** Of an export in parts: which one this is, and the ids of conversations with the hash that each one goes on from. */
  part?: { number: number; continues: Record<ContactId, { hash: string; count: number }> }
  conversations: ExportedConversation[]
  /** Everybody who wrote one of the messages, and every friend one of the conversations is with. */
  people: Record<ContactId, ExportedPerson>
  completeness: ExportedCompleteness
  /**
   * A hash chain over everything but the messages, 32 hex digits. Its links, made as those of messages, beginning with the empty
   * text: the header (all members before `conversations`); each conversation as `{id, kind, title, number, count, hash, complete}`;
   * `{people, completeness}`. Each as JSON without blanks. Always the last member.
   */
  seal: string
}

export interface ExportedConversation {
  /** Lasting id of ours. Of a conversation with a friend it is also the friend's id in `people`. */
  id: ContactId
  kind: ConversationKind
  /** Remark or name; null when the service never gave one. */
  title: string | null
  /** Real QQ number of the friend or group; null while unknown. */
  number: string | null
  /** In the order of the conversation. */
  messages: MessageInFile[]
  /** How many messages there are above. */
  count: number
  /** The last link of the hash chain (`hash` of the last message), or what it begins with when there are none. */
  hash: string
  /** False when reading broke off: what is there is good, the rest is missing, and `completeness.failures` says why. */
  complete: boolean
}

/**
 * A message as it stands in a file. Nearly all are plain text, in which nobody is named: what goes without saying is left out, which
 * is a third of the file.
 */
export type MessageInFile = Omit<ExportedMessage, 'segments' | 'mentionsMe'> & {
  /** Absent: one of type `text`, with the message's text. */
  segments?: ExportedSegment[]
  /** Absent: no. */
  mentionsMe?: true
  /**
   * A link of the hash chain of the conversation, 32 hex digits, for this message and all since the link before: the first half of the
   * SHA-256 of the link before, followed by the SHA-256 (64 hex digits) of those messages as JSON in UTF-8, as they stand in the file but
   * without this member, with a comma and a line break between two. Always the last member. On each message, or in long exports on every
   * hundredth and on the last. Formats that carry no chain leave it out.
   */
  hash?: string
}

/** A message on its way into the files of all formats. */
export interface ExportedMessage {
  /** Its number in the conversation, from 1; in the later parts of an export it goes on. */
  n: number
  /** 32 hex digits; the same message has the same id in every export of the same archive. */
  id: string
  /** When it was sent, by the server. */
  at: string
  direction: 'in' | 'out'
  /** Who wrote it, in `people`; null for the account itself. Of a notice as in `Message`. */
  author: ContactId | null
  /** The author's name as it was shown then; null when it was not known yet. */
  authorName: string | null
  segments: ExportedSegment[]
  /** The segments as plain text. */
  text: string
  mentionsMe: boolean
  /** How it reached the archive. */
  source: MessageSource
  /** Its author has taken it back. */
  recalled?: true
  /** Only on messages that a rule sent. */
  autoReply?: ExportedAutoReply
}

/** What of an export was left out on purpose, in words of the export. */
export interface ExportedFilter {
  authors?: (ContactId | null)[]
  words?: string
  content?: string[]
}

export type ExportedSegment =
  | { type: 'text'; text: string }
  | { type: 'face'; code: number; name: string | null }
  | { type: 'picture' }
  | { type: 'withheld' }
  | { type: 'notice'; what: NoticeKind; facts: Record<string, string> }
  | { type: 'attachment'; what: AttachmentKind; name: string | null }
  | { type: 'quote'; text: string }
  | { type: 'unknown' }

export interface ExportedAutoReply {
  /** Null when the record of the sending is gone. */
  ruleId: string | null
  /** `uncertain`: it may or may not have arrived. `unknown`: the record of the sending is gone. */
  state: OutboxState | 'unknown'
}

export interface ExportedPerson {
  number: string | null
  nick: string | null
  remark: string | null
}

/** What the file cannot show. The four counts are of the whole account within the range: such items name no conversation. */
export interface ExportedCompleteness {
  /** Kinds of items the service delivered and nobody understood, by its name for them; null for those without a name. */
  unknownKinds: { kind: string | null; count: number }[]
  /** Items that could not be read although their kind is known. */
  unreadable: number
  /** Copies of our own messages that came back. */
  echoes: number
  /** Items delivered more than once. */
  duplicates: number
  /** Messages in the file by what they hold: `text`, `face`, `picture`, `attachment`, `notice`, `withheld`, `unknown`. */
  content: Record<string, number>
  /** When somebody listened within the range, and who, oldest first: what came in these spans is in the archive. */
  captured: { from: string; to: string; by: 'background' | 'page' }[]
  /** The times between, within the range, from the first span on. */
  gaps: { from: string; to: string; why: GapReason; conversation?: ContactId; messages?: number }[]
  /** Messages in the file that came from imported files and not from the service. */
  imported: number
  failures: ExportFailure[]
}

/**
 * Why nothing is known of a time: nobody was logged in or the browser was closed; the line was down; somebody switched receiving
 * off; nobody was left to say; or a stored block cannot be read back (then `conversation` and `messages` say what is lost).
 */
export type GapReason = 'nobody-listening' | 'offline' | 'switched-off' | 'unknown' | 'damaged'

/** A conversation that could not be read to its end. */
export interface ExportFailure {
  conversation: ContactId
  title: string | null
  /** The error's own words, in English. */
  why: string
}
