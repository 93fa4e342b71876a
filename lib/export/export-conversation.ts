import type { ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import type { ConversationKind, MessageView } from '../chat/message.ts'
import type { ExportCheckpoint } from './checkpoint.ts'
import { addCounts } from './content-count.ts'
import type { ContactsShown } from './contacts-shown.ts'
import { autoRepliesOf } from './exported-message.ts'
import { createPage } from './export-page.ts'
import type { ExportPage } from './export-page.ts'
import type { ExportControl, ExportOptions } from './export-options.ts'
import type { FileSet } from './file-set.ts'
import type { ExportFailure } from './format.ts'
import { firstLink } from './integrity.ts'
import { giveBack } from './page-bytes.ts'
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
  matches: (message: MessageView) => boolean
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
  pages: AsyncGenerator<readonly MessageView[], void, undefined>,
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
  // One batch is digested, written and made safe while the next one is read and put into words.
  let written = Promise.resolve()
  const write = async (batch: PreparedBatch) => {
    await writeBatch(batch, run)
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
      const prepared = await prepareBatch(batch.value, count, run)
      count += prepared.chosen.length
      await written
      await control.gate?.()
      control.signal.throwIfAborted()
      written = write(prepared)
      // Whether it fails is looked at before the next one.
      written.catch(() => undefined)
    }
    await written
  } finally {
    // Who gives the files up must not meet somebody who writes.
    await written.catch(() => undefined)
    await batches.return()
  }
  place.failures.push(...failures)
  if (failures.length > 0) place.failed.push(conversation.id)
  await files.endConversation(place.chain.hash, failures[0] ?? null)
  place.chains[head.id] = place.chain
  place.chain = null
  place.after = null
}

/** Messages on their way into the files, whose runs are being digested. */
interface PreparedBatch extends Batch {
  /** Null when there are none. */
  made: { page: ExportPage; digests: Promise<Uint8Array> } | null
}

/** `count`: how many messages of the conversation came before. */
async function prepareBatch(
  { messages, chosen }: Batch,
  count: number,
  { source, redactor, place }: ExportRun,
): Promise<PreparedBatch> {
  if (chosen.length === 0) return { messages, chosen, made: null }
  const replies = await autoRepliesOf(chosen, source)
  const wording = { canonical: source.canonical, replies, redactor }
  const page = createPage(chosen, count + 1, wording, (index) => (count + index + 1) % place.messagesPerLink === 0)
  const digests = digestRuns(page.bytes)
  // Whoever writes them is told; until then nobody is.
  digests.catch(() => undefined)
  return { messages, chosen, made: { page, digests } }
}

async function writeBatch({ messages, chosen, made }: PreparedBatch, run: ExportRun): Promise<void> {
  const { files, place } = run
  if (made && place.chain) {
    const { page } = made
    const hash = putLinks(page.bytes, await made.digests, place.chain.hash)
    const { content, imported } = page.tally()
    addCounts(place.content, content)
    place.imported += imported
    await files.messages(page)
    giveBack(page.bytes)
    place.chain = { hash, count: place.chain.count + chosen.length }
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
