import type { ContactId } from '../chat/contact.ts'
import type { MessageView } from '../chat/message.ts'
import type { FormatCheckpoint, OpenFileCheckpoint } from './checkpoint.ts'
import { addCounts } from './content-count.ts'
import type { ExportPage } from './export-page.ts'
import type { ExportFailure } from './format.ts'
import { firstLink } from './integrity.ts'
import { lastLink } from './page-bytes.ts'
import type {
  ChainEnd,
  ConversationHead,
  ExportFormat,
  ExportSink,
  ExportTarget,
  FileContext,
  FilePart,
  FileWriter,
  FinishedFile,
} from './ports.ts'
import type { ExportedCompleteness } from './format.ts'

/** When files end; each limit by itself, absent is none. */
export interface FileLimits {
  messages?: number
  bytes?: number
  /** The local stretch of time a message is in, when files are split by one: its name, and where it ends (ms). */
  period?: (at: number) => { label: string; to: number }
}

/** What the files of one format need of the export they belong to. */
export interface FormatFilesPorts {
  format: ExportFormat
  target: ExportTarget
  limits: FileLimits
  /** One file for each conversation. */
  isPerConversation: boolean
  /** Number of the first part. */
  firstPart: number
  /** Where the chains of conversations go on from, besides what this export has written. */
  continues: Readonly<Record<ContactId, ChainEnd>>
  context: Omit<FileContext, 'part'>
  nextId(): string
  /** As with `createUtf8`. */
  utf8(text: string): Uint8Array<ArrayBuffer>
  nameOf(file: OpenFileCheckpoint, conversation: ConversationHead | null): string
  /** Of the report beside a file. */
  companionName(name: string): string
  completeness(file: OpenFileCheckpoint, conversation: ContactId | null): ExportedCompleteness
  onFinished(file: FinishedFile): void
}

/** The files that one format makes of an export, one open at a time. Calls come one after the other. */
export interface FormatFiles {
  /** `chain`: where its chain stands; null when it begins anew. */
  beginConversation(head: ConversationHead, chain: ChainEnd | null): Promise<void>
  messages(page: ExportPage): Promise<void>
  endConversation(end: { hash: string; failure?: ExportFailure }): Promise<void>
  end(): Promise<void>
  /** What is in the open file so far, bytes. */
  bytes(): number
  /** Resolves when the open file is safe that far. */
  checkpoint(): Promise<FormatCheckpoint>
  /** The open file is given up. */
  abandon(): Promise<void>
  /** The open file stays as it is. */
  leave(): Promise<void>
}

interface OpenFile {
  sink: ExportSink
  writer: FileWriter
  record: OpenFileCheckpoint
  met: Set<ContactId>
  periodEnd: number
}

/**
 * `resume` goes on with the file that was open then; `head` and `chain` are those of the conversation that was being read.
 *
 * @throws what the target throws.
 */
