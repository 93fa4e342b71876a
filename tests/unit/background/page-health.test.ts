import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createPageHealth } from '../../../entrypoints/background/page-health.ts'
import { pageHealthItem } from '../../../lib/settings.ts'
import type { PagePart } from '../../../lib/ports.ts'

beforeEach(() => fakeBrowser.reset())

const shown = (broken: PagePart[]) => vi.waitFor(async () => expect(await pageHealthItem.getValue()).toEqual(broken))

describe('createPageHealth', () => {
  it('says what any page or the line to its frames lacks, each once', async () => {
    const health = createPageHealth()
    health.link(['https-frame'])
    health.tab(1, ['chat-title', 'chat-box'])
    health.tab(2, ['chat-title'])
    await shown(['chat-box', 'chat-title', 'https-frame'])
  })

  it('recovers by itself', async () => {
    const health = createPageHealth()
    health.link(['replies'])
    health.tab(1, ['chat-title'])
    await shown(['chat-title', 'replies'])
    health.tab(1, [])
    await shown(['replies'])
    health.link([])
    await shown([])
  })

  it('forgets a tab with its page, and no other', async () => {
    const health = createPageHealth()
    health.tab(1, ['chat-title'])
    health.tab(2, ['chat-box'])
    health.tabGone(1)
    await shown(['chat-box'])
    health.tabGone(3)
    await shown(['chat-box'])
  })

  it('clears what the last worker knew once those who are there have told', async () => {
    await pageHealthItem.setValue(['chat-title', 'chat-box'])
    const health = createPageHealth()
    health.tab(1, ['chat-box'])
    health.settled()
    await shown(['chat-box'])
  })

  it('writes nothing when nothing has changed', async () => {
    const changes: unknown[] = []
    pageHealthItem.watch((now) => void changes.push(now))
    const health = createPageHealth()
    health.settled()
    health.tab(1, [])
    health.link([])
    health.link(['replies'])
    await shown(['replies'])
    expect(changes).toEqual([['replies']])
  })
})
