import { browser } from 'wxt/browser'
import { defineContentScript } from 'wxt/utils/define-content-script'
import { PRESENCE_PORT } from '../lib/ports.ts'
import type { PresenceReport } from '../lib/ports.ts'

/** A worker that died took the port with it; its successor is called this long after. */
const RECONNECT_AFTER = 250

/**
 * Tells the background that a w.qq.com page is here, and whether it shows its login form, for as long as the tab lives.
 * Changes nothing on the page and reads no message.
 */
export default defineContentScript({
  matches: ['*://w.qq.com/*'],
  runAt: 'document_start',
  noScriptStartedPostMessage: true,
  main() {
    // The end of a login passes through this helper page in a frame of its own.
    if (location.pathname !== '/') return
    let port: ReturnType<typeof browser.runtime.connect> | undefined
    let reported: boolean | undefined

    const connect = () => {
      // After an update of the extension this script is an orphan: nobody to talk to any more.
      if (!browser.runtime?.id) return
      port = browser.runtime.connect({ name: PRESENCE_PORT })
      port.onDisconnect.addListener(() => {
        port = undefined
        if (isHere) setTimeout(connect, RECONNECT_AFTER)
      })
      reported = undefined
      report()
    }
    const report = () => {
      const loginForm = showsLoginForm()
      if (loginForm === reported) return
      reported = loginForm
      port?.postMessage({ loginForm } satisfies PresenceReport)
    }

    // A page in the back/forward cache runs nothing and listens to nobody.
    let isHere = true
    addEventListener('pagehide', () => {
      isHere = false
      port?.disconnect()
    })
    addEventListener('pageshow', (event) => {
      if (!event.persisted) return
      isHere = true
      connect()
    })

    connect()
    new MutationObserver(report).observe(document, {
      subtree: true,
      childList: true,
      attributeFilter: ['class', 'style'],
    })
  },
})

/** The page appends `div.login-panel` at its first login and hides it afterwards (page script 20161220). */
function showsLoginForm(): boolean {
  const panel = document.querySelector<HTMLElement>('.login-panel')
  return panel !== null && panel.style.display !== 'none'
}
