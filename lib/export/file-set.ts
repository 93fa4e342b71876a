import type { ExportCheckpoint, FormatCheckpoint, OpenFileCheckpoint } from './checkpoint.ts'
import type { ExportOptions } from './export-options.ts'
import type { ExportPage } from './export-page.ts'
import type { CompletenessReports } from './file-context.ts'
import { companionNameOf, extensionAmong, fileNameOf, templateByPeriod, type FileNameValues } from './file-name.ts'
import type { ExportFailure } from './format.ts'
import { createFormatFiles, type FileLimits, type FormatFiles } from './format-files.ts'
import type { ChainEnd, ConversationHead, ExportFormat, ExportTarget, FileContext } from './ports.ts'
import { createUtf8 } from './utf8.ts'
import { dateLabel, type CalendarUnit, type ZoneCalendar } from './zone-days.ts'

/** The files of all formats of an export. */
export interface FileSet {
  /** `chain`: what its chain goes on from; null when it begins anew. */
  beginConversation(head: ConversationHead, chain: ChainEnd | null): Promise<void>
  messages(page: ExportPage): Promise<void>
  endConversation(hash: string, failure: ExportFailure | null): Promise<void>
  end(): Promise<void>
  /** In all files, finished and open. */
  bytes(): number
  checkpoint(): Promise<ExportCheckpoint['formats']>
  /** Open files are given up. */
  abandon(): Promise<void>
  /** Open files stay as they are. */
  leave(): Promise<void>
}

interface FileSetInput {
  target: ExportTarget
  options: ExportOptions
  calendar: ZoneCalendar
  context: Omit<FileContext, 'part'>
  completeness: CompletenessReports
  nameValues(file: OpenFileCheckpoint, conversation: ConversationHead | null): FileNameValues
  /** Kept up to date with what is finished. Its formats are gone on with. */
  place: ExportCheckpoint
  /** Of the conversation that is gone on with. */
  head: ConversationHead | null
}

/** @throws what the target throws. */
export async function createFileSet(input: FileSetInput): Promise<FileSet> {
  const { target, options, calendar, context, completeness, nameValues, place, head } = input
  const taken = new Set(place.finished.map(({ name }) => name.toLowerCase()))
  let finishedBytes = place.finished.reduce((sum, { bytes }) => sum + bytes, 0)
  const all: FormatFiles[] = []
  const utf8 = createUtf8()
  for (const format of options.formats) {
    const unit = unitOf(format, options)
    const template = format.perDay ? templateByPeriod(options.fileName) : options.fileName
    const extension = extensionAmong(format, options.formats)
    const from: FormatCheckpoint | undefined = place.formats[format.id]
    const files = await createFormatFiles(
      {
        format,
        target,
        limits: limitsOf(options, unit, calendar),
        isPerConversation: format.perConversation || unit !== null || options.arrangement === 'per-conversation',
        firstPart: options.increment?.part ?? 1,
        continues: options.increment?.continues ?? {},
        context,
        nextId: () => `f${place.nextFile++}`,
        utf8,
        nameOf: (file, conversation) => fileNameOf(template, nameValues(file, conversation), extension, taken),
        companionName: (name) => companionNameOf(name, extension, taken),
        completeness,
        onFinished(file) {
          taken.add(file.name.toLowerCase())
          finishedBytes += file.bytes
          place.finished.push(file)
        },
      },
      from ? { from, head, chain: place.chain } : null,
    )
    all.push(files)
  }

  // One after the other: a disk is not faster for being asked twice at once, and the numbers of files stay the same.
  const each = async (act: (files: FormatFiles) => Promise<void>) => {
    for (const files of all) await act(files)
  }
  return {
    beginConversation: (next, chain) => each((files) => files.beginConversation(next, chain)),
    messages: (page) => each((files) => files.messages(page)),
    endConversation: (hash, failure) => each((files) => files.endConversation({ hash, ...(failure && { failure }) })),
    end: () => each((files) => files.end()),
    bytes: () => all.reduce((sum, files) => sum + files.bytes(), finishedBytes),
    async checkpoint() {
      const formats: ExportCheckpoint['formats'] = {}
      for (const [index, { id }] of options.formats.entries()) formats[id] = await all[index]?.checkpoint()
      return formats
    },
    abandon: () => each((files) => files.abandon()),
    leave: () => each((files) => files.leave()),
  }
}

/** A format that holds one day in a file does so, whatever the others are split by. */
function unitOf({ perDay }: ExportFormat, { split }: ExportOptions): CalendarUnit | null {
  if (perDay) return 'day'
  return split && split.by !== 'messages' && split.by !== 'bytes' ? split.by : null
}

function limitsOf({ split }: ExportOptions, unit: CalendarUnit | null, calendar: ZoneCalendar): FileLimits {
  const limits: FileLimits = {}
  if (split?.by === 'messages') limits.messages = Math.max(1, split.messages)
  if (split?.by === 'bytes') limits.bytes = Math.max(1, split.bytes)
  if (unit) {
    limits.period = (at) => {
      const { date, to } = calendar.around(at, unit)
      return { label: dateLabel(date, unit), to }
    }
  }
  return limits
}
