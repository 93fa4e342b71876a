import { CHECKPOINT_VERSION, type ExportCheckpoint } from './checkpoint.ts'
import { exportConversation } from './export-conversation.ts'
import type { ExportControl, ExportOptions } from './export-options.ts'
import { showContacts } from './contacts-shown.ts'
import { createFilter } from './export-filter.ts'
import {
  completenessReports,
  fileContextOf,
  nameValuesOf,
  NOTHING_KNOWN,
  type CompletenessReports,
} from './file-context.ts'
import { createFileSet, type FileSet } from './file-set.ts'
import { pagesAfter } from './pages-after.ts'
import type { ExportSource, ExportSummary, ExportTarget } from './ports.ts'
import { readAhead } from './read-ahead.ts'
import { readRedactor } from './read-redactor.ts'
import { messagesPerLink } from './whole-runs.ts'
import { createZoneCalendar } from './zone-days.ts'

/**
 * Writes conversations into files of one or several formats in one pass, holding three pages of messages at a time.
 *
 * A conversation that cannot be read is listed in the files and in the summary, and the rest goes on. A conversation without a
 * message has no file of its own. After an abort, which is noticed between two pages, the files that were being written have
 * been given up, and the outcome is `cancelled`; the finished ones are the caller's to delete.
 *
 * @throws what the target throws, and what the source throws before the first conversation. What was written stays, and the
 * last checkpoint leads on from there.
 */
export async function exportFiles(
  source: ExportSource,
  target: ExportTarget,
  options: ExportOptions,
  control: ExportControl,
): Promise<ExportSummary> {
  const { signal } = control
  const begun = asBegun(options, control.resumeFrom)
  let place = beginningOf(begun)
  let files: FileSet | null = null
  let report: CompletenessReports = (counted) => ({ ...NOTHING_KNOWN, ...counted })
  try {
    signal.throwIfAborted()
    const contacts = await source.contacts()
    const redactor = begun.redaction ? await readRedactor(source, contacts, begun, begun.redaction.salt, signal) : null
    place.redactor = redactor?.digest ?? null
    const total = await countAll(source, begun)
    place.messagesPerLink = messagesPerLink(begun, total)
    // With other names in it the rest would not fit what is written: then all is written anew.
    if (control.resumeFrom?.redactor === place.redactor) place = structuredClone(control.resumeFrom)

    const plain = showContacts(contacts)
    const shown = redactor ? redactor.contacts(plain) : plain
    const context = fileContextOf(source, begun, shown, redactor, signal)
    const calendar = createZoneCalendar(begun.timeZone)
    const isInParts = begun.split !== undefined || begun.increment !== undefined
    const current = source.conversations[place.conversation]
    const [only, ...others] = source.conversations
    const single = only && others.length === 0 ? shown.head(only) : null
    const reports = await completenessReports(source, begun, redactor)
    report = reports
    files = await createFileSet({
      target,
      options: begun,
      calendar,
      context,
      completeness: reports,
      nameValues: (file, head) => nameValuesOf(file, head ?? single, context, calendar, isInParts),
      place,
      head: current ? shown.head(current) : null,
    })
    const run = {
      source,
      options: begun,
      control,
      files,
      place,
      plain,
      shown,
      redactor,
      account: context.account,
      matches: createFilter(begun.filter, source.canonical),
      total,
      sinceCheckpoint: 0,
    }
    // The first messages of each conversation are read while the one before it is written.
    const left = source.conversations.slice(place.conversation)
    let pages = left[0] && readAhead(pagesAfter(source, left[0].id, begun.filter, place.after))
    for (const [index, conversation] of left.entries()) {
      const next = left[index + 1]
      const pagesOfNext = next && readAhead(pagesAfter(source, next.id, begun.filter, null))
      if (pages) await exportConversation(conversation, pages, run)
      pages = pagesOfNext
      place.conversation += 1
    }
    signal.throwIfAborted()
    await files.end()
    return summaryOf('written', place, report)
  } catch (error) {
    // The first error is the one to tell, also when giving up fails.
    if (!signal.aborted) {
      await files?.leave().catch(() => undefined)
      throw error
    }
    await files?.abandon().catch(() => undefined)
    return summaryOf('cancelled', place, report)
  }
}

/** The options as the export began with them, whenever it goes on: nothing that came later is in it. */
function asBegun(options: ExportOptions, before: ExportCheckpoint | undefined): ExportOptions {
  const exportedAt = before?.exportedAt ?? options.exportedAt
  const archivedBefore = before?.archivedBefore ?? options.filter.archivedBefore ?? exportedAt
  return { ...options, exportedAt, filter: { ...options.filter, archivedBefore } }
}

function beginningOf({ exportedAt, filter }: ExportOptions): ExportCheckpoint {
  return {
    version: CHECKPOINT_VERSION,
    exportedAt,
    archivedBefore: filter.archivedBefore ?? exportedAt,
    redactor: null,
    conversation: 0,
    after: null,
    chain: null,
    messagesPerLink: 1,
    chains: {},
    done: 0,
    written: 0,
    content: {},
    imported: 0,
    nextFile: 1,
    formats: {},
    finished: [],
    failures: [],
    failed: [],
  }
}

async function countAll(source: ExportSource, { filter: { from, to } }: ExportOptions): Promise<number> {
  const range = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  let total = 0
  for (const { id } of source.conversations) {
    // A conversation that cannot be counted cannot be read either, and is listed when its turn comes.
    total += await source.count({ conversation: id, ...range }).catch(() => 0)
  }
  return total
}

function summaryOf(
  outcome: ExportSummary['outcome'],
  place: ExportCheckpoint,
  report: CompletenessReports,
): ExportSummary {
  const {
    conversation: conversations,
    written: messages,
    finished: files,
    failures,
    failed,
    content,
    imported,
    chains,
  } = place
  const completeness = report({ content, imported, failures }, null)
  return { outcome, conversations, messages, files, failures, failed, completeness, chains }
}
