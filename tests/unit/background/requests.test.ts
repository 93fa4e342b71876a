import { beforeEach, describe, expect, it } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createRuleBook } from '../../../entrypoints/background/rule-book.ts'
import { registerRequests } from '../../../entrypoints/background/requests.ts'
import type { Parts } from '../../../entrypoints/background/parts.ts'
import { readControls } from '../../../lib/settings.ts'

beforeEach(() => {
  fakeBrowser.reset()
})

/** Somebody asks the background to throw the kill switch. */
async function asks(sender: object): Promise<unknown[]> {
  const message = { id: 1, type: 'setAutoReply', data: false, timestamp: Date.now() }
  return await fakeBrowser.runtime.onMessage.trigger(message, sender as never, () => undefined)
}

describe('a request', () => {
  it('is done for our own pages, the drawer on the official page among them, and for nobody else', async () => {
    registerRequests(
      createRuleBook(() => undefined),
      Promise.withResolvers<Parts>().promise,
    )
    const tab = { id: 7, url: 'http://w.qq.com/' }
    for (const url of ['http://w.qq.com/', 'https://d1.web2.qq.com/cfproxy.html', undefined]) {
      await asks({ id: browser.runtime.id, url, tab, frameId: 0 }).catch(() => undefined)
      expect((await readControls()).autoReply).toBe(true)
    }
    await asks({ id: browser.runtime.id, url: `${browser.runtime.getURL('/')}drawer.html`, tab, frameId: 9 })
    expect((await readControls()).autoReply).toBe(false)
  })
})
