import { DAY, HOUR, MINUTE, SECOND } from '../time.ts'
import { language, t } from './t.ts'

/** A count in the user's language. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(language.value).format(value)
}

/** Time of day (`15:04`), with the date before it when `at` (ms) is not on the day of `now`. In the computer's time zone. */
export function formatClock(at: number, now: number): string {
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString()
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  const date: Intl.DateTimeFormatOptions = sameDay
    ? {}
    : { month: 'numeric', day: 'numeric', ...(sameYear ? {} : { year: 'numeric' }) }
  return inWords(at, { ...date, ...time })
}

/** Full date and time with the time zone, for titles. `at` in ms. */
export function formatMoment(at: number): string {
  return inWords(at, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  })
}

/** Date only. `at` in ms. */
export function formatDate(at: number): string {
  return inWords(at, { year: 'numeric', month: 'long', day: 'numeric' })
}

/** One damaged record must not take the whole page with it: what is no time is a dash. */
function inWords(at: number, options: Intl.DateTimeFormatOptions): string {
  return isTime(at) ? new Intl.DateTimeFormat(language.value, options).format(at) : '—'
}

/** Whether it is one of the moments that a date can be, ms. */
export function isTime(at: number): boolean {
  return !Number.isNaN(new Date(at).getTime())
}

/**
 * A calendar day `YYYY-MM-DD` in words, with as much of it as is known: parts that are zeros are left out. Anything that
 * is no such day comes back as it was.
 */
export function formatDay(day: string): string {
  const [, year = '', month = '', date = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? []
  const options: Intl.DateTimeFormatOptions = {
    ...(Number(year) > 0 ? { year: 'numeric' } : {}),
    ...(Number(month) > 0 ? { month: 'long' } : {}),
    ...(Number(month) > 0 && Number(date) > 0 ? { day: 'numeric' } : {}),
  }
  // A leap year stands in for an unknown one, so that the 29th of February stays what it is.
  const at = Date.UTC(Number(year) || 2000, (Number(month) || 1) - 1, Number(date) || 1)
  const found = new Date(at)
  const isDay = found.getUTCMonth() + 1 === (Number(month) || 1) && found.getUTCDate() === (Number(date) || 1)
  if (!isDay || Object.keys(options).length === 0) return day
  return new Intl.DateTimeFormat(language.value, { ...options, timeZone: 'UTC' }).format(at)
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
]

/** Age in words ("2 分钟前"); under a minute it is "just now". Both in ms. */
export function formatAgo(at: number, now: number): string {
  const age = Math.max(0, now - at)
  const format = new Intl.RelativeTimeFormat(language.value, { numeric: 'auto' })
  const step = STEPS.find(([, size]) => age >= size)
  return step ? format.format(-Math.floor(age / step[1]), step[0]) : t('time.justNow')
}

/** Names or texts joined as the language joins them: with "and", or with "or". */
export function formatList(items: readonly string[], how: 'and' | 'or'): string {
  const type = how === 'and' ? 'conjunction' : 'disjunction'
  return new Intl.ListFormat(language.value, { type, style: 'long' }).format(items)
}

/** A file size in words: `1.2 MB`. */
export function formatBytes(bytes: number): string {
  const [unit, size] =
    bytes < 1_000
      ? (['byte', 1] as const)
      : bytes < 1_000_000
        ? (['kilobyte', 1_000] as const)
        : bytes < 1_000_000_000
          ? (['megabyte', 1_000_000] as const)
          : (['gigabyte', 1_000_000_000] as const)
  return new Intl.NumberFormat(language.value, {
    style: 'unit',
    unit,
    maximumFractionDigits: bytes < 1_000 ? 0 : 1,
  }).format(bytes / size)
}

const LENGTHS: ['day' | 'hour' | 'minute' | 'second', number][] = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
]

/** A length of time in words, to the second: `1 hour 30 minutes`, in Chinese `1小时30分钟`; empty under a second. `ms` in milliseconds. */
export function formatDuration(ms: number): string {
  let rest = ms
  // The long form has 秒钟, which nobody says.
  const isChinese = language.value === 'zh-CN'
  const parts = LENGTHS.map(([unit, size]) => {
    const value = Math.floor(rest / size)
    rest -= value * size
    const format = new Intl.NumberFormat(language.value, {
      style: 'unit',
      unit,
      unitDisplay: isChinese ? 'short' : 'long',
    })
    return value > 0 ? format.format(value) : ''
  })
  return parts.filter((part) => part !== '').join(isChinese ? '' : ' ')
}

/** A length of time in the largest unit that keeps it whole: 90_000 ms is 90 seconds, 120_000 ms is 2 minutes. */
export function wholeUnit(ms: number): { value: number; unit: 'seconds' | 'minutes' | 'hours' } {
  if (ms > 0 && ms % HOUR === 0) return { value: ms / HOUR, unit: 'hours' }
  if (ms > 0 && ms % MINUTE === 0) return { value: ms / MINUTE, unit: 'minutes' }
  return { value: ms / SECOND, unit: 'seconds' }
}
