import { browser } from 'wxt/browser'
import type { Archive } from '../../lib/archive/port.ts'
import type { AccountId } from '../../lib/chat/handle.ts'
import type { ConversationSummary } from '../../lib/chat/message.ts'
import { displayName } from '../../lib/chat/contact.ts'
import type { ContactId } from '../../lib/chat/contact.ts'
import { createBlobSink } from '../../lib/export/blob-sink.ts'
import { countOddments } from '../../lib/export/completeness.ts'
import { exportFileName } from '../../lib/export/file-name.ts'
import type { ExportedCompleteness } from '../../lib/export/format.ts'
import { exportJson } from '../../lib/export/json.ts'
import type { ExportProgress, ExportSource, ExportSummary } from '../../lib/export/ports.ts'
import { canonicalId } from '../pages/canonical.ts'
import type { ExportWish } from './route.ts'

/** A finished file and what there is to say about it. */
export interface Exported {
  file: Blob
  name: string
  summary: ExportSummary
  completeness: Omit<ExportedCompleteness, 'failures'>
}

/** The wished conversation is not in the archive, or there is nothing in it at all. */
export class NothingToExportError extends Error {
  override name = 'NothingToExportError'
}

/**
 * Writes the wished conversations to a JSON file in memory of the browser. Null when `signal` aborted it: then nothing
 * is left of it.
 *
 * @throws {NothingToExportError} when there is no such conversation.
 * @throws {ArchiveError} when the archive cannot be read at all.
 */
export async function runExport(
  archive: Archive,
  wish: ExportWish,
  ownNick: (account: AccountId) => string | null,
  signal: AbortSignal,
  onProgress: (progress: ExportProgress) => void,
): Promise<Exported | null> {
  const { account, conversations } = await choose(archive, wish)
  const aliases = await archive.aliases(account)
  const source: ExportSource = {
    account: { number: account, nick: ownNick(account) },
    conversations,
    scan: (range) => archive.scan(range),
    count: (range) => archive.count(range),
    contacts: () => archive.contacts(account),
    canonical: (id) => canonicalId(aliases, id),
    reply: (outboxId) => archive.outboxRow(outboxId),
    oddments: () => archive.oddments(account),
  }
  const at = Date.now()
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const generator = { name: 'SmartQQ Companion', version: browser.runtime.getManifest().version }
  const sink = createBlobSink()
  const summary = await exportJson(source, sink, { exportedAt: at, generator, timeZone, range: {} }, signal, onProgress)
  if (summary.outcome === 'cancelled') return null

  const title = wish.conversation === 'all' ? null : await titleOf(archive, wish.conversation)
  return {
    file: sink.blob(),
    name: exportFileName({ title, account, at, timeZone }),
    summary,
    completeness: countOddments(await archive.oddments(account), {}),
  }
}

/** One file is about one account: with `all` the one that is meant, or the one that was active last. */
async function choose(
  archive: Archive,
  wish: ExportWish,
): Promise<{ account: AccountId; conversations: ConversationSummary[] }> {
  const all = await archive.conversations()
  if ('account' in wish) {
    const account = wish.account ?? all[0]?.account
    const conversations = all.filter((conversation) => conversation.account === account)
    if (account === undefined || conversations.length === 0) throw new NothingToExportError()
    return { account, conversations }
  }
  const stored = await archive.contact(wish.conversation)
  const id = stored ? canonicalId(await archive.aliases(stored.account), wish.conversation) : wish.conversation
  const found = all.find((conversation) => conversation.id === id)
  if (!found) throw new NothingToExportError()
  return { account: found.account, conversations: [found] }
}

async function titleOf(archive: Archive, id: ContactId): Promise<string | null> {
  const contact = await archive.contact(id)
  return contact ? displayName(contact) : null
}
