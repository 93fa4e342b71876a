import { browser } from 'wxt/browser'

/**
 * Starts the whole extension again: what the background and other pages hold in memory is about an archive that is not there
 * any more. This page goes with it.
 */
export function restart(): void {
  browser.runtime.reload()
}
