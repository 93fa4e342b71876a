import { defineContentScript } from 'wxt/utils/define-content-script'
import { placeOnPage } from '../lib/smartqq/page/frames.ts'
import { wasRunning } from '../lib/smartqq/page/first-script.ts'
import { openChannel } from './page-tap/channel.ts'
import { safely } from './page-tap/natives.ts'
import { createRequests } from './page-tap/requests.ts'
import { watchFetch } from './page-tap/watch-fetch.ts'
import { watchXhr } from './page-tap/watch-xhr.ts'

/**
 * Runs among the page's own scripts, in the hidden frames that make its calls, and says to the relay what they ask and
 * what they are answered. Changes neither.
 */
export default defineContentScript({
  matches: ['*://*.web2.qq.com/*proxy.html*'],
  runAt: 'document_start',
  world: 'MAIN',
  allFrames: true,
  main() {
    if (placeOnPage(location, window.top === window) === null || wasRunning(document)) return
    safely(() => {
      const requests = createRequests(openChannel())
      watchXhr(requests)
      watchFetch(requests)
    })
  },
})
