import { SECOND } from '../../lib/time.ts'
import type { Work } from './work.ts'

/** Before this much time a rate would be guesswork, ms. */
const SOON = 2 * SECOND

/** How fast work goes, in its unit per second, and how long it takes yet, in ms. Null while it is too early to say. */
export function workRate(
  work: Pick<Work, 'done' | 'total' | 'startedAt' | 'doneBefore' | 'state'>,
  now: number,
): { rate: number; left: number | null } | null {
  const took = now - work.startedAt
  const done = work.done - (work.doneBefore ?? 0)
  if (work.state !== 'running' || took < SOON || done <= 0) return null
  const rate = (done * SECOND) / took
  const left = work.total === null ? null : (Math.max(0, work.total - work.done) * SECOND) / rate
  return { rate, left }
}
