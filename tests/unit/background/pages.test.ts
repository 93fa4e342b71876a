import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createPages } from '../../../entrypoints/background/pages.ts'
import type { PageSide } from '../../../lib/smartqq/link/page-line.ts'

const PAGE = 'http://w.qq.com/'
const FRAME = 'http://d1.web2.qq.com/proxy.html?v=20151105001&callback=1&id=2'

type Port = Parameters<ReturnType<typeof createPages>['connected']>[0]

function setUp(oldTabs: { stored: number[] | null; isBrowserStart?: boolean } = { stored: [] }) {
  const login = { account: '10001', epoch: 'e' }
  const journalled: unknown[][] = []
  const disk = Promise.withResolvers<void>()
  let otherStores = 0
  const pages = createPages({
    side: async () => ({ recognised: async () => login, listens: () => undefined }) as unknown as PageSide,
    async journal(_login, items) {
      journalled.push(items)
      await disk.promise
    },
    userSends: async () => undefined,
    userSent: async () => undefined,
    stateChosen: async () => undefined,
    known: { load: async () => null, save: async () => undefined },
    oldTabs: {
      load: async () => oldTabs.stored,
      save: async (tabs) => void (oldTabs.stored = tabs),
      isBrowserStart: () => oldTabs.isBrowserStart ?? false,
    },
    health: () => undefined,
    changed: () => undefined,
    otherStore: () => void otherStores++,
  })

  function connect(name: string, frameId: number, url: string, tab: object = {}) {
    const heard: ((message: unknown) => void)[] = []
    const gone: (() => void)[] = []
    const said: unknown[] = []
    let wasCut = false
    pages.connected({
      name,
      sender: { frameId, url, tab: { id: 7, url: PAGE, incognito: false, ...tab } },
      onMessage: { addListener: (listener: (message: unknown) => void) => void heard.push(listener) },
      onDisconnect: { addListener: (listener: () => void) => void gone.push(listener) },
      postMessage: (message: unknown) => void said.push(message),
      disconnect: () => void (wasCut = true),
    } as unknown as Port)
    return {
      said,
      wasCut: () => wasCut,
      post: (message: unknown) => heard.forEach((listener) => listener(message)),
      close: () => gone.forEach((listener) => listener()),
    }
  }
  return {
    pages,
    journalled,
    disk,
    otherStores: () => otherStores,
    top: (tab?: object) => connect('page', 0, PAGE, tab),
    frame: () => connect('tap', 3, FRAME),
  }
}

const item = { poll_type: 'message', value: { msg_id: 1 } }
const poll = { id: '1', method: 'POST', url: 'http://d1.web2.qq.com/channel/poll2', body: 'r={"psessionid":"ps"}' }
const request = { kind: 'request', ageMs: 0, ...poll }
const reply = (n: number) => ({
  kind: 'reply',
  n,
  status: 200,
  text: JSON.stringify({ retcode: 0, result: [item] }),
  date: null,
  ...poll,
})

beforeEach(() => {
  fakeBrowser.reset()
})

describe('the ports of a tab', () => {
  it('are one page: its frames report, and it goes with its top frame', async () => {
    const { pages, top, frame } = setUp()
    const port = top()
    frame().post(request)
    await vi.waitFor(() => expect(pages.lease.isOverdue()).toBe(false))
    expect(pages.lease.held()).toBe(true)
    port.close()
    expect(pages.lease.anyPage()).toBe(false)
  })

  it('belong to the next document as soon as that has called', () => {
    const { pages, top } = setUp()
    const before = top()
    const after = top()
    before.close()
    expect(pages.lease.holders()).toEqual([null])
    after.close()
    expect(pages.lease.anyPage()).toBe(false)
  })

  it('may call in any order after a worker has died', () => {
    const { pages, top, frame } = setUp()
    const hidden = frame()
    expect(pages.lease.holders()).toHaveLength(1)
    const port = top()
    expect(pages.lease.holders()).toHaveLength(1)
    hidden.close()
    expect(pages.lease.anyPage()).toBe(true)
    port.close()
    expect(pages.lease.anyPage()).toBe(false)
  })

  it('are told what was taken once it is on disk', async () => {
    const { journalled, disk, top, frame } = setUp()
    top()
    const hidden = frame()
    hidden.post(request)
    hidden.post(reply(4))
    await vi.waitFor(() => expect(journalled).toEqual([[item]]))
    hidden.post({ kind: 'failed', n: 5, why: 'abort', ...poll, url: 'http://elsewhere.example/' })
    await vi.waitFor(() => expect(hidden.said).toEqual([{ kind: 'taken', n: 5 }]))
    disk.resolve()
    await vi.waitFor(() => expect(hidden.said).toEqual([5, 4].map((n) => ({ kind: 'taken', n }))))
  })

  it('are cut when something could not be written down, so that the frame calls again and says it once more', async () => {
    vi.useFakeTimers()
    const { disk, top, frame, journalled } = setUp()
    top()
    const tap = frame()
    disk.reject(new Error('the disk is full'))
    tap.post(reply(1))
    await vi.advanceTimersByTimeAsync(1_000)
    expect([journalled.length, tap.wasCut()]).toEqual([1, false])
    await vi.advanceTimersByTimeAsync(2_000)
    expect(tap.wasCut()).toBe(true)
    expect(tap.said).toEqual([])
    frame().post(reply(1))
    await vi.advanceTimersByTimeAsync(0)
    expect(journalled).toHaveLength(2)
    vi.useRealTimers()
  })

  it('tell of their page what they know', () => {
    const { pages, top } = setUp()
    const port = top()
    port.post({ kind: 'state', loginForm: 'yes', frozen: false })
    expect(pages.lease.holders()).toHaveLength(1)
    port.post({ kind: 'state', loginForm: true, frozen: false })
    expect(pages.lease.holders()).toHaveLength(0)
  })

  it('of another store are left alone, which is said once', () => {
    const { pages, top, otherStores } = setUp()
    top({ incognito: true })
    top({ id: 8, cookieStoreId: 'firefox-container-2' })
    expect([pages.lease.anyPage(), otherStores()]).toEqual([false, 1])
  })
})

