import { createQueue } from '../../lib/companion/queue.ts'
import { todayItem } from '../../lib/settings.ts'
import type { Today } from '../../lib/settings.ts'
import { localDay } from '../../lib/time.ts'

const inOrder = createQueue()

/** Changes today's counts; yesterday's are forgotten at the first change of the day. */
export function countToday(change: (today: Today) => Partial<Today>): Promise<void> {
  return inOrder(async () => {
    const day = localDay(Date.now())
    const stored = await todayItem.getValue()
    const today = stored.day === day ? stored : { ...todayItem.fallback, day }
    await todayItem.setValue({ ...today, ...change(today) })
  })
}
