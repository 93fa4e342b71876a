import type { ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import type { ConversationKind, Message } from '../chat/message.ts'
import type { ExportCheckpoint } from './checkpoint.ts'
import { countContent } from './content-count.ts'
import type { ContactsShown } from './contacts-shown.ts'
import { autoRepliesOf, toExportedMessage } from './exported-message.ts'
import type { ExportControl, ExportOptions } from './export-options.ts'
import type { FileSet } from './file-set.ts'
import type { ExportedMessage, ExportFailure } from './format.ts'
import { firstLink } from './integrity.ts'
import { keepBytes } from './message-lines.ts'
import { giveBack, toPageBytes } from './page-bytes.ts'
import type { PageBytes } from './page-bytes.ts'
import { digestRuns, putLinks } from './page-links.ts'
import type { ExportSource } from './ports.ts'
import type { Redactor } from './redact.ts'
import { inWholeRuns } from './whole-runs.ts'
import type { Batch } from './whole-runs.ts'

/** Messages between two checkpoints when nobody says otherwise. */
const CHECKPOINT_EVERY = 20_000

/** An export on its way, shared by its conversations. */
export interface ExportRun {
  source: ExportSource
  options: ExportOptions
  control: ExportControl
  files: FileSet
  /** Where it is; changed as it goes. */
  place: ExportCheckpoint
  /** Names as they are, and as the files show them. */
  plain: ContactsShown
  shown: ContactsShown
  redactor: Redactor | null
  /** As the files show it. */
  account: { number: AccountId }
  matches: (message: Message) => boolean
  /** The first guess. */
  total: number
  sinceCheckpoint: number
}

/**
 * Writes one conversation into all files, from where `place` says. Its failing is noted there.
 *
 * @param pages - its messages from there on.
 * @throws what the target throws, and what the signal was aborted with.
 */
export async function exportConversation(
  conversation: { id: ContactId; kind: ConversationKind },
  pages: AsyncGenerator<readonly Message[], void, undefined>,
  run: ExportRun,
): Promise<void> {
  const { options, control, files, place, redactor } = run
  const head = run.shown.head(conversation)
  if (!place.chain) {
    const before = options.increment?.continues[head.id] ?? null
    await files.beginConversation(head, before)
    place.chain = before ?? { hash: firstLink(run.account.number, head.id), count: 0 }
  }
  await control.gate?.()
  control.signal.throwIfAborted()
  report(conversation.id, run)

  const failures: ExportFailure[] = []
  let { count } = place.chain
  const batches = inWholeRuns(pages, run.matches, place.messagesPerLink, count)
  // One batch is digested while the next one is put into words.
  let before: PreparedBatch | null = null
  const writeBefore = async () => {
    if (!before) return
    await writeBatch(before, run)
    report(conversation.id, run)
    await keepPlace(run)
  }
  try {
    for (;;) {
      const batch = await batches.next().catch((error: unknown) => {
        const failure = {
          conversation: conversation.id,
          title: run.plain.head(conversation).title,
          why: wordsOf(error),
        }
        failures.push(redactor ? redactor.failure(failure) : failure)
        return null
      })
      if (!batch || batch.done) break
      await control.gate?.()
      control.signal.throwIfAborted()
      const prepared = await prepareBatch(batch.value, count, run)
      count += prepared.chosen.length
      await writeBefore()
      before = prepared
    }
    await writeBefore()
  } finally {
    await batches.return()
  }
  place.failures.push(...failures)
  if (failures.length > 0) place.failed.push(conversation.id)
  await files.endConversation(place.chain.hash, failures[0] ?? null)
  place.chains[head.id] = place.chain
  place.chain = null
  place.after = null
}

/** Messages in the words of the files, whose runs are being digested. */
interface PreparedBatch extends Batch {
  exported: ExportedMessage[]
  /** Null when there are none. */
  made: { bytes: PageBytes; digests: Promise<Uint8Array> } | null
}

/** `count`: how many messages of the conversation came before. */
async function prepareBatch(
  { messages, chosen }: Batch,
  count: number,
  { source, redactor, place }: ExportRun,
): Promise<PreparedBatch> {
  const replies = await autoRepliesOf(chosen, source)
  const exported = chosen.map((message, index) => {
    const shown = toExportedMessage(message, count + index + 1, source.canonical, replies)
    return redactor ? redactor.message(shown) : shown
  })
  if (exported.length === 0) return { messages, chosen, exported, made: null }
  const bytes = toPageBytes(
    exported,
    (index) => (count + index + 1) % place.messagesPerLink === 0 || index === exported.length - 1,
  )
  const digests = digestRuns(bytes)
  // Whoever writes them is told; until then nobody is.
  digests.catch(() => undefined)
  return { messages, chosen, exported, made: { bytes, digests } }
}

async function writeBatch({ messages, chosen, exported, made }: PreparedBatch, run: ExportRun): Promise<void> {
  const { files, place } = run
  if (made && place.chain) {
    const hash = putLinks(made.bytes, await made.digests, place.chain.hash)
    keepBytes(exported, made.bytes)
    for (const message of exported) countContent(place.content, message)
    for (const { importId } of chosen) if (importId !== undefined) place.imported += 1
    await files.messages(exported, chosen)
    giveBack(made.bytes)
    place.chain = { hash, count: place.chain.count + exported.length }
  }
  place.done += messages.length
  place.written += chosen.length
  run.sinceCheckpoint += messages.length
  const last = messages.at(-1)
  if (last) place.after = { sentAt: last.sentAt, order: last.order, key: last.key }
}

async function keepPlace(run: ExportRun): Promise<void> {
  const { control, files, place } = run
  if (!control.onCheckpoint || run.sinceCheckpoint < (control.checkpointEvery ?? CHECKPOINT_EVERY)) return
  run.sinceCheckpoint = 0
  if (control.isCheckpointDue?.() === false) return
  place.formats = await files.checkpoint()
  await control.onCheckpoint(structuredClone(place))
}

function report(conversation: ContactId, { control, place, files, total }: ExportRun): void {
  const { done, written } = place
  control.onProgress({ done, total: Math.max(total, done), written, bytes: files.bytes(), conversation })
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