export async function createFormatFiles(
  ports: FormatFilesPorts,
  resume: { from: FormatCheckpoint; head: ConversationHead | null; chain: ChainEnd | null } | null,
): Promise<FormatFiles> {
  const { format, target, limits, isPerConversation, utf8 } = ports
  let part = resume?.from.part ?? ports.firstPart - 1
  let head = resume?.head ?? null
  let chain = resume?.chain ?? null
  let file: OpenFile | null = resume?.from.open ? await reopened(resume.from.open) : null

  async function reopened(open: OpenFileCheckpoint): Promise<OpenFile> {
    // A copy: the checkpoint stays as it was, whatever becomes of this run.
    const record = structuredClone(open)
    const writer = format.begin(contextOf(record), record.state)
    const sink = await target.reopen(record.id, record.bytes, format.mediaType)
    const periodEnd = limits.period && record.firstAt !== null ? limits.period(record.firstAt).to : Infinity
    return { sink, writer, record, met: new Set(record.peopleMet), periodEnd }
  }

  function contextOf({ part: number, continues, previousHash }: OpenFileCheckpoint): FileContext {
    const filePart: FilePart = { number, previousHash, continues }
    if (limits.messages ?? limits.bytes ?? limits.period) filePart.isOneOfSeveral = true
    return { ...ports.context, part: filePart }
  }

  async function write(open: OpenFile, text: string | Uint8Array<ArrayBuffer>): Promise<void> {
    if (text.length === 0) return
    const bytes = typeof text === 'string' ? utf8(text) : text
    open.record.bytes += bytes.length
    await open.sink.write(bytes)
  }

  async function openFile(at: number | null): Promise<OpenFile> {
    part += 1
    const period = limits.period && at !== null ? limits.period(at) : null
    const record: OpenFileCheckpoint = {
      id: ports.nextId(),
      bytes: 0,
      part,
      inConversation: false,
      messages: 0,
      inThisConversation: 0,
      firstAt: null,
      lastAt: null,
      period: period?.label ?? null,
      content: {},
      imported: 0,
      failures: [],
      peopleMet: [],
      previousHash: chain?.hash ?? null,
      continues: continuing(),
      state: null,
    }
    const writer = format.begin(contextOf(record))
    const sink = await target.create(record.id, format.mediaType)
    const open: OpenFile = { sink, writer, record, met: new Set(), periodEnd: period?.to ?? Infinity }
    file = open
    await write(open, await writer.head())
    return open
  }

  /** The conversation that goes on in the next file; in a file for all also those that may come up in it. */
  function continuing(): Record<ContactId, ChainEnd> {
    const others = isPerConversation ? {} : ports.continues
    return head && chain ? { ...others, [head.id]: chain } : { ...others }
  }

  async function openConversation(open: OpenFile): Promise<void> {
    if (!head) throw new Error('No conversation is open')
    open.record.inConversation = true
    open.record.inThisConversation = 0
    if (head.kind === 'friend') open.met.add(head.id)
    await write(open, await open.writer.conversation(head))
  }

  async function closeConversation(open: OpenFile, complete: boolean, hash: string): Promise<void> {
    open.record.inConversation = false
    await write(open, open.writer.conversationEnd({ count: open.record.inThisConversation, complete, hash }))
  }

  async function closeFile(open: OpenFile): Promise<void> {
    const record = recordOf(open)
    const conversation = isPerConversation ? head : null
    const completeness = ports.completeness(record, conversation?.id ?? null)
    await write(open, open.writer.tail({ completeness, peopleMet: [...open.met] }))
    await open.sink.position()
    await open.sink.close()
    file = null
    const finished: FinishedFile = {
      id: record.id,
      name: ports.nameOf(record, conversation),
      format: format.id,
      mediaType: format.mediaType,
      conversation: conversation?.id ?? null,
      part: record.part,
      messages: record.messages,
      bytes: open.record.bytes,
    }
    ports.onFinished(finished)
    const report = format.companion?.(contextOf(record), finished.name, completeness)
    if (report !== undefined) await writeCompanion(finished, report)
  }

  async function writeCompanion(beside: FinishedFile, report: string): Promise<void> {
    const id = ports.nextId()
    const mediaType = 'text/plain'
    const bytes = utf8(report)
    const sink = await target.create(id, mediaType)
    try {
      await sink.write(bytes)
      await sink.position()
    } finally {
      await sink.close()
    }
    const name = ports.companionName(beside.name)
    ports.onFinished({ ...beside, id, name, mediaType, messages: 0, bytes: bytes.length })
  }

  function recordOf({ record, met }: OpenFile): OpenFileCheckpoint {
    return { ...record, peopleMet: [...met] }
  }

  function isFull({ record }: OpenFile): boolean {
    return (
      record.messages >= (limits.messages ?? Infinity) ||
      (record.messages > 0 && record.bytes >= (limits.bytes ?? Infinity))
    )
  }

  function link(): string {
    return chain?.hash ?? firstLink(ports.context.account.number, head?.id ?? '')
  }

  /** The file the message sent at `at` goes into, with its conversation open. */
  async function fileFor(at: number): Promise<OpenFile> {
    if (file && (isFull(file) || at >= file.periodEnd)) {
      if (file.record.inConversation) await closeConversation(file, true, link())
      await closeFile(file)
    }
    const open = file ?? (await openFile(at))
    if (!open.record.inConversation) await openConversation(open)
    return open
  }

  /** How many of the messages from `start` on go into this file before somebody has to look again. */
  function howMany(open: OpenFile, stored: readonly MessageView[], start: number): number {
    if (limits.bytes !== undefined) return 1
    let end = Math.min(stored.length, start + (limits.messages ?? Infinity) - open.record.messages)
    if (open.periodEnd < Infinity) {
      let last = start + 1
      while (last < end && (stored[last]?.sentAt ?? 0) < open.periodEnd) last += 1
      end = last
    }
    return end - start
  }

  return {
    async beginConversation(next, nextChain) {
      head = next
      chain = nextChain
      if (isPerConversation) {
        part = ports.firstPart - 1
        return
      }
      if (file && isFull(file)) await closeFile(file)
      await openConversation(file ?? (await openFile(null)))
    },
    async messages(page) {
      const { stored } = page
      for (let at = 0; at < stored.length;) {
        const open = await fileFor(stored[at]?.sentAt ?? 0)
        const slice = page.slice(at, at + howMany(open, stored, at))
        const count = slice.stored.length
        const { record, met } = open
        const { authors, content, imported } = slice.tally()
        for (const author of authors) met.add(author)
        addCounts(record.content, content)
        record.imported += imported
        record.messages += count
        record.inThisConversation += count
        record.firstAt ??= stored[at]?.sentAt ?? null
        record.lastAt = slice.stored.at(-1)?.sentAt ?? null
        chain = { hash: lastLink(slice.bytes), count: slice.first + count - 1 }
        await write(open, open.writer.messages(slice))
        at += count
      }
    },
    async endConversation({ hash, failure }) {
      if (!file) return
      if (failure) file.record.failures.push(failure)
      if (file.record.inConversation) await closeConversation(file, !failure, hash)
      if (isPerConversation) await closeFile(file)
      head = null
      chain = null
    },
    async end() {
      // A file for all is there also when there was nothing to write.
      if (!isPerConversation && !file) await openFile(null)
      if (file) await closeFile(file)
    },
    bytes: () => file?.record.bytes ?? 0,
    async checkpoint() {
      if (!file) return { part, open: null }
      await file.sink.position()
      return { part, open: { ...structuredClone(recordOf(file)), state: structuredClone(file.writer.state()) } }
    },
    async abandon() {
      const open = file
      file = null
      await open?.sink.abort()
    },
    async leave() {
      const open = file
      file = null
      await open?.sink.close()
    },
  }
}
