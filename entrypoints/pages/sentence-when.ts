import { formatDay, formatList } from '../../lib/i18n/format.ts'
import { language, t } from '../../lib/i18n/t.ts'
import type { RulePart } from '../../lib/rules/describe.ts'
import type { Hours } from '../../lib/rules/rule.ts'
import { weekdayName } from './weekday-name.ts'

/** Spans of hours that are said; of more there is only the number. */
const MOST_SPANS = 3

/** When the rule answers, in words; empty when always. */
export function whenWords(parts: readonly RulePart[]): string {
  return parts.flatMap(partWords).join(t('list.comma'))
}

function partWords(part: RulePart): string[] {
  if (part.part === 'hours') return [spansWords(part.hours)]
  if (part.part === 'dates') return [datesWords(part)]
  if (part.part === 'away') return [t('sentence.away')]
  if (part.part !== 'first') return []
  if (part.first === 'after-silence') return [t('sentence.silence', { count: part.days ?? 0 })]
  return [t(`sentence.first.${part.first}`)]
}

function spansWords(hours: readonly Hours[]): string {
  const spans = hours.slice(0, MOST_SPANS).map(hoursWords)
  const names = spans.join(t('list.comma'))
  return hours.length > spans.length ? t('list.more', { names, count: hours.length }) : names
}

function datesWords({ from, to }: { from: string | null; to: string | null }): string {
  if (to === null) return t('sentence.dates.from', { from: from === null ? '' : formatDay(from) })
  if (from === null) return t('sentence.dates.to', { to: formatDay(to) })
  return t('sentence.dates', { from: formatDay(from), to: formatDay(to) })
}

/** One span in words: `工作日 9:00–18:00`. */
export function hoursWords({ on, from, to }: Hours): string {
  const days = typeof on === 'string' ? t(`sentence.${on}`) : daysWords(on)
  const isWholeDay = from === 0 && (to === 0 || to === 24 * 60)
  const time = isWholeDay ? t('sentence.allDay') : `${clock(from)}–${clock(to)}`
  return days === '' ? time : `${days} ${time}`
}

function daysWords(days: readonly number[]): string {
  if (days.length === 7) return ''
  const name = (day: number) => weekdayName(day, language.value)
  const first = days[0] ?? 1
  const last = days.at(-1) ?? first
  const isRun = days.length > 2 && last - first === days.length - 1
  if (isRun) return t('sentence.days', { first: name(first), last: name(last) })
  return formatList(days.map(name), 'and')
}

function clock(minutes: number): string {
  return Number.isFinite(minutes)
    ? `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
    : t('sentence.nothing')
}
