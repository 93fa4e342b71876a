import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../support/until.ts'
import { startLoneChromium } from './lone-chromium.ts'
import type { LoneChromium } from './lone-chromium.ts'
import { archivedNumbers, createFriends, sentTwice } from '../e2e/support/numbered.ts'

/** `npm run test:soak` goes on for 30 minutes. */
const SECONDS = Number(process.env['SOAK_SECONDS'] ?? 20)
const A_SECOND = 20
const MEGABYTE = 1_048_576
/** Over some seconds the browser's own ups and downs are larger than anything we could leak. */
const MOST_GROWTH = SECONDS < 600 ? 3 : 1.3

describe(`${A_SECOND} messages a second for ${SECONDS} seconds`, () => {
  let lone: LoneChromium
  beforeAll(async () => {
    lone = await startLoneChromium()
  }, 90_000)
  afterAll(() => lone.close())

  it(
    'are all in the archive, once, and memory does not grow',
    async () => {
      const { phone, browser, simulator, profile } = lone
      const friends = createFriends(phone, lone.friends)
      const memory: number[] = []
      const start = Date.now()
      for (let second = 0; second < SECONDS; second++) {
        await friends.say(A_SECOND / 2)
        await friends.say(A_SECOND / 2)
        memory.push(browser.extensionMemory())
        await until('the next second', () => Date.now() >= start + (second + 1) * 1_000, 5_000)
      }
      await until('the last to be handed out', async () => (await phone.state()).queued === 0, 60_000)
      await phone.waitForPoll(60_000)
      const sent = await phone.sent()
      await browser.quit()

      const quarter = Math.ceil(memory.length / 4)
      const second = median(memory.slice(quarter, 2 * quarter))
      const last = median(memory.slice(-quarter))
      // The figures of docs/PERFORMANCE.md are read here.
      console.log(
        `${friends.said.length} messages, ${sent.length} answers; memory of the extension's process in the second quarter ` +
          `${(second / MEGABYTE).toFixed(1)} MiB, in the last ${(last / MEGABYTE).toFixed(1)} MiB`,
      )
      const archived = await archivedNumbers(simulator, profile)
      expect(archived).toEqual(friends.said.map(({ n }) => n))
      expect(sentTwice(sent)).toEqual([])
      expect(sent.length).toBeGreaterThan(0)
      expect(last / second).toBeLessThan(MOST_GROWTH)
    },
    SECONDS * 1_500 + 180_000,
  )
})

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
