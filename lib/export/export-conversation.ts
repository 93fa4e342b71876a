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
import type { HashChain } from './hash-chain.ts'
import { firstLink } from './integrity.ts'
import { keepBytes } from './message-lines.ts'
import { toPageBytes } from './page-bytes.ts'
import type { PageBytes } from './page-bytes.ts'
import type { ExportSource } from './ports.ts'
import type { Redactor } from './redact.ts'

/** Messages between two checkpoints when nobody says otherwise. */
const CHECKPOINT_EVERY = 20_000

/** An export on its way, shared by its conversations. */
export interface ExportRun {
  source: ExportSource
  options: ExportOptions
  control: ExportControl
  files: FileSet
  chain: HashChain
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
  let link: string | null = place.chain.hash
  // The links of one page are made while the next one is put into words.
  let before: PreparedPage | null = null
  const writeBefore = async () => {
    if (!before) return
    await writePage(before, run)
    report(conversation.id, run)
    await keepPlace(run)
  }
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
      const prepared = await preparePage(page.value, count, link, run)
      count += prepared.chosen.length
      if (prepared.chosen.length > 0) link = null
      await writeBefore()
      before = prepared
    }
    await writeBefore()
  } finally {
    await pages.return()
  }
  place.failures.push(...failures)
  if (failures.length > 0) place.failed.push(conversation.id)
  await files.endConversation(place.chain.hash, failures[0] ?? null)
  place.chains[head.id] = place.chain
  place.chain = null
  place.after = null
}

/** A page in the words of the files, whose links are being made. */
interface PreparedPage {
  page: readonly Message[]
  /** Those that the filter leaves, and what they are in the files. */
  chosen: readonly Message[]
  exported: ExportedMessage[]
  /** Null when there are none. */
  linked: Promise<PageBytes> | null
}

/** `count`: how many messages of the conversation came before; `link`: as with `HashChain`. */
async function preparePage(
  page: readonly Message[],
  count: number,
  link: string | null,
  { source, chain, redactor, matches }: ExportRun,
): Promise<PreparedPage> {
  const chosen = page.filter(matches)
  const replies = await autoRepliesOf(chosen, source)
  const exported = chosen.map((message, index) => {
    const shown = toExportedMessage(message, count + index + 1, source.canonical, replies)
    return redactor ? redactor.message(shown) : shown
  })
  const linked = exported.length > 0 ? chain.link(() => toPageBytes(exported), link) : null
  // Whoever writes the page is told; until then nobody is.
  linked?.catch(() => undefined)
  return { page, chosen, exported, linked }
}

async function writePage({ page, chosen, exported, linked }: PreparedPage, run: ExportRun): Promise<void> {
  const { files, place } = run
  if (linked) {
    keepBytes(exported, await linked)
    for (const message of exported) countContent(place.content, message)
    for (const { importId } of chosen) if (importId !== undefined) place.imported += 1
    await files.messages(exported, chosen)
    const last = exported.at(-1)
    if (last?.hash !== undefined) place.chain = { hash: last.hash, count: last.n }
  }
  place.done += page.length
  place.written += chosen.length
  run.sinceCheckpoint += page.length
  const last = page.at(-1)
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
