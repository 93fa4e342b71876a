import { defineContentScript } from 'wxt/utils/define-content-script'
import { placeOnPage } from '../../lib/smartqq/page/frames.ts'
import { startHost } from './start-host.ts'

/** Puts the button, the drawer and the marks on the official page, and reads there which chat is open. */
export default defineContentScript({
  matches: ['*://w.qq.com/*', '*://web2.qq.com/*'],
  runAt: 'document_end',
  noScriptStartedPostMessage: true,
  main() {
    if (placeOnPage(location, window.top === window) === 'page') startHost()
  },
})
