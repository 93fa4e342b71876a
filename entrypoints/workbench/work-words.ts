import { formatBytes, formatDuration, formatNumber } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'
import { MINUTE, SECOND } from '../../lib/time.ts'
import { now } from '../../lib/ui/clock.ts'
import { workRate } from './work-rate.ts'
import type { Work } from './work.ts'

/** How far, how fast and how long yet, in one line of words. */
export function workWords(work: Work): string {
  const { done, total, unit, state } = work
  const amount = unit === 'bytes' ? formatBytes : formatNumber
  const far =
    total === null
      ? t(`work.done.${unit}`, { done: amount(done) })
      : t(`work.far.${unit}`, { done: amount(done), total: amount(total) })
  if (state !== 'running') return `${t(`work.${state}`)} · ${far}`
  // Looked at so that the time left moves on when nothing is reported.
  const found = workRate(work, Math.max(now.value, Date.now()))
  if (found === null) return far
  const rate = t(`work.rate.${unit}`, { rate: amount(Math.round(found.rate)) })
  return [far, rate, found.left === null ? null : leftWords(found.left)].filter((words) => words !== null).join(' · ')
}

/** Time left in words, as coarse as it is uncertain. */
function leftWords(left: number): string {
  if (left < 10 * SECOND) return t('work.left.soon')
  const step = left < 2 * MINUTE ? 10 * SECOND : MINUTE
  return t('work.left', { time: formatDuration(Math.ceil(left / step) * step) })
}
