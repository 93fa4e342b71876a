import { launchChromium } from './chromium.ts'
import type { Companion, LaunchOptions } from './companion.ts'
import { launchFirefox } from './firefox.ts'

/** A browser with the companion on it. */
export const launchCompanion = (kind: Companion['kind'], options: LaunchOptions): Promise<Companion> =>
  kind === 'chromium' ? launchChromium(options) : launchFirefox(options)
