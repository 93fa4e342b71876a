import type { ExportOptions, ExportSplit } from '../../../lib/export/export-options.ts'
import { FORMATS } from '../../../lib/export/formats/index.ts'
import type { ExportedFilter } from '../../../lib/export/format.ts'
import type { ExportFilter } from '../../../lib/export/ports.ts'
import { createZoneCalendar } from '../../../lib/export/zone-days.ts'
import type { MessageView } from '../../../lib/chat/message.ts'
import type { ExportOrder } from './order.ts'
import type { ExportRun } from './run.ts'
import { runTemplate } from './file-names.ts'
import { dayIn, spanDays } from './span-days.ts'

/** The time that an order means at the moment `at`: half-open, ms. @throws RangeError for a zone that the browser does not know. */
export function orderRange(order: ExportOrder, at: number): Pick<ExportFilter, 'from' | 'to'> {
  const { firstDay, lastDay } = spanDays(order, dayIn(at, order.timeZone))
  const calendar = createZoneCalendar(order.timeZone)
  return {
    ...(firstDay === null ? {} : { from: calendar.startOf(dateOf(firstDay, 0)) }),
    ...(lastDay === null ? {} : { to: calendar.startOf(dateOf(lastDay, 1)) }),
  }
}

function dateOf(day: string, later: number): { year: number; month: number; day: number } {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return { year, month, day: date + later }
}

/** The filter that an order means at the moment `at`, ms. `words`: its words, compiled. */
export function orderFilter(
  order: ExportOrder,
  at: number,
  words: ((message: MessageView) => boolean) | null,
): ExportFilter {
  return {
    ...orderRange(order, at),
    ...(order.authors === null ? {} : { authors: order.authors }),
    ...(order.content === null ? {} : { content: order.content }),
    ...(words === null ? {} : { words }),
  }
}

/** What the engine is told for one account of a run, by its number in it, from 0. `words`: as the account's people are called. */
export function exportOptions(
  run: ExportRun,
  leg: number,
  words: ((message: MessageView) => boolean) | null,
): ExportOptions {
  const { order, since, startedAt, generator } = run
  const filterWords = wordsOfFilter(order)
  return {
    formats: order.formats.map((id) => FORMATS[id]),
    arrangement: order.filePerChat ? 'per-conversation' : 'together',
    ...(order.split === 'none' ? {} : { split: splitOf(order.split, order.splitSize) }),
    fileName: runTemplate(run, leg),
    filter: {
      ...orderFilter(order, startedAt, words),
      archivedBefore: run.archivedBefore ?? startedAt,
      ...(since ? { archivedFrom: since.archivedFrom } : {}),
    },
    ...(filterWords ? { filterWords } : {}),
    ...(order.redact ? { redaction: { salt: run.task ?? run.id } } : {}),
    withAvatars: order.avatars && !order.redact,
    exportedAt: startedAt,
    generator,
    timeZone: order.timeZone,
    language: order.language,
    ...(since ? { increment: { part: since.part, continues: since.continues } } : {}),
  }
}

function splitOf(split: Exclude<ExportOrder['split'], 'none'>, splitSize: number): ExportSplit {
  switch (split) {
    case 'messages':
      return { by: split, messages: splitSize }
    case 'bytes':
      return { by: split, bytes: splitSize }
    case 'day':
    case 'month':
    case 'year':
      return { by: split }
  }
}

/** What the files say was left out; null when nothing was but by time. */
function wordsOfFilter({ authors, words, content }: ExportOrder): ExportedFilter | null {
  const isAll = authors === null && words.trim() === '' && content === null
  if (isAll) return null
  return {
    ...(authors === null ? {} : { authors }),
    ...(words.trim() === '' ? {} : { words: words.trim() }),
    ...(content === null ? {} : { content }),
  }
}
