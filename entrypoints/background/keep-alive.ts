import { browser } from 'wxt/browser'
import { MINUTE, SECOND } from '../../lib/time.ts'

const ALARM = 'resume'
const TICK = 20 * SECOND
/** Two looks at the clock this much further apart than they should be: the computer has slept in between. */
const SLEPT = MINUTE

/** Why the background must not sleep: there is a line to listen to or to take over, or somebody looks at the QR code. */
export type AwakeFor = 'line' | 'qr-code'

export interface KeepAlive {
  /** Awake as long as there is any reason. */
  set(reason: AwakeFor, holds: boolean): void
  /** An alarm has rung: those follow the clock, and ring at once when the computer wakes up. */
  look(): void
}

/**
 * Keeps the background alive while there is something to listen to, and brings it back when it died all the same
 * (docs/decisions/0001): a request in flight does not count as life, a call of the extension API does.
 * @param ticked told with every tick while awake; `slept`: the computer has slept since the last one
 */
export function createKeepAlive(ticked: (slept: boolean) => void): KeepAlive {
  let timer: ReturnType<typeof setInterval> | undefined
  // Unknown at first: the alarm of a worker that died is still there.
  let isAwake: boolean | undefined
  const reasons = new Set<AwakeFor>()
  let lookedAt = 0

  /** Timers stand still while the computer sleeps, the clock does not. */
  function tick(): void {
    void browser.runtime.getPlatformInfo()
    const before = lookedAt
    lookedAt = Date.now()
    ticked(lookedAt - before > TICK + SLEPT)
  }

  return {
    look() {
      if (isAwake) tick()
    },
    set(reason, holds) {
      if (holds) reasons.add(reason)
      else reasons.delete(reason)
      const awake = reasons.size > 0
      if (awake === isAwake) return
      isAwake = awake
      if (awake) {
        lookedAt = Date.now()
        timer = setInterval(tick, TICK)
        void browser.alarms.create(ALARM, { periodInMinutes: 0.5 })
      } else {
        clearInterval(timer)
        void browser.alarms.clear(ALARM)
      }
    },
  }
}
