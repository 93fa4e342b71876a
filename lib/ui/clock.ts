import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { SECOND } from '../time.ts'

const tick = signal(Date.now())

/** The time now in ms, for words like "2 minutes ago" and for "paused until". Moves on once `startClock` was called. */
export const now: ReadonlySignal<number> = tick

/** Lets `now` move, every 5 seconds. Returns the way to stop. */
export function startClock(): () => void {
  const timer = setInterval(() => (tick.value = Date.now()), 5 * SECOND)
  return () => clearInterval(timer)
}
