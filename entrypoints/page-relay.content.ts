import { defineContentScript } from 'wxt/utils/define-content-script'
import { placeOnPage } from '../lib/smartqq/page/frames.ts'
import { wasRunning } from '../lib/smartqq/page/first-script.ts'
import { relayFrame } from './page-relay/frame-relay.ts'
import { relayPage } from './page-relay/page-relay.ts'

/**
 * Runs apart from the page's scripts, in the page and in its hidden frames: tells the background that the page is there
 * and what it asks and hears. Changes nothing.
 *
 * A document that was running before (Firefox puts scripts into the tabs that are open when the extension comes) is left
 * alone: what it did until then is not known, and the background knows of such tabs.
 */
export default defineContentScript({
  matches: ['*://w.qq.com/*', '*://web2.qq.com/*', '*://*.web2.qq.com/*proxy.html*'],
  runAt: 'document_start',
  allFrames: true,
  noScriptStartedPostMessage: true,
  main() {
    if (wasRunning(document)) return
    const place = placeOnPage(location, window.top === window)
    if (place === 'page') relayPage()
    else if (place !== null) relayFrame(place === 'https-frame')
  },
})
