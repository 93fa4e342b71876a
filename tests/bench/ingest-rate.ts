import type { Page } from '@playwright/test'
import type { Phone } from '../support/phone.ts'
import { until } from '../support/until.ts'
import { median } from './figures.ts'
import type { Figure } from './figures.ts'

const BATCHES = [1, 10, 100]

/**
 * From the end of the simulator's answer to a poll until the archive tells its pages of the committed rows, in messages a
 * second. Both clocks are this machine's. The poll of the next sample is waited for, so that a batch comes in one reply.
 * @param page A page of the extension.
 */
export async function measureIngestRate(phone: Phone, page: Page, samples: number): Promise<Figure[]> {
  await page.evaluate(() => {
    const commits: number[] = []
    new BroadcastChannel('companion-archive/changes').addEventListener('message', (event: MessageEvent) => {
      const { conversations } = event.data as { conversations: unknown[] }
      if (conversations.length > 0) commits.push(Date.now())
    })
    Object.assign(globalThis, { commits })
  })
  const commits = () => page.evaluate(() => (globalThis as unknown as { commits: number[] }).commits)

  const figures: Figure[] = []
  for (const size of BATCHES) {
    const rates: number[] = []
    for (let sample = 0; sample < samples; sample++) {
      await phone.waitForPoll()
      const before = (await commits()).length
      const since = (await phone.requests()).at(-1)?.id ?? 0
      const items = Array.from({ length: size }, (_, n) => ({
        friend: 510942000,
        text: `收${size}之${sample}第${n}句`,
      }))
      await phone.saysAtOnce(items)
      const committed = await until('the rows to be committed', async () => (await commits())[before])
      // The poll that brought them was under way before: the last one that ended up to then.
      const answered = (await phone.requests())
        .filter(({ path, endedAt }) => path.endsWith('/poll2') && endedAt !== null && endedAt <= committed)
        .map(({ endedAt }) => endedAt ?? 0)
      if (answered.length === 0) throw new Error(`no poll was answered after request ${since}`)
      rates.push((1_000 * size) / Math.max(1, committed - Math.max(...answered)))
    }
    figures.push({
      what: `Ingest, batches of ${size}, median of ${samples}`,
      value: `${Math.round(median(rates))} messages/s`,
      goal: '',
    })
  }
  return figures
}
