import { language } from '../../../lib/i18n/t.ts'
import { localDay } from '../../../lib/time.ts'

/** A day as a line between messages says it: `2026年11月22日周日`, with 今天 or 昨天 before it. Both in ms. */
export function dayWords(at: number, now: number): string {
  const words = new Intl.DateTimeFormat(language.value, {
    weekday: 'short',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  }).format(at)
  const near = nearWord(at, now)
  return near === null ? words : `${near} · ${words}`
}

function nearWord(at: number, now: number): string | null {
  const day = localDay(at)
  const yesterday = new Date(now)
  yesterday.setDate(yesterday.getDate() - 1)
  const age = day === localDay(now) ? 0 : day === localDay(yesterday.getTime()) ? 1 : null
  if (age === null) return null
  const word = new Intl.RelativeTimeFormat(language.value, { numeric: 'auto' }).format(-age, 'day')
  return word.charAt(0).toLocaleUpperCase(language.value) + word.slice(1)
}

/** When a calendar day `YYYY-MM-DD` begins in the user's zone, ms; null for anything else. `later`: so many days after it. */
export function dayStart(day: string, later = 0): number | null {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? []
  if (year === undefined) return null
  const at = new Date(Number(year), Number(month) - 1, Number(date) + later).getTime()
  return Number.isFinite(at) ? at : null
}
