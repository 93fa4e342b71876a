import { findChromium, findFirefox } from '../../scripts/find-browsers.mjs'

/** Path of Chromium (CHROMIUM) or Firefox (FIREFOX) on this machine. @throws {Error} When there is none. */
export function browserPath(browser: 'chromium' | 'firefox'): string {
  const path = browser === 'chromium' ? findChromium() : findFirefox()
  if (path) return path
  throw new Error(`No ${browser} found. Install it, or name it in ${browser.toUpperCase()}.`)
}
