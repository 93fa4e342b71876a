import { defaultFileName, fileNameOf } from '../../../lib/export/file-name.ts'
import type { FileNameValues } from '../../../lib/export/file-name.ts'
import type { ExportOrder } from './order.ts'
import type { ExportRun } from './run.ts'
import { dayIn } from './span-days.ts'

/** The template for the files of an order: its own, or the one that goes with the way it is split. */
export function orderTemplate({ nameTemplate, split }: Pick<ExportOrder, 'nameTemplate' | 'split'>): string {
  return nameTemplate?.trim() || defaultFileName(split === 'none' ? null : split)
}

/**
 * The template for the files of a run: those of each account in a folder of their own when there are several. Redacted ones tell no
 * account: their folders have numbers, from 1.
 */
export function runTemplate({ order, legs }: Pick<ExportRun, 'order' | 'legs'>, leg: number): string {
  if (legs.length === 1) return orderTemplate(order)
  return `${order.redact ? leg + 1 : '{account}'}/${orderTemplate(order)}`
}

/** Name of the ZIP with all files of a run. A redacted one names nobody. */
export function zipName({
  order,
  legs,
  title,
  startedAt,
}: Pick<ExportRun, 'order' | 'legs' | 'title' | 'startedAt'>): string {
  const account = legs.length === 1 ? (legs[0]?.account ?? '') : ''
  const date = dayIn(startedAt, order.timeZone)
  const values = { ...NOTHING, title: order.redact ? '' : (title ?? account), date }
  return fileNameOf(defaultFileName(null), values, '.zip', new Set())
}

const NOTHING: FileNameValues = {
  title: '',
  kind: '',
  number: '',
  account: '',
  from: '',
  to: '',
  period: '',
  date: '',
  time: '',
  part: '',
  count: '',
}

/** How a file of an order would be called, for a chat of this title and number: what the form shows. */
export function exampleName(
  order: ExportOrder,
  {
    title,
    kind,
    number,
    account,
    extension,
  }: { title: string; kind: string; number: string; account: string; extension: string },
  now: number,
): string {
  const date = dayIn(now, order.timeZone)
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: order.timeZone,
    hour: '2-digit',
    minute: '2-digit',
  }).format(now)
  const period = order.split === 'year' ? date.slice(0, 4) : order.split === 'month' ? date.slice(0, 7) : date
  const values = {
    title,
    kind,
    number,
    account,
    from: date,
    to: date,
    period,
    date,
    time: clock.replace(':', ''),
    part: order.split === 'none' ? '' : '1',
    count: '128',
  }
  return fileNameOf(orderTemplate(order), values, extension, new Set())
}
