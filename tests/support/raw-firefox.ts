import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { launch } from 'puppeteer-core'
import { inBrowserItself } from '../e2e/support/firefox-chrome.ts'
import { browserPath } from './browser-paths.ts'
import { builtExtension, geckoId } from './build.ts'
import type { Ports } from './chromium-arguments.ts'
import { ADDON_UUID, firefoxPreferences } from './firefox-preferences.ts'
import type { Preferences } from './firefox-preferences.ts'
import { startProgram } from './raw-browser.ts'
import type { RawBrowser } from './raw-browser.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from './temporary-folder.ts'
import { zipFolder } from './zip.ts'

/** An unsigned add-on that lies in the profile is installed and switched on without a question (ESR allows it). */
const UNSIGNED_FROM_PROFILE: Preferences = {
  'xpinstall.signatures.required': false,
  'extensions.autoDisableScopes': 0,
  'extensions.enabledScopes': 15,
}

/**
 * Starts Firefox headless without a debugger, with the released build and the simulator as its only internet, and opens
 * `urls`. A first short start with a debugger installs the add-on and the simulator's CA.
 */
export async function startRawFirefox(
  { caPem, ...ports }: Ports & { caPem: string },
  urls: string[] = [],
  preferences: Preferences = {},
  extension = builtExtension('firefox'),
): Promise<RawBrowser> {
  const addonId = geckoId(extension)
  const profile = await makeTemporaryFolder('raw')
  const all = { ...firefoxPreferences(addonId, ports), ...UNSIGNED_FROM_PROFILE, ...preferences }
  await mkdir(join(profile, 'extensions'), { recursive: true })
  await writeFile(join(profile, 'extensions', `${addonId}.xpi`), zipFolder(extension))
  await prepare(profile, caPem, all)
  const lines = Object.entries(all).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  )
  await writeFile(join(profile, 'user.js'), `${lines.join('\n')}\n`)

  const start = (pages: string[]) =>
    startProgram(browserPath('firefox'), [
      '--headless',
      '--no-remote',
      '--profile',
      profile,
      ...(pages.length > 0 ? pages : ['about:blank']),
    ])
  let running = await start(urls)
  const browser: RawBrowser = {
    pid: running.pid,
    extensionUrl: (path) => `moz-extension://${ADDON_UUID}/${path}`,
    quit: () => running.end(),
    startAgain: async (again = []) => {
      running = await start(again)
      browser.pid = running.pid
    },
    stop: async () => {
      await running.end()
      await removeTemporaryFolder(profile)
    },
  }
  return browser
}

/**
 * The first start: the add-on is installed, so that its pages can be opened at the next one, and the CA certificate goes
 * into the profile's own store, as "View certificates > Authorities > Import" does it.
 */
async function prepare(profile: string, caPem: string, preferences: Preferences): Promise<void> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: browserPath('firefox'),
    headless: true,
    userDataDir: profile,
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: preferences,
  })
  try {
    const base64 = caPem.replace(/-----[^-]+-----|\s/g, '')
    await inBrowserItself(
      browser,
      `Cc['@mozilla.org/security/x509certdb;1'].getService(Ci.nsIX509CertDB)
        .addCertFromBase64(${JSON.stringify(base64)}, 'CTu,,') && ''`,
    )
  } finally {
    await browser.close()
  }
}
