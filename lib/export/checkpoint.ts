import type { ContactId } from '../chat/contact.ts'
import type { Message } from '../chat/message.ts'
import type { ExportFailure } from './format.ts'
import type { ChainEnd, FinishedFile, FormatId } from './ports.ts'

export const CHECKPOINT_VERSION = 1

/**
 * All that an interrupted export has to know to go on, as plain JSON. What is in the files beyond it is cut off again, so that
 * the files of an export that went on have the same bytes as those of one that was never stopped.
 */
export interface ExportCheckpoint {
  version: typeof CHECKPOINT_VERSION
  /** ms; as it began, whenever it goes on. */
  exportedAt: number
  /** Messages archived from here on are not in it (ms). */
  archivedBefore: number
  /** Of what names were replaced with; null when none are. When it has changed the export begins anew. */
  redactor: string | null
  /** Index of the conversation that is being read; the number of conversations when all have been. */
  conversation: number
  /** The last message of it that was looked at; null before the first. */
  after: Pick<Message, 'sentAt' | 'order' | 'key'> | null
  /** Chain of the conversation that is being read. */
  chain: ChainEnd | null
  /** As it began: how many messages a link stands for. */
  messagesPerLink: number
  /** Chains of those that were read. */
  chains: Record<ContactId, ChainEnd>
  /** Messages looked at, and of them those that are in the files. */
  done: number
  written: number
  /** What the messages in the files hold, as in a file's report. */
  content: Record<string, number>
  imported: number
  /** Number of the next file: `f1`, `f2` … */
  nextFile: number
  formats: Partial<Record<FormatId, FormatCheckpoint>>
  finished: FinishedFile[]
  failures: ExportFailure[]
  /** The conversations of these failures, as the archive knows them. */
  failed: ContactId[]
}

/** One format's share. */
export interface FormatCheckpoint {
  /** Number of the part that was begun last, of the conversation or, of files for all, of the export. */
  part: number
  open: OpenFileCheckpoint | null
}

/** A file that is not whole yet. */
export interface OpenFileCheckpoint {
  id: string
  /** How much of it counts. */
  bytes: number
  part: number
  /** Whether a conversation is open in it. */
  inConversation: boolean
  /** Messages in it, and of them those of the conversation that is open. */
  messages: number
  inThisConversation: number
  /** When its first and last message were sent, ms. */
  firstAt: number | null
  lastAt: number | null
  /** The local day, month or year it is for; null when it is for none. */
  period: string | null
  content: Record<string, number>
  imported: number
  failures: ExportFailure[]
  peopleMet: ContactId[]
  previousHash: string | null
  /** What its chains went on from. */
  continues: Record<ContactId, ChainEnd>
  /** Of its writer. */
  state: unknown
}
