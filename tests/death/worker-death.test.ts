import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../e2e/support/chromium.ts'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { checkSigLink } from '../support/check-sig-link.ts'
import { readExport } from '../support/export-file.ts'
import { createPhone } from '../support/phone.ts'
import type { Phone } from '../support/phone.ts'
import { startRawChromium } from '../support/raw-chromium.ts'
import type { RawChromium } from '../support/raw-chromium.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from '../support/temporary-folder.ts'
import { until } from '../support/until.ts'

/** Longer than any idle time after which browsers end a background. */
const HELD_FOR = 90_000
/** The alarm that brings a dead background back comes every 30 s. */
const BACK_WITHIN = 70_000

const ANSWER = '我在开会，稍后联系'

/**
 * What a debugger hides: it keeps workers alive. So here a Chromium that nothing is attached to, watched from the
 * simulator alone. One browser, one login, the tests in order.
 */
describe('a background that nothing keeps alive but itself', () => {
  let profile: string
  let simulator: Simulator
  let phone: Phone
  let browser: RawChromium
  const said: string[] = []

  const friendSays = async (friend: string, text: string) => {
    said.push(text)
    await phone.friendSays(friend, text)
  }
  const answersTo = async (number: number) => (await phone.sent()).filter(({ to }) => to?.number === number)

  beforeAll(async () => {
    profile = await makeTemporaryFolder('death')
    simulator = await startSimulator({ holdSeconds: HELD_FOR / 1_000 + 30 })
    phone = createPhone(simulator.controlUrl)
    await makeRule()
    // No click is possible here: the browser is sent to the last step of a login, and the cookies do the rest.
    browser = await startRawChromium(simulator, [await checkSigLink(simulator.httpsPort, phone)], profile)
    await phone.waitForPoll(30_000)
  })

  afterAll(async () => {
    await browser.stop()
    await simulator.close()
    await removeTemporaryFolder(profile)
  })

  it('holds one poll for 90 s, and answers the message that ends it', async () => {
    const held = (await phone.requests()).filter(({ path }) => path.endsWith('/poll2')).at(-1)!
    await until('the poll to have been held for 90 s', () => Date.now() - held.time > HELD_FOR, HELD_FOR + 10_000)
    expect((await phone.state()).polling?.held).toBe(true)
    await friendSays('强哥', '在吗，等了很久')
    expect(await phone.waitForSent(1)).toMatchObject([{ to: { number: 510942000 }, text: ANSWER }])
    const answered = (await phone.requests()).find(({ id }) => id === held.id)
    expect(answered).toMatchObject({ aborted: false, status: 200 })
    expect(answered!.endedAt! - answered!.time).toBeGreaterThan(HELD_FOR)
  })

  it('killed in the middle of a poll, comes back by itself and answers what was written meanwhile, once', async () => {
    await phone.waitForPoll()
    expect(browser.killExtensionProcess()).toBeGreaterThan(0)
    await until('the poll to be given up', async () => (await phone.state()).polling?.held !== true)
    await friendSays('Lily', '在吗，你掉线了')
    await friendSays('晨晨', '在吗，我也想问')
    await phone.waitForPoll(BACK_WITHIN)
    await until('both to be answered', async () => (await phone.sent()).length === 3, 20_000)
    expect(await answersTo(824566000)).toHaveLength(1)
    expect(await answersTo(455667788)).toHaveLength(1)
  })

  it('killed in the middle of a send, never sends that reply again', async () => {
    await phone.fault({ path: 'send_buddy_msg2', kind: 'hang' })
    const since = (await phone.requests()).at(-1)!.id
    await friendSays('733201000', '在吗，这条会卡住')
    const sends = async () => (await phone.requests(since)).filter(({ path }) => path.endsWith('/send_buddy_msg2'))
    await until('the reply to be on its way', async () => (await sends()).length === 1)
    expect(browser.killExtensionProcess()).toBeGreaterThan(0)
    await until('the poll to be given up', async () => (await phone.state()).polling?.held !== true)
    await phone.clearFaults()
    await phone.waitForPoll(BACK_WITHIN)
    // Somebody the rule has not answered yet: it has a cooldown.
    await friendSays('601000001', '在吗，最后一问')
    await until('the last to be answered', async () => (await answersTo(601000001)).length === 1, 20_000)
    const texts = (await sends()).map(({ r }) => (r as { to: number }).to)
    expect(new Set(texts).size).toBe(2)
    expect(texts).toHaveLength(2)
  })

  it('has every message of these minutes in the archive, each once', async () => {
    await browser.quit()
    const companion = await launchChromium({ ...simulator, profile })
    try {
      const popup = await companion.popup()
      await popup.role('tab', '导出').click()
      await popup.role('button', '导出全部会话').click()
      const { conversations } = readExport((await companion.waitForDownload(20_000)).text)
      const received = conversations.flatMap(({ messages }) =>
        messages.filter(({ direction }) => direction === 'in').map(({ text }) => text.trim()),
      )
      expect(received.toSorted()).toEqual(said.toSorted())
    } finally {
      await companion.close()
    }
  })

  /** With a debugger, as somebody who clicks; then the browser is closed and only the profile goes on. */
  async function makeRule(): Promise<void> {
    const companion = await launchChromium({ ...simulator, profile })
    const popup = await companion.popup()
    await popup.role('button', '写第一条规则').click()
    await popup.label('关键词').fill('在吗')
    await popup.label('关键词').press('Enter')
    await popup.label('回复内容').fill(ANSWER)
    await popup.role('button', '保存').click()
    await popup.role('listitem', '规则').waitText(ANSWER)
    await companion.close()
  }
})
