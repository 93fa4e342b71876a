import type { Archive } from '../../lib/archive/port.ts'
import { log } from '../../lib/log.ts'
import { MINUTE, SECOND, sleep } from '../../lib/time.ts'

/** How often the archive is looked at. */
const EVERY = 10 * MINUTE
/** Steps in a row at most, and the breath between two: receiving comes first. */
const STEPS = 50
const BREATH = SECOND

/** Moves older messages into sealed blocks now and then, a step at a time, while the background is awake anyway. */
export function createTidy(archive: Pick<Archive, 'seal'>): { tick(): void } {
  let nextAt = 0

  async function tidy(): Promise<void> {
    for (let step = 0; step < STEPS; step += 1) {
      if (!(await archive.seal())) return
      await sleep(BREATH)
    }
  }

  return {
    tick() {
      const now = Date.now()
      if (now < nextAt && nextAt - now <= EVERY) return
      nextAt = now + EVERY
      tidy().catch(() => log('archive not tidied'))
    },
  }
}
