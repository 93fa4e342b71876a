import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { checkSigLink } from '../support/check-sig-link.ts'
import { createPhone } from '../support/phone.ts'
import type { Phone } from '../support/phone.ts'
import { startRawChromium } from '../support/raw-chromium.ts'
import type { RawChromium } from '../support/raw-chromium.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from '../support/temporary-folder.ts'
import { crowdOfFriends, makeNumberRule } from '../e2e/support/numbered.ts'

/** A Chromium that nothing is attached to, with the number rule, logged in and listening. */
export interface LoneChromium {
  profile: string
  simulator: Simulator
  phone: Phone
  browser: RawChromium
  /** Who can write, by real number. */
  friends: readonly number[]
  close(): Promise<void>
}

export async function startLoneChromium(): Promise<LoneChromium> {
  const profile = await makeTemporaryFolder('lone')
  const simulator = await startSimulator({ holdSeconds: 60 })
  const phone = createPhone(simulator.controlUrl)
  const friends = await crowdOfFriends(phone)
  await makeNumberRule(simulator, profile)
  const browser = await startRawChromium(simulator, [await checkSigLink(simulator.httpsPort, phone)], profile)
  await phone.waitForPoll(30_000)
  return {
    profile,
    simulator,
    phone,
    browser,
    friends,
    async close() {
      await browser.stop()
      await simulator.close()
      await removeTemporaryFolder(profile)
    },
  }
}
