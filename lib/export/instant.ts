import { DAY } from '../time.ts'

const TWO = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'))

let knownDay = Number.NaN
let dayText = ''

/**
 * As `Date.prototype.toISOString`, ms since epoch, several times as fast where one day follows the other.
 *
 * @throws RangeError when it is no time.
 */
export function instantText(at: number): string {
  const day = Math.floor(at / DAY)
  if (day !== knownDay) {
    // Up to the `T`; far years have more digits.
    dayText = new Date(at).toISOString().slice(0, -13)
    knownDay = day
  }
  const time = Math.trunc(at) - day * DAY
  const seconds = Math.floor(time / 1_000)
  const ms = time % 1_000
  const minutes = Math.floor(seconds / 60)
  return `${dayText}${TWO[Math.floor(minutes / 60)]}:${TWO[minutes % 60]}:${TWO[seconds % 60]}.${ms < 100 ? '0' : ''}${TWO[ms] ?? ms}Z`
}
