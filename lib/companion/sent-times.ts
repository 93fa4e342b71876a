import type { BackendEvent } from '../backend.ts'
import { SECOND } from '../time.ts'

/**
 * When each event of one reply happened, ms. One without a time of its own happened when the reply came, yet not after
 * what was written behind it.
 * @param events in order
 * @param cameAt when the reply came, by the service's clock if that is known, ms
 */
export function sentTimes(events: readonly BackendEvent[], cameAt: number): number[] {
  // The service's times have whole seconds: anything finer would sort behind what follows within the second.
  let latest = Math.floor(cameAt / SECOND) * SECOND
  return events
    .toReversed()
    .map((event) => {
      const told = 'sentAt' in event ? event.sentAt : null
      if (told !== null) latest = Math.min(latest, told)
      return told ?? latest
    })
    .toReversed()
}
