import type { MessageView } from '../chat/message.ts'
import { DAY } from '../time.ts'
import { showContacts } from './contacts-shown.ts'
import { createFilter, needsReading } from './export-filter.ts'
import { createPage } from './export-page.ts'
import type { ExportPage } from './export-page.ts'
import type { ExportOptions } from './export-options.ts'
import { autoRepliesOf } from './exported-message.ts'
import { fileContextOf } from './file-context.ts'
import type { ExportedMessage } from './format.ts'
import { firstLink } from './integrity.ts'
import { digestRuns, putLinks } from './page-links.ts'
import type { ConversationHead, ExportFormat, ExportRange, ExportSource, FileContext, FormatId } from './ports.ts'
import { createRedactor } from './redact.ts'
import { messagesPerLink } from './whole-runs.ts'

/** What an export would be, before it is made. */
export interface ExportPreview {
  /** Messages; an estimate when {@link isEstimate}. */
  count: number
  /** The filter has to read every message, and only some were looked at: `count` and `bytes` are worked out from those. */
  isEstimate: boolean
  /** How many were looked at. */
  looked: number
  /** When the first and the last message would be from, ms; with a filter among those looked at. Null when there are none. */
  firstAt: number | null
  lastAt: number | null
  /** About how big all files of each format would be. */
  bytes: Partial<Record<FormatId, number>>
  /** Some of the messages, as the files would show them, by conversation. */
  samples: { head: ConversationHead; messages: ExportedMessage[] }[]
}

/** Messages that are shown. */
const SAMPLES = 20
/** Messages looked at, at most: enough for sizes, and soon done. */
const LOOKS = 4_000
/** Of one conversation, so that one long talk does not stand for all. */
const LOOKS_EACH = 500

/**
 * Looks at the beginning of each conversation, and counts the rest where counting can tell. Names in a redacted preview are those
 * of the lists; the export finds more.
 *
 * @throws what the source throws, and what `signal` was aborted with. A conversation that cannot be read is left out.
 */
export async function previewExport(
  source: ExportSource,
  options: ExportOptions,
  signal: AbortSignal,
): Promise<ExportPreview> {
  const { filter } = options
  const contacts = await source.contacts()
  const names = { contacts, account: source.account, written: new Map(), own: new Set<string>() }
  const redactor = options.redaction
    ? createRedactor(options.redaction.salt, options.language, names, source.canonical)
    : null
  const shown = redactor?.contacts(showContacts(contacts)) ?? showContacts(contacts)
  // Who wrote weighs next to nothing, and all messages would have to be read to know.
  const context = { ...fileContextOf(source, options, shown, redactor, signal), senders: async () => [] }
  const matches = createFilter(filter, source.canonical)
  const range = rangeOf(filter)
  const measures = options.formats.map((format) => ({ format, ...measureOf(format, context) }))

  const isExact = !needsReading(filter)
  const counts: number[] = []
  for (const { id } of source.conversations) {
    signal.throwIfAborted()
    counts.push(await source.count({ ...range, conversation: id }).catch(() => 0))
  }
  const counted = counts.reduce((sum, count) => sum + count, 0)
  const perLink = messagesPerLink(options, counted)
  let looked = 0
  let matched = 0
  let sampled = 0
  let firstAt: number | null = null
  let lastAt: number | null = null
  const samples: ExportPreview['samples'] = []
  for (const [index, conversation] of source.conversations.entries()) {
    signal.throwIfAborted()
    const inRange = { ...range, conversation: conversation.id }
    const count = counts[index] ?? 0
    if (count === 0 || looked >= LOOKS) continue
    const looks = await firstMessages(source, inRange, Math.min(LOOKS_EACH, LOOKS - looked))
    looked += looks.length
    const chosen = looks.filter(matches)
    if (chosen.length === 0) continue
    matched += chosen.length
    firstAt = Math.min(firstAt ?? Infinity, chosen[0]?.sentAt ?? Infinity)
    lastAt = Math.max(lastAt ?? -Infinity, chosen.at(-1)?.sentAt ?? -Infinity)
    if (isExact && chosen.length < count) lastAt = await lastSentAt(source, inRange, lastAt, options.exportedAt)
    const head = shown.head(conversation)
    const replies = await autoRepliesOf(chosen, source)
    const page = createPage(
      chosen,
      1,
      { canonical: source.canonical, replies, redactor },
      (nth) => (nth + 1) % perLink === 0,
    )
    const hash = putLinks(page.bytes, await digestRuns(page.bytes), firstLink(context.account.number, head.id))
    for (const measure of measures) await measure.take(head, page, hash)
    if (sampled < SAMPLES) {
      const some = page.messages().slice(0, SAMPLES - sampled)
      sampled += some.length
      samples.push({ head, messages: some })
    }
  }
  const isEstimate = !isExact && looked < counted
  const share = looked === 0 ? 0 : matched / looked
  const count = isExact ? counted : isEstimate ? Math.round(counted * share) : matched
  const bytes: ExportPreview['bytes'] = {}
  for (const { format, total } of measures)
    bytes[format.id] = matched === 0 ? 0 : Math.round((total() / matched) * count)
  return { count, isEstimate, looked, firstAt, lastAt, bytes, samples }
}

function rangeOf({ from, to }: ExportRange): ExportRange {
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}

/** When the last message of a conversation was sent, found by counting; `atLeast` when it was sent no later. */
async function lastSentAt(
  source: ExportSource,
  range: Parameters<ExportSource['scan']>[0],
  atLeast: number,
  now: number,
): Promise<number> {
  const isAnyFrom = async (from: number) => (await source.count({ ...range, from }).catch(() => 0)) > 0
  let there = atLeast
  let past = Math.max(range.to ?? now + DAY, atLeast + 1)
  if (!(await isAnyFrom(there + 1))) return there
  while (past - there > 1) {
    const middle = Math.floor((there + past) / 2)
    if (await isAnyFrom(middle)) there = middle
    else past = middle
  }
  return there
}

async function firstMessages(
  source: ExportSource,
  range: Parameters<ExportSource['scan']>[0],
  most: number,
): Promise<MessageView[]> {
  const found: MessageView[] = []
  try {
    for await (const page of source.scan(range)) {
      found.push(...page.slice(0, most - found.length))
      if (found.length >= most) break
    }
  } catch {
    // Whether it can be read to its end, the export will say.
  }
  return found
}

/** Writes what it is given nowhere, and counts the bytes; those of a file's own frame are few, and left out. */
function measureOf(format: ExportFormat, context: Omit<FileContext, 'part'>) {
  const encoder = new TextEncoder()
  let bytes = 0
  const add = (text: string | Uint8Array) =>
    void (bytes += typeof text === 'string' ? encoder.encode(text).length : text.length)
  return {
    async take(head: ConversationHead, page: ExportPage, hash: string) {
      const writer = format.begin({ ...context, part: { number: 1, previousHash: null } })
      await writer.head()
      add(await writer.conversation(head))
      add(writer.messages(page))
      add(writer.conversationEnd({ count: page.stored.length, complete: true, hash }))
    },
    total: () => bytes,
  }
}
