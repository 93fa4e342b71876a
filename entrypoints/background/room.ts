import { log } from '../../lib/log.ts'
import { MINUTE } from '../../lib/time.ts'
import { takeBack, tell } from './notices.ts'

/** How often it is looked at. */
const EVERY = 10 * MINUTE
/**
 * With less room than this the user is told, bytes. Long before nothing is left: Chromium has been seen to lose a whole database
 * that it opened on a disk without a free byte.
 */
const LITTLE = 50_000_000

/** Looks now and then how much room the browser has for us, while the background is awake anyway. */
export function createRoom(): { tick(): void } {
  let nextAt = 0
  let isLittle = false

  async function look(): Promise<void> {
    const { quota, usage } = await navigator.storage.estimate()
    if (quota === undefined || usage === undefined) return
    const was = isLittle
    isLittle = quota - usage < LITTLE
    if (isLittle) tell('storage-full')
    else if (was) takeBack('storage-full')
  }

  return {
    tick() {
      const now = Date.now()
      if (now < nextAt && nextAt - now <= EVERY) return
      nextAt = now + EVERY
      look().catch(() => log('room not known'))
    },
  }
}
