import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createDrawerTokens } from '../../../entrypoints/background/drawer-tokens.ts'

let tab: number
let tokens: ReturnType<typeof createDrawerTokens>

beforeEach(async () => {
  fakeBrowser.reset()
  tab = await newTab()
  tokens = createDrawerTokens()
})

async function newTab(): Promise<number> {
  return (await browser.tabs.create({ url: 'http://w.qq.com/' })).id!
}

describe('a token for a drawer', () => {
  it('is another each time, and long enough that nobody guesses it', async () => {
    const [one, other] = [await tokens.issue(tab), await tokens.issue(tab)]
    expect(one).toMatch(/^[0-9a-f]{32}$/)
    expect(other).not.toBe(one)
  })

  it('is for the frame that shows it first, again and again, and for no other', async () => {
    const token = await tokens.issue(tab)
    expect(await tokens.claim(token, tab, 7)).toBe(true)
    expect(await tokens.claim(token, tab, 7)).toBe(true)
    expect(await tokens.claim(token, tab, 8)).toBe(false)
  })

  it('of two frames that show it at once lets one in', async () => {
    const token = await tokens.issue(tab)
    expect(await Promise.all([tokens.claim(token, tab, 7), tokens.claim(token, tab, 8)])).toEqual([true, false])
  })

  it('is for its own tab: another neither gets in with it nor uses it up', async () => {
    const token = await tokens.issue(tab)
    expect(await tokens.claim(token, await newTab(), 7)).toBe(false)
    expect(await tokens.claim(token, tab, 7)).toBe(true)
  })

  it.each(['', 'no-such-token', '__proto__', 'toString'])('that nobody has made (%j) is none', async (token) => {
    await tokens.issue(tab)
    expect(await tokens.claim(token, tab, 7)).toBe(false)
  })

  it('outlives the background', async () => {
    const token = await tokens.issue(tab)
    await tokens.claim(token, tab, 7)
    const next = createDrawerTokens()
    expect(await next.claim(token, tab, 8)).toBe(false)
    expect(await next.claim(token, tab, 7)).toBe(true)
  })

  it('is forgotten with its tab', async () => {
    const token = await tokens.issue(tab)
    const other = await newTab()
    const there = (await browser.tabs.query({})).filter(({ id }) => id !== tab)
    vi.spyOn(browser.tabs, 'query').mockReturnValue(Promise.resolve(there) as never)
    await tokens.issue(other)
    expect(await tokens.claim(token, tab, 7)).toBe(false)
  })

  it('is forgotten when the same tab has asked for newer ones and nobody has shown it; one in use stays', async () => {
    const used = await tokens.issue(tab)
    await tokens.claim(used, tab, 7)
    const [old, others] = [await tokens.issue(tab), await tokens.issue(await newTab())]
    for (let n = 0; n < 20; n++) await tokens.issue(tab)
    expect(await tokens.claim(old, tab, 8)).toBe(false)
    expect(await tokens.claim(used, tab, 7)).toBe(true)
    const stored = JSON.stringify(await browser.storage.session.get('drawerTokens'))
    expect(stored).toContain(others)
    expect(stored.match(/"tab"/g)).toHaveLength(5)
  })

  it('in use is forgotten when the same tab has had many drawers since', async () => {
    const used = await tokens.issue(tab)
    await tokens.claim(used, tab, 7)
    for (let n = 0; n < 9; n++) await tokens.claim(await tokens.issue(tab), tab, 8 + n)
    expect(await tokens.claim(used, tab, 7)).toBe(false)
  })

  it('is none when what is stored is damaged, until the next is made', async () => {
    await tokens.issue(tab)
    await browser.storage.session.set({ drawerTokens: [1, 2] })
    expect(await tokens.claim('0', tab, 7)).toBe(false)
    expect(await tokens.claim(await tokens.issue(tab), tab, 7)).toBe(true)
  })
})
