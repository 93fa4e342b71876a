import { formatAgo, formatClock, formatMoment, isTime } from '../i18n/format.ts'
import { now } from './clock.ts'

/** A moment (ms): clock time or age in words; the full date with its time zone on hover. */
export function Time({ at, as = 'clock' }: { at: number; as?: 'clock' | 'ago' }) {
  return (
    <time dateTime={isTime(at) ? new Date(at).toISOString() : undefined} title={formatMoment(at)}>
      {as === 'ago' ? formatAgo(at, now.value) : formatClock(at, now.value)}
    </time>
  )
}
