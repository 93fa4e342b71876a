import { browser } from 'wxt/browser'
import { SECOND } from '../../lib/time.ts'

const ALARM = 'resume'

/**
 * Keeps the background alive while there is something to listen to, and brings it back when it died all the same
 * (docs/decisions/0001): a request in flight does not count as life, a call of the extension API does.
 */
export function createKeepAlive(): { set(awake: boolean): void } {
  let timer: ReturnType<typeof setInterval> | undefined
  // Unknown at first: the alarm of a worker that died is still there.
  let isAwake: boolean | undefined
  return {
    set(awake) {
      if (awake === isAwake) return
      isAwake = awake
      if (awake) {
        timer = setInterval(() => void browser.runtime.getPlatformInfo(), 20 * SECOND)
        void browser.alarms.create(ALARM, { periodInMinutes: 0.5 })
      } else {
        clearInterval(timer)
        void browser.alarms.clear(ALARM)
      }
    },
  }
}
