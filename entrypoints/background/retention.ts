import { browser } from 'wxt/browser'
import type { Archive } from '../../lib/archive/port.ts'
import { deletesAnything } from '../../lib/backup/retention.ts'
import { sweep } from '../../lib/backup/sweep.ts'
import { createQueue } from '../../lib/companion/queue.ts'
import { log } from '../../lib/log.ts'
import { clockItem, readRetention, retentionItem, sweepItem } from '../../lib/settings.ts'
import { DAY, HOUR } from '../../lib/time.ts'

const ALARM = 'retention'
/** How often messages that are past their time are deleted. */
const EVERY = DAY
/** What was chosen can be taken back for as long as this before it deletes anything. */
const GRACE = HOUR
/** A clock that is further off than this is not believed: it would delete what is young. */
const CLOCK_BELIEVED = DAY

/** Deletes messages that are past their time, once a day, for as long as the user wants any to be deleted. */
export function createRetention(archive: Promise<Archive>): {
  /** Time has passed. */
  look(): void
} {
  const inOrder = createQueue()

  async function lookNow(): Promise<void> {
    const retention = await readRetention()
    if (!deletesAnything(retention)) {
      await browser.alarms.clear(ALARM)
      return
    }
    // The background may sleep for days when nobody is logged in: it is woken for this too.
    if (!(await browser.alarms.get(ALARM))) await browser.alarms.create(ALARM, { periodInMinutes: 60 })
    const [last, clock] = await Promise.all([sweepItem.getValue(), clockItem.getValue()])
    const now = Date.now()
    const isDue = Math.abs(now - (last?.at ?? 0)) >= EVERY && Math.abs(now - retention.changedAt) >= GRACE
    if (!isDue) return
    if (Math.abs(clock?.offset ?? 0) > CLOCK_BELIEVED) {
      log('retention: the clock is not believed')
      return
    }
    const done = await sweep(await archive, retention, now, (error) => {
      log('retention failed', { error: error instanceof Error ? error.name : 'unknown' })
      return 'go-on'
    })
    log('retention', done)
    await sweepItem.setValue({ at: now, ...done })
  }

  const look = () => void inOrder(lookNow).catch(() => log('retention not looked at'))
  retentionItem.watch(look)
  return { look }
}
