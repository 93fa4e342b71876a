import type { ContactId } from '../chat/contact.ts'
import type { OpenFileCheckpoint } from './checkpoint.ts'
import { countOddments, damagedGaps, listened } from './completeness.ts'
import type { ContactsShown } from './contacts-shown.ts'
import type { ExportOptions } from './export-options.ts'
import type { FileNameValues } from './file-name.ts'
import type { ExportedCompleteness } from './format.ts'
import type { ConversationHead, ExportedSender, ExportSource, FileContext } from './ports.ts'
import type { Redactor } from './redact.ts'
import { readSenders } from './senders.ts'
import { dateLabel, type ZoneCalendar } from './zone-days.ts'

/** What is the same in all files of an export. `signal` ends what formats read ahead of the messages. */
export function fileContextOf(
  source: ExportSource,
  options: ExportOptions,
  shown: ContactsShown,
  redactor: Redactor | null,
  signal: AbortSignal,
): Omit<FileContext, 'part'> {
  const { from, to } = options.filter
  const inArchive = new Map(source.conversations.map(({ id }) => [redactor?.id(id) ?? id, id]))
  // Of the last conversation: each format and each part asks for the same one.
  let lastSenders: { id: ContactId; found: Promise<readonly ExportedSender[]> } | null = null
  const context: Omit<FileContext, 'part'> = {
    account: redactor?.account ?? { number: source.account.number, nick: source.account.nick },
    exportedAt: options.exportedAt,
    generator: options.generator,
    timeZone: options.timeZone,
    range: { from: instantOrNull(from), to: instantOrNull(to) },
    language: options.language,
    people: shown.people,
    // A face is a name: a redacted file has none.
    avatar: async (id) =>
      options.withAvatars && !redactor ? ((await source.avatar(id).catch(() => undefined))?.image ?? null) : null,
    members: (id) =>
      shown.members(inArchive.get(id) ?? id).map((member) => ({
        ...member,
        contact: member.contact === null ? null : source.canonical(member.contact),
      })),
    senders(id) {
      if (lastSenders?.id !== id) {
        const found = readSenders(source, inArchive.get(id) ?? id, options.filter, signal)
        lastSenders = { id, found: redactor ? found.then((senders) => senders.map(redactor.sender)) : found }
      }
      return lastSenders.found
    },
  }
  if (options.filterWords) context.filter = redactor?.filter(options.filterWords) ?? options.filterWords
  if (redactor) context.redacted = true
  return context
}

/** The completeness report of a file of one conversation, or of several (null). */
export type CompletenessReports = (
  counted: Pick<ExportedCompleteness, 'content' | 'imported' | 'failures'>,
  conversation: ContactId | null,
) => ExportedCompleteness

/** Of an export that ended before anybody was asked. */
export const NOTHING_KNOWN: ExportedCompleteness = {
  unknownKinds: [],
  unreadable: 0,
  echoes: 0,
  duplicates: 0,
  content: {},
  captured: [],
  gaps: [],
  imported: 0,
  failures: [],
}

/**
 * The completeness report of each file: what is known of the account, besides what the file itself has counted. Of a file of one
 * conversation it tells only that one's damage.
 */
export async function completenessReports(
  source: ExportSource,
  { filter, exportedAt }: Pick<ExportOptions, 'filter' | 'exportedAt'>,
  redactor: Redactor | null,
): Promise<CompletenessReports> {
  const range = { from: filter.from, to: Math.min(filter.to ?? Infinity, exportedAt) }
  const counted = countOddments(await source.oddments(), range)
  const { captured, gaps } = listened(await source.watches(), filter, exportedAt)
  const chosen = new Set(source.conversations.map(({ id }) => id))
  const damaged = damagedGaps(await source.damage(), filter, source.canonical)
    .filter((gap) => chosen.has(gap.conversation))
    .map((gap) => ({ ...gap, conversation: redactor?.id(gap.conversation) ?? gap.conversation }))
  return ({ content, imported, failures }, conversation) => ({
    ...counted,
    content,
    captured,
    gaps: [...gaps, ...damaged.filter((gap) => conversation === null || gap.conversation === conversation)],
    imported,
    failures,
  })
}

/** What a file's name can be made of. */
export function nameValuesOf(
  { firstAt, lastAt, part, period, messages }: OpenFileCheckpoint,
  head: ConversationHead | null,
  context: Pick<FileContext, 'account' | 'exportedAt' | 'timeZone'>,
  calendar: ZoneCalendar,
  isInParts: boolean,
): FileNameValues {
  const day = (at: number | null) => (at === null ? '' : dateLabel(calendar.dateOf(at), 'day'))
  return {
    title: head ? (head.title ?? head.number ?? '') : context.account.number,
    kind: head?.kind ?? 'all',
    number: head?.number ?? '',
    account: context.account.number,
    from: day(firstAt),
    to: day(lastAt),
    period: period ?? day(firstAt),
    date: day(context.exportedAt),
    time: timeOfDay(context.exportedAt, context.timeZone),
    part: isInParts ? String(part) : '',
    count: String(messages),
  }
}

/** `2031`, by the clocks of the zone. */
function timeOfDay(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-u-nu-latn', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return format.format(at).replace(/\D/gu, '')
}

function instantOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString()
}
