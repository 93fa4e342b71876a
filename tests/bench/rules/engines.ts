import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { chromium } from '@playwright/test'
import { launch } from 'puppeteer-core'
import { runTool } from '../../../scripts/run-tool.ts'
import { browserPath } from '../../support/browser-paths.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from '../../support/temporary-folder.ts'
import { measureHostile } from './hostile.ts'
import type { Hostile } from './hostile.ts'
import { measureReplay } from './long-replay.ts'
import type { LongReplay } from './long-replay.ts'
import { measureGrowth, measureRates } from './rates.ts'
import type { Rates } from './rates.ts'

/** The same measurements in one JavaScript engine. */
export interface Engine {
  name: string
  rates(rules: number, patterns: number): Promise<Rates>
  /** How many times longer matching takes with ten times as many rules. */
  growth(): Promise<number>
  hostile(): Promise<Hostile[]>
  /** With memory where the engine tells how much is in use. */
  replay(messages: number): Promise<LongReplay>
  close(): Promise<void>
}

/** This process. */
export function inNode(): Engine {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const memory = () => {
    collect()
    return process.memoryUsage().heapUsed
  }
  return {
    name: 'Node',
    rates: async (rules, patterns) => measureRates(rules, patterns),
    growth: async () => measureGrowth(),
    hostile: async () => measureHostile(),
    replay: async (messages) => measureReplay(messages, memory),
    close: async () => undefined,
  }
}

/** What `entry.ts` leaves in the page. */
interface InPage {
  rulesBench: {
    measureRates: typeof measureRates
    measureGrowth: typeof measureGrowth
    measureHostile: typeof measureHostile
    measureReplay: typeof measureReplay
  }
}

const inPage = {
  rates: (sizes: { rules: number; patterns: number }) =>
    (globalThis as unknown as InPage).rulesBench.measureRates(sizes.rules, sizes.patterns),
  growth: () => (globalThis as unknown as InPage).rulesBench.measureGrowth(),
  hostile: () => (globalThis as unknown as InPage).rulesBench.measureHostile(),
  replay: (messages: number) => (globalThis as unknown as InPage).rulesBench.measureReplay(messages, null),
}

/** An empty page of Chromium. */
export async function inChromium(): Promise<Engine> {
  const code = await bundle()
  const browser = await chromium.launch({ executablePath: browserPath('chromium') })
  const page = await browser.newPage()
  await page.evaluate(code)
  return {
    name: 'Chromium',
    rates: (rules, patterns) => page.evaluate(inPage.rates, { rules, patterns }),
    growth: () => page.evaluate(inPage.growth),
    hostile: () => page.evaluate(inPage.hostile),
    replay: (messages) => page.evaluate(inPage.replay, messages),
    close: () => browser.close(),
  }
}

/** An empty page of Firefox. */
export async function inFirefox(): Promise<Engine> {
  const code = await bundle()
  const browser = await launch({ browser: 'firefox', executablePath: browserPath('firefox'), protocolTimeout: 600_000 })
  const page = await browser.newPage()
  await page.evaluate(code)
  return {
    name: 'Firefox',
    rates: (rules, patterns) => page.evaluate(inPage.rates, { rules, patterns }),
    growth: () => page.evaluate(inPage.growth),
    hostile: () => page.evaluate(inPage.hostile),
    replay: (messages) => page.evaluate(inPage.replay, messages),
    close: () => browser.close(),
  }
}

/** The measurements and the rules they measure, as one script. */
async function bundle(): Promise<string> {
  const folder = await makeTemporaryFolder('rules-bench')
  try {
    const file = join(folder, 'bench.js')
    const entry = join(import.meta.dirname, 'entry.ts')
    const { ok, output } = await runTool('rolldown', [entry, '--file', file, '--format', 'iife'], { timeout: 60_000 })
    if (!ok) throw new Error(output)
    return readFileSync(file, 'utf8')
  } finally {
    await removeTemporaryFolder(folder)
  }
}
