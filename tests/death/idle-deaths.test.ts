import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Companion } from '../e2e/support/companion.ts'
import { launchFirefox } from '../e2e/support/firefox.ts'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { checkSigLink } from '../support/check-sig-link.ts'
import { createPhone } from '../support/phone.ts'
import type { LoggedRequest, Phone } from '../support/phone.ts'
import { until } from '../support/until.ts'
import { createDice } from './dice.ts'
import {
  createFriends,
  crowdOfFriends,
  exportedNumbers,
  fillNumberRule,
  lostOnTheWire,
  sentTwice,
} from '../e2e/support/numbered.ts'

/** `npm run test:faults` waits for 60. */
const DEATHS = Number(process.env['IDLE_DEATHS'] ?? 4)
const SEED = Number(process.env['SEED'] ?? 20261122)
/** Firefox ends an event page after 30 s without an event. Made short, it dies between any two of ours. */
const IDLE = 700
const LOGIN_FORM = 'https://xui.ptlogin2.qq.com/cgi-bin/xlogin?daid=164&appid=501004106&t='

describe("a background that Firefox's idle time-out ends again and again while friends write", () => {
  const dice = createDice(SEED)
  let simulator: Simulator
  let phone: Phone
  let companion: Companion
  let numbers: readonly number[]

  beforeAll(async () => {
    simulator = await startSimulator({ holdSeconds: 60 })
    phone = createPhone(simulator.controlUrl)
    numbers = await crowdOfFriends(phone)
    companion = await launchFirefox({ ...simulator, backgroundIdleMs: IDLE })
    const popup = await companion.popup()
    await fillNumberRule(popup)
    await popup.close()
    const door = await companion.open(await checkSigLink(simulator.httpsPort, phone))
    await phone.waitForPoll(40_000)
    await door.close()
  })

  afterAll(async () => {
    await companion.close()
    await simulator.close()
  })

  const polls = async () => (await phone.requests()).filter(({ path }) => path.endsWith('/poll2'))
  const cutOff = async () => (await polls()).filter(({ aborted }) => aborted)

  it(
    `loses nothing that was written down and sends nothing twice, in ${DEATHS} deaths`,
    async () => {
      const friends = createFriends(phone, numbers)
      /**
       * A cookie that the background may see wakes it, and friends write while it is awake: what the service hands out in the
       * very moment of a death is on nobody's disk, whatever we do.
       */
      const wakeAndSay = async (n: number, count: number) => {
        const form = await companion.open(`${LOGIN_FORM}${n}`)
        await phone.waitForPoll(40_000)
        await friends.say(count)
        await form.close()
      }
      for (let n = 0; (await cutOff()).length < DEATHS; n++) {
        const before = (await cutOff()).length
        await wakeAndSay(n, 1 + dice.upTo(3))
        await until('the background to die of idleness', async () => (await cutOff()).length > before, 40_000)
        // What is said to nobody waits at the service.
        if (dice.chance(0.5)) await friends.say()
      }
      await wakeAndSay(DEATHS, 1)
      await until('the last to be handed out', async () => (await phone.state()).queued === 0, 60_000)
      await phone.waitForPoll(60_000)

      const requests: LoggedRequest[] = await phone.requests()
      const deaths = (await cutOff()).flatMap(({ endedAt }) => (endedAt === null ? [] : [endedAt]))
      const archived = await exportedNumbers(companion)
      const sent = await phone.sent()
      const lost = lostOnTheWire(friends.said, archived, requests, deaths)
      // Read by whoever runs it long: how many deaths, and what they took.
      console.log(
        `seed ${SEED}: ${deaths.length} deaths, ${friends.said.length} messages, ${sent.length} answers taken, ${lost.length} lost`,
      )
      expect(new Set(archived).size, 'a message is archived once').toBe(archived.length)
      expect(sentTwice(sent)).toEqual([])
      // Firefox does not call a background idle that has a transaction open: here nothing is lost at all.
      expect(lost).toEqual([])
      expect(sent.length).toBeGreaterThan(0)
    },
    DEATHS * 60_000 + 120_000,
  )
})