describe('tabs that were open before', () => {
  const tabs = (...open: object[]) =>
    vi
      .spyOn(browser.tabs, 'query')
      .mockResolvedValue(open.map((tab) => ({ id: 7, url: PAGE, incognito: false, ...tab })) as never)

  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  /** Waits for all tabs as long as it takes. */
  const settled = async (pages: ReturnType<typeof createPages>) => {
    const settling = pages.settle()
    await vi.advanceTimersByTimeAsync(10_000)
    await settling
  }

  it('are waited for until they have called, a hidden one too, whose timers keep to whole seconds', async () => {
    const { pages, top } = setUp()
    tabs({})
    let isSettled = false
    const settling = pages.settle().then(() => (isSettled = true))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(isSettled).toBe(false)
    top()
    await vi.advanceTimersByTimeAsync(100)
    await settling
    expect(pages.lease.holders()).toEqual([null])
  })

  it('are not waited for when they cannot call', async () => {
    const { pages } = setUp()
    tabs({ discarded: true }, { frozen: true }, { incognito: true }, { url: 'http://w.qq.com/proxy.html' })
    const begun = Date.now()
    await pages.settle()
    expect(Date.now()).toBe(begun)
  })

  it('hold the line when the extension is new, until they load anew', async () => {
    const { pages } = setUp()
    tabs({}, { id: 8, cookieStoreId: 'firefox-container-1' })
    await pages.holdForOldTabs()
    expect(pages.lease.holders()).toEqual(['unknown'])
    await fakeBrowser.tabs.onUpdated.trigger(7, { status: 'loading' }, {} as never)
    expect(pages.lease.anyPage()).toBe(false)
  })

  it('hold it no longer when their script calls after all', async () => {
    const { pages, top } = setUp()
    tabs({})
    await pages.holdForOldTabs()
    const port = top()
    expect(pages.lease.holders()).toEqual([null])
    port.close()
    expect(pages.lease.anyPage()).toBe(false)
  })

  it('hold it when the extension was switched on again, of which no browser tells, and still after a death', async () => {
    const oldTabs = { stored: null as number[] | null }
    const first = setUp(oldTabs)
    tabs({}, { id: 8 })
    first.top({ id: 8 })
    await settled(first.pages)
    expect(first.pages.lease.holders()).toEqual([null, 'unknown'])
    expect(oldTabs.stored).toEqual([7])
    // Its listeners go with it.
    fakeBrowser.reset()
    const next = setUp(oldTabs)
    await settled(next.pages)
    expect(next.pages.lease.holders()).toEqual(['unknown'])
    await fakeBrowser.tabs.onRemoved.trigger(7, {} as never)
    expect([next.pages.lease.anyPage(), oldTabs.stored]).toEqual([false, []])
  })

  it('hold nothing when the browser has just started, and when they were loaded with our scripts', async () => {
    tabs({})
    for (const oldTabs of [{ stored: null, isBrowserStart: true }, { stored: [] }]) {
      const { pages } = setUp(oldTabs)
      await settled(pages)
      expect(pages.lease.anyPage()).toBe(false)
    }
  })
})
