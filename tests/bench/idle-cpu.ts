import { startSimulator } from '../simulator/index.ts'
import { checkSigLink } from '../support/check-sig-link.ts'
import { createPhone } from '../support/phone.ts'
import { startRawChromium } from '../support/raw-chromium.ts'
import type { Figure } from './figures.ts'

const SETTLING = 15_000

/**
 * Processor time of the extension's process while it is logged in and nobody writes, over `minutes`, in a Chromium that
 * nothing is attached to. Linux only.
 */
export async function measureIdleCpu(minutes: number): Promise<Figure[]> {
  const simulator = await startSimulator()
  const phone = createPhone(simulator.controlUrl)
  const browser = await startRawChromium(simulator, [await checkSigLink(simulator.httpsPort, phone)])
  try {
    await phone.waitForPoll(30_000)
    await pause(SETTLING)
    const before = browser.extensionCpu()
    await pause(minutes * 60_000)
    const used = browser.extensionCpu() - before
    const share = (100 * used) / (minutes * 60_000)
    return [
      {
        what: `Processor time while idle and logged in, ${minutes} minutes`,
        value: `${(used / 1_000).toFixed(2)} s (${share.toFixed(2)} % of one core)`,
        goal: '',
      },
    ]
  } finally {
    await browser.stop()
    await simulator.close()
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
