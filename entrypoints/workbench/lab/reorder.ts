/** How much later than its neighbours by time of sending something may have been decided about and still be put in order. */
const MOST_HELD = 20_000

interface Placed<T> {
  value: T
  /** Where it belongs: by `at` (ms), then by `order`. */
  at: number
  order: number
  /** Once everything sent before this moment (ms, by the server) is here, nothing that belongs before it can come. */
  safeAfter: number
}

/**
 * Puts things that come by the time they were sent into the order in which they were decided about. What came late (after
 * an outage, say) is held back until its turn; when too much is held, the first goes out of turn rather than that memory
 * grows.
 */
export interface Reorder<T> {
  /** Takes one in; `sentAt`: nothing sent earlier comes after it, ms. Gives those whose turn has come. */
  push(placed: Placed<T>, sentAt: number): T[]
  /** All that is left. */
  end(): T[]
}

export function createReorder<T>(mostHeld = MOST_HELD): Reorder<T> {
  let held: Placed<T>[] = []

  return {
    push(placed, sentAt) {
      let place = held.length
      while (place > 0 && isBefore(placed, held[place - 1]!)) place--
      held.splice(place, 0, placed)
      let ready = 0
      while (ready < held.length && (held[ready]!.safeAfter < sentAt || held.length - ready > mostHeld)) ready++
      return held.splice(0, ready).map(({ value }) => value)
    },
    end() {
      const rest = held.map(({ value }) => value)
      held = []
      return rest
    },
  }
}

function isBefore<T>(a: Placed<T>, b: Placed<T>): boolean {
  return a.at === b.at ? a.order < b.order : a.at < b.at
}
