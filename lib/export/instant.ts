import { DAY, HOUR, MINUTE } from '../time.ts'

/** Small tables, which stay at hand. */
const TWO = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))
const ENDS = Array.from({ length: 1_000 }, (_, ms) => `.${String(ms).padStart(3, '0')}Z`)

let knownDay = Number.NaN
let knownText = ''

/**
 * As `Date.prototype.toISOString`, ms since epoch, several times as fast where times are close together.
 *
 * @throws RangeError when it is no time.
 */
export function instantText(at: number): string {
  const day = dayText(at)
  const time = timeOfDay(at)
  const hours = Math.floor(time / HOUR)
  const minutes = Math.floor(time / MINUTE)
  const seconds = Math.floor(time / 1_000)
  return `${day}${TWO[hours]}:${TWO[minutes - hours * 60]}:${TWO[seconds - minutes * 60]}${ENDS[time - seconds * 1_000]}`
}

/** What comes before its hours: `2026-11-23T`; far years have more digits. @throws RangeError when it is no time. */
export function dayText(at: number): string {
  const day = Math.floor(at / DAY)
  if (day !== knownDay) {
    knownText = new Date(at).toISOString().slice(0, -13)
    knownDay = day
  }
  return knownText
}

/** Whole ms since midnight UTC. */
export function timeOfDay(at: number): number {
  return Math.trunc(at) - Math.floor(at / DAY) * DAY
}
