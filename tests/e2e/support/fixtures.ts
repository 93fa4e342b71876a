import type { TestInfo } from '@playwright/test'
import { writeFile } from 'node:fs/promises'
import { startSimulator } from '../../simulator/index.ts'
import type { Simulator } from '../../simulator/index.ts'
import { createPhone } from '../../support/phone.ts'
import type { Phone } from '../../support/phone.ts'
import { test as base } from './browser-fixtures.ts'
import type { Companion, LaunchOptions, Tab } from './companion.ts'
import { launchCompanion } from './launch.ts'
import { setPreferences } from './preferences.ts'
import type { Preferences } from './preferences.ts'

/** What a story can set with `test.use`. */
export interface StoryOptions {
  /** How long the simulator holds an empty poll. Default 60, as the service does. */
  holdSeconds: number
  launch: Partial<LaunchOptions>
  /** What the user chose in the settings before the `popup` fixture hands the popup over; Chinese unless told. */
  preferences: Partial<Preferences>
  /** Errors of the extension that the story brings about itself; every other one fails it. */
  allowedErrors: RegExp[]
}

export interface Story {
  /** A simulator of this story's own, on free ports. */
  simulator: Simulator
  /** The phone and the friends. */
  phone: Phone
  /** The browser with the released build, whose only internet is the simulator. */
  companion: Companion
  /** The popup, already open. */
  popup: Tab
}

/** A story runs in both browsers, one project each, and fails when the extension has an error nobody expected. */
export const test = base.extend<StoryOptions & Story>({
  holdSeconds: [60, { option: true }],
  launch: [{}, { option: true }],
  preferences: [{}, { option: true }],
  allowedErrors: [[], { option: true }],

  simulator: async ({ holdSeconds }, use) => {
    const simulator = await startSimulator({ holdSeconds })
    await use(simulator)
    await simulator.close()
  },
  phone: async ({ simulator }, use) => use(createPhone(simulator.controlUrl)),
  companion: async ({ kind, begunProfile, simulator, launch, allowedErrors }, use, testInfo) => {
    const { httpPort, httpsPort } = simulator
    const companion = await launchCompanion(kind, { httpPort, httpsPort, begunProfile, ...launch })
    try {
      await use(companion)
      const errors = (await companion.errors()).filter((error) => !allowedErrors.some((allowed) => allowed.test(error)))
      if (errors.length > 0) throw new Error(`The extension had errors:\n${errors.join('\n')}`)
    } finally {
      if (testInfo.errors.length > 0) await keepEvidence(companion, simulator, testInfo)
      await companion.close()
    }
  },
  popup: async ({ companion, preferences }, use) => {
    const popup = await companion.popup()
    await setPreferences(popup, preferences)
    await use(popup)
  },
})

/** Pictures of every tab and the wire's log, beside the report of a story that failed. */
async function keepEvidence(companion: Companion, simulator: Simulator, testInfo: TestInfo): Promise<void> {
  for (const [index, tab] of (await companion.tabs()).entries())
    await tab.screenshot(`${testInfo.outputPath(`tab-${index}`)}.png`).catch(() => undefined)
  const requests = await createPhone(simulator.controlUrl).requests()
  await writeFile(testInfo.outputPath('requests.json'), JSON.stringify(requests, null, 2))
}

export { expect } from '@playwright/test'
