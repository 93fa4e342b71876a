import { createHash } from 'node:crypto'
import { vi } from 'vitest'

interface Timer {
  at: number
  run: () => void
}

const turn = setImmediate

/** Resolves when everything that waits for nothing but other code has run. */
const settled = () => new Promise<void>((resolve) => void turn(resolve))

/**
 * Takes the clock and the timers of this process over. Time passes only in `pass`, from one timer to the next, and
 * stands still while anything else is going on.
 */
export function takeOverTime(start: number) {
  let now = start
  let timers: Timer[] = []
  const { setTimeout, clearTimeout } = globalThis
  const clock = Date.now

  function set(run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) {
    const timer: Timer = { at: now + Math.max(0, ms || 0), run: () => run(...given) }
    const index = timers.findIndex(({ at }) => at > timer.at)
    timers.splice(index === -1 ? timers.length : index, 0, timer)
    return Object.assign(timer, { unref: () => timer, ref: () => timer })
  }
  globalThis.setTimeout = set as unknown as typeof setTimeout
  globalThis.clearTimeout = ((timer?: Timer) => {
    timers = timers.filter((other) => other !== timer)
  }) as unknown as typeof clearTimeout
  // No spy: it would keep each of a million calls.
  Date.now = () => now
  // The real one answers from another thread, whose time is not ours.
  vi.spyOn(crypto.subtle, 'digest').mockImplementation(async (_name, data) => {
    const hash = createHash('sha256').update(new Uint8Array(data as ArrayBuffer))
    return new Uint8Array(hash.digest()).buffer
  })

  return {
    now: () => now,
    settled,
    /** @param each called whenever something has happened */
    async pass(ms: number, each: () => void): Promise<void> {
      const until = now + ms
      await settled()
      for (let next = timers[0]; next && next.at <= until; next = timers[0]) {
        timers.shift()
        now = Math.max(now, next.at)
        next.run()
        await settled()
        each()
      }
      now = until
    },
    /** Nothing that was planned happens any more, and it is as early as it was at first. */
    startAnew() {
      timers = []
      now = start
    },
    restore() {
      Object.assign(globalThis, { setTimeout, clearTimeout })
      Date.now = clock
    },
  }
}

export type VirtualTime = ReturnType<typeof takeOverTime>
