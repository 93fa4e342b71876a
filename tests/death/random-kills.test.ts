import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../support/until.ts'
import { createDice } from './dice.ts'
import { startLoneChromium } from './lone-chromium.ts'
import type { LoneChromium } from './lone-chromium.ts'
import { archivedNumbers, createFriends, lostOnTheWire, requestedTwice, sentTwice } from '../e2e/support/numbered.ts'

/** `npm run test:faults` kills 200 times. */
const KILLS = Number(process.env['KILLS'] ?? 8)
const SEED = Number(process.env['SEED'] ?? 20261122)

/** A death comes this soon after somebody has written, ms: while the reply is read, written down, decided about, sent. */
const WITHIN = 400
/** Now and then it lives long enough for an answer that waits its turn. */
const UNTIL_SENT = 4_000
/** The alarm comes every 30 s; a cookie that changes is quicker. */
const BACK_WITHIN = 70_000
/** The login form, whose code sets a cookie that we may see: it wakes the background as any change of such a cookie does. */
const COOKIE = 'https://xui.ptlogin2.qq.com/cgi-bin/xlogin?daid=164&appid=501004106&t='

/** What goes wrong besides, at the next request of its kind. */
const TROUBLES = [
  null,
  null,
  { path: 'send_buddy_msg2', kind: 'reset-delivered' },
  { path: 'send_buddy_msg2', kind: 'uncertain-delivered' },
  { path: 'send_buddy_msg2', kind: 'uncertain-lost' },
  { path: 'send_buddy_msg2', kind: 'http-502' },
  { path: 'poll2', kind: 'http-502' },
  { path: 'poll2', kind: 'reset' },
] as const

/** The service's clock jumps, ms. */
const CLOCKS = [0, 0, -600_000, 600_000] as const

describe('a background that is killed at random while friends write', () => {
  const dice = createDice(SEED)
  let lone: LoneChromium
  beforeAll(async () => {
    lone = await startLoneChromium()
  }, 90_000)
  afterAll(() => lone.close())

  it(
    `loses nothing that was written down and sends nothing twice, in ${KILLS} deaths`,
    async () => {
      const { phone, browser, simulator, profile } = lone
      const friends = createFriends(phone, lone.friends)
      const deaths: number[] = []
      for (let kill = 0; kill < KILLS; kill++) {
        const trouble = dice.oneOf(TROUBLES)
        if (trouble) await phone.fault(trouble)
        if (dice.chance(0.2)) await phone.storm({ rate: 0.5, seed: String(kill) })
        if (dice.chance(0.2)) await phone.settings({ clockOffset: dice.oneOf(CLOCKS) })
        await friends.say(1 + dice.upTo(3))
        await pause(dice.upTo(dice.chance(0.25) ? UNTIL_SENT : WITHIN))
        if (browser.killExtensionProcess() > 0) deaths.push(Date.now())
        await phone.clearFaults()
        await wake(kill)
      }
      await friends.say()
      await until('the last to be decided about', async () => (await phone.state()).queued === 0, 30_000)
      await phone.waitForPoll(30_000)
      const requests = await phone.requests()
      const sent = await phone.sent()
      await browser.quit()

      const archived = await archivedNumbers(simulator, profile)
      const lost = lostOnTheWire(friends.said, archived, requests, deaths)
      // The loss window is a figure of docs/PERFORMANCE.md: this is where it is read.
      console.log(
        `seed ${SEED}: ${deaths.length} deaths, ${friends.said.length} messages, ${sent.length} answers taken, ` +
          `${lost.length} messages lost between socket and disk, at most ${Math.max(0, ...lost.map(({ before }) => before ?? 0))} ms before a death`,
      )
      expect(deaths.length).toBeGreaterThan(KILLS / 2)
      expect(new Set(archived).size, 'a message is archived once').toBe(archived.length)
      expect(sentTwice(sent)).toEqual([])
      expect(requestedTwice(requests), 'no answer goes out a second time, whatever became of the first').toEqual([])
      // What a death takes with it was on its way from the socket to the disk at that moment, and nothing else.
      for (const { n, before } of lost) expect(before, `问${n}`).toBeLessThan(WITHIN)
      expect(sent.length).toBeGreaterThan(0)
    },
    KILLS * BACK_WITHIN + 120_000,
  )

  /** Until a poll of the next life is held. */
  async function wake(kill: number): Promise<void> {
    const { phone, browser } = lone
    await until('the poll of the dead to be given up', async () => (await phone.state()).polling?.held !== true)
    const tab = await browser.open(`${COOKIE}${kill}.${Date.now()}`)
    await phone.waitForPoll(BACK_WITHIN)
    await tab.close()
  }
})

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
