import { defineContentScript } from 'wxt/utils/define-content-script'
import { createMarks } from './create-marks.ts'
import { door } from './marks-door.ts'

/** Finds the messages on the page that something is to be said about, and draws it; drawer-host.content calls it. */
export default defineContentScript({
  matches: ['*://w.qq.com/*', '*://web2.qq.com/*'],
  runAt: 'document_end',
  noScriptStartedPostMessage: true,
  main() {
    door.createCompanionMarks = createMarks
  },
})
