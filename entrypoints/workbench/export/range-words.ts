import { formatDay } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import type { ExportOrder } from './order.ts'
import { dayIn, spanDays } from './span-days.ts'

/** The days of an order in words, with the zone that they are days of. */
export function rangeWords(order: ExportOrder, at: number): string {
  const { firstDay, lastDay } = spanDays(order, dayIn(at, order.timeZone))
  const zone = order.timeZone
  if (firstDay === null && lastDay === null) return t('export.range.words.all', { zone })
  if (firstDay === null) return t('export.range.words.to', { last: formatDay(lastDay ?? ''), zone })
  if (lastDay === null) return t('export.range.words.from', { first: formatDay(firstDay), zone })
  if (firstDay === lastDay) return t('export.range.words.day', { day: formatDay(firstDay), zone })
  return t('export.range.words', { first: formatDay(firstDay), last: formatDay(lastDay), zone })
}
