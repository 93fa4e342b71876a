import { createQueue } from '../../lib/companion/queue.ts'
import { clockItem, SKEW_SHOWN } from '../../lib/settings.ts'
import { MINUTE } from '../../lib/time.ts'
import { takeBack, tell } from './notices.ts'

const inOrder = createQueue()

/**
 * Keeps the item that says how far this computer's clock is from the server's, at most once a minute. A difference that
 * matters is told once, until it is gone.
 * @param offset - The server's clock minus ours, ms.
 */
export function noteClock(offset: number): Promise<void> {
  return inOrder(async () => {
    const at = Date.now()
    const before = await clockItem.getValue()
    // A clock that was set back is looked at again.
    if (before && before.at <= at && at - before.at < MINUTE) return
    await clockItem.setValue({ offset, at })
    const [was, is] = [before?.offset ?? 0, offset].map((each) => Math.abs(each) > SKEW_SHOWN)
    if (is && !was) tell('clock-skew', String(offset))
    if (was && !is) takeBack('clock-skew')
  })
}
