import type { ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import type { ConversationKind, Message } from '../chat/message.ts'
import type { ExportCheckpoint } from './checkpoint.ts'
import { countContent } from './content-count.ts'
import type { ContactsShown } from './contacts-shown.ts'
import { autoRepliesOf, toExportedMessage } from './exported-message.ts'
import type { ExportControl, ExportOptions } from './export-options.ts'
import type { FileSet } from './file-set.ts'
import type { ExportFailure } from './format.ts'
import { firstLink } from './integrity.ts'
import { chainPage } from './message-lines.ts'
import { pagesAfter } from './pages-after.ts'
import type { ChainEnd, ExportSource } from './ports.ts'
import { readAhead } from './read-ahead.ts'
import type { Redactor } from './redact.ts'

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
 * Reads one conversation into all files, from where `place` says. Its failing is noted there.
 *
 * @throws what the target throws, and what the signal was aborted with.
 */
export async function exportConversation(
  conversation: { id: ContactId; kind: ConversationKind },
  run: ExportRun,
): Promise<void> {
  const { source, options, control, files, place, redactor } = run
  const head = run.shown.head(conversation)
  if (!place.chain) {
    const before = options.increment?.continues[head.id] ?? null
    await files.beginConversation(head, before)
    place.chain = before ?? { hash: firstLink(run.account.number, head.id), count: 0 }
  }
  await control.gate?.()
  control.signal.throwIfAborted()
  report(conversation.id, run)

  let chain: ChainEnd = place.chain
  const failures: ExportFailure[] = []
  const pages = readAhead(pagesAfter(source, conversation.id, options.filter, place.after))
  try {
    for (;;) {
      const page = await pages.next().catch((error: unknown) => {
        const failure = {
          conversation: conversation.id,
          title: run.plain.head(conversation).title,
          why: wordsOf(error),
        }
        failures.push(redactor ? redactor.failure(failure) : failure)
        return null
      })
      if (!page || page.done) break
      await control.gate?.()
      control.signal.throwIfAborted()
      chain = await writePage(page.value, chain, run)
      report(conversation.id, run)
      await keepPlace(run)
    }
  } finally {
    await pages.return()
  }
  place.failures.push(...failures)
  await files.endConversation(chain.hash, failures[0] ?? null)
  place.chains[head.id] = chain
  place.chain = null
  place.after = null
}

/** Resolves with where the chain stands behind the page. */
async function writePage(page: readonly Message[], chain: ChainEnd, run: ExportRun): Promise<ChainEnd> {
  const { source, files, place, redactor, matches } = run
  const chosen = page.filter(matches)
  let next = chain
  if (chosen.length > 0) {
    const replies = await autoRepliesOf(chosen, source)
    const exported = chosen.map((message, index) => {
      const shown = toExportedMessage(message, chain.count + index + 1, source.canonical, replies)
      return redactor ? redactor.message(shown) : shown
    })
    for (const message of exported) countContent(place.content, message)
    for (const { importId } of chosen) if (importId !== undefined) place.imported += 1
    next = { hash: chainPage(exported, chain.hash), count: chain.count + exported.length }
    await files.messages(exported, chosen)
  }
  place.chain = next
  place.done += page.length
  place.written += chosen.length
  run.sinceCheckpoint += page.length
  const last = page.at(-1)
  if (last) place.after = { sentAt: last.sentAt, order: last.order, key: last.key }
  return next
}

async function keepPlace(run: ExportRun): Promise<void> {
  const { control, files, place } = run
  if (!control.onCheckpoint || run.sinceCheckpoint < (control.checkpointEvery ?? CHECKPOINT_EVERY)) return
  run.sinceCheckpoint = 0
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
