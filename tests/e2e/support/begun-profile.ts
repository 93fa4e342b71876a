import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { launch } from 'puppeteer-core'
import { browserPath } from '../../support/browser-paths.ts'
import { firefoxPreferences } from '../../support/firefox-preferences.ts'

/** Where Firefox keeps the tabs it had open. */
const SESSION = ['sessionstore.jsonlz4', 'sessionstore-backups']

/** No add-on and no simulator: nothing of a story is in it. */
const NOBODY = { addonId: '', ports: { httpPort: 9, httpsPort: 9 } }

/**
 * Starts Firefox once in an empty profile, without the companion, and ends it again. In a copy of that profile it starts with
 * half the work: its databases are made, its own scripts are compiled.
 */
export async function beginProfile(profile: string): Promise<void> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: browserPath('firefox'),
    headless: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    userDataDir: profile,
    extraPrefsFirefox: firefoxPreferences(NOBODY.addonId, NOBODY.ports),
  })
  await browser.close()
  // A story whose Firefox continues where the user left off begins without any tabs all the same.
  for (const name of SESSION) await rm(join(profile, name), { recursive: true, force: true })
}
