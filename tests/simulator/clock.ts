/**
 * The time the service lives by. It runs with the machine's clock and can be moved, so that a test need not wait two days
 * for the end of a login. Milliseconds since the epoch.
 */
export type Clock = {
  now(): number
  /** Moves it on (or back, below zero). */
  advance(ms: number): void
  /** How far it is ahead of the machine's clock. */
  ahead(): number
}

/** A clock that shows the machine's time. */
export function createClock(): Clock {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    advance(ms) {
      ahead += ms
    },
    ahead: () => ahead,
  }
}
