import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createDrawerDesk } from '../../../entrypoints/background/drawer-desk.ts'
import { createPageHealth } from '../../../entrypoints/background/page-health.ts'
import type { ArchiveChange } from '../../../lib/archive/port.ts'
import type { ChatLine } from '../../../lib/companion/chat-lines.ts'
import { DRAWER_PORT, HOST_PORT } from '../../../lib/ports.ts'
import type { ChatEvidence, OpenChat } from '../../../lib/ports.ts'
import { drawerOpenItem, pageHealthItem, preferencesItem, statesItem, statusItem } from '../../../lib/settings.ts'
import { portDouble } from './port-double.ts'

const ANNA: ChatEvidence = { title: '强哥', kind: 'friend', chosen: { kind: 'friend', number: 11 }, authors: [11] }
const BOB: ChatEvidence = { title: 'Lily', kind: 'friend', chosen: null, authors: [] }
const NOTHING_NEW: ArchiveChange = { conversations: [], contacts: [], decisions: false, outbox: false }

beforeEach(() => {
  fakeBrowser.reset()
  vi.spyOn(browser.i18n, 'getUILanguage').mockReturnValue('en-GB')
})

/** A desk whose companion knows a chat by its title. */
async function openDesk() {
  const known = new Map<string, string>([['强哥', 'anna']])
  const lines = new Map<string, ChatLine[]>()
  const asked = { typing: [] as string[], openChat: 0 }
  /** What the companion takes its time for: a chat by its title, or the lines of a contact. */
  const slow = new Map<string, Promise<void>>()
  let archiveChanged: (change: ArchiveChange) => void = () => {}
  const health = createPageHealth()
  const desk = createDrawerDesk({
    companion: Promise.resolve({
      async openChat({ title }: ChatEvidence): Promise<OpenChat> {
        asked.openChat++
        await slow.get(title)
        const contact = known.get(title)
        return contact === undefined ? { state: 'unknown', title } : { state: 'known', contact }
      },
      typing: async (contact: string) => void asked.typing.push(contact),
      async chatLines(contact: string) {
        await slow.get(contact)
        return lines.get(contact) ?? []
      },
    }),
    archive: Promise.resolve({
      changes(listener: (change: ArchiveChange) => void) {
        archiveChanged = listener
        return () => {}
      },
    }),
    health,
  })
  await Promise.resolve()
  const newTab = async () => (await browser.tabs.create({ url: 'http://w.qq.com/' })).id!
  const page = (tab: number, sender: object = {}) => {
    const double = portDouble(HOST_PORT, { frameId: 0, url: 'http://w.qq.com/', tab: { id: tab }, ...sender })
    desk.connected(double.port)
    return double
  }
  const frame = (tab: number, frameId: number, sender: object = {}) => {
    const url = `${browser.runtime.getURL('/')}drawer.html#x`
    const double = portDouble(DRAWER_PORT, { frameId, url, tab: { id: tab }, ...sender })
    desk.connected(double.port)
    return double
  }
  return {
    desk,
    known,
    lines,
    slow,
    asked,
    health,
    newTab,
    page,
    frame,
    change: (c: ArchiveChange) => archiveChanged(c),
  }
}

type Double = ReturnType<typeof portDouble>
const orders = (double: Double, kind: string) =>
  double.said.filter((order): order is Record<string, unknown> => (order as { kind: string }).kind === kind)
const last = (double: Double, kind: string) => orders(double, kind).at(-1)
const waitFor = (double: Double, kind: string, order: object) =>
  vi.waitFor(() => expect(last(double, kind)).toMatchObject(order))
const viewOf = (double: Double) => last(double, 'view')?.['view']
const seesChat = (double: Double, chat: OpenChat) => vi.waitFor(() => expect(viewOf(double)).toMatchObject({ chat }))

/** The page asks for a token, and gets one. */
async function tokenFor(host: Double): Promise<string> {
  const before = orders(host, 'token').length
  host.says({ kind: 'opening' })
  await vi.waitFor(() => expect(orders(host, 'token')).toHaveLength(before + 1))
  return String(last(host, 'token')?.['token'])
}

/** A page with its drawer, let in. */
async function withDrawer() {
  const world = await openDesk()
  const tab = await world.newTab()
  const host = world.page(tab)
  host.says({ kind: 'chat', chat: null })
  const drawer = world.frame(tab, 7)
  drawer.says({ kind: 'claim', token: await tokenFor(host) })
  await vi.waitFor(() => expect(viewOf(drawer)).toBeDefined())
  return { ...world, tab, host, drawer }
}

describe('a page that comes', () => {
  it('is told the words, the theme and what is switched on, and again when the user changes it', async () => {
    await drawerOpenItem.setValue(true)
    const { page, newTab } = await openDesk()
    const host = page(await newTab())
    await waitFor(host, 'set-up', { theme: 'auto', button: true, marks: true, isOpen: true })
    await preferencesItem.setValue({ ...preferencesItem.fallback, language: 'zh-CN', theme: 'dark', pageMarks: false })
    await waitFor(host, 'set-up', { theme: 'dark', marks: false, words: { open: '打开网页QQ伴侣', sent: '规则已回' } })
    await preferencesItem.setValue({ ...preferencesItem.fallback, language: 'en', pageButton: false })
    await waitFor(host, 'set-up', { button: false, words: { open: 'Open SmartQQ Companion' } })
  })

  it.each([
    ['a container', { tab: { id: 1, cookieStoreId: 'firefox-container-1' } }],
    ['another site', { url: 'http://example.com/' }],
    ['a frame', { frameId: 4 }],
  ])('is told nothing when it is %s', async (_what, sender) => {
    const { page, newTab } = await openDesk()
    const [stranger, host] = [page(1, sender), page(await newTab())]
    stranger.says({ kind: 'opening' })
    await tokenFor(host)
    expect(stranger.said).toEqual([])
  })

  it('says whether its drawer was left open', async () => {
    const { page, newTab } = await openDesk()
    const host = page(await newTab())
    await tokenFor(host)
    await vi.waitFor(async () => expect(await drawerOpenItem.getValue()).toBe(true))
    host.says({ kind: 'closed' })
    await vi.waitFor(async () => expect(await drawerOpenItem.getValue()).toBe(false))
  })

  it('says what of it is broken, as long as it is there', async () => {
    const { page, newTab } = await openDesk()
    const host = page(await newTab())
    host.says({ kind: 'health', broken: ['chat-title'] })
    await vi.waitFor(async () => expect(await pageHealthItem.getValue()).toEqual(['chat-title']))
    host.closes()
    await vi.waitFor(async () => expect(await pageHealthItem.getValue()).toEqual([]))
  })
})

describe('a drawer', () => {
  it('with the token of its tab sees the chat, the status, the states and what is broken', async () => {
    await statusItem.setValue({ state: 'page-stopped', account: null, nick: null })
    await pageHealthItem.setValue(['replies'])
    const { drawer, host } = await withDrawer()
    expect(viewOf(drawer)).toEqual({
      chat: { state: 'none' },
      status: { state: 'page-stopped', account: null, nick: null },
      states: null,
      broken: ['replies'],
      why: null,
    })
    host.says({ kind: 'chat', chat: ANNA })
    await seesChat(drawer, { state: 'known', contact: 'anna' })
  })

  it.each([
    ['without a token', (): object => ({ kind: 'claim', token: '' })],
    ['with a token nobody has made', (): object => ({ kind: 'claim', token: '0'.repeat(32) })],
    ['that asks for something before it has shown one', (): object => ({ kind: 'fill', text: 'x' })],
    ['that says something strange', (): object => ({ kind: 'claim', token: 7 })],
  ])('%s is refused and learns nothing', async (_what, message) => {
    const { page, frame, newTab } = await openDesk()
    const tab = await newTab()
    page(tab).says({ kind: 'chat', chat: ANNA })
    const intruder = frame(tab, 7)
    intruder.says(message())
    await vi.waitFor(() => expect(intruder.isClosed).toBe(true))
    expect(intruder.said).toEqual([{ kind: 'refused' }])
  })

  it.each([
    ['of another frame of the page', (world: Awaited<ReturnType<typeof withDrawer>>) => world.frame(world.tab, 8)],
    ['in another tab', (world: Awaited<ReturnType<typeof withDrawer>>) => world.frame(world.tab + 1, 7)],
    [
      'that is another page of ours',
      (world: Awaited<ReturnType<typeof withDrawer>>) =>
        world.frame(world.tab, 7, { url: `${browser.runtime.getURL('/')}popup.html` }),
    ],
    [
      'that is no page of ours',
      (world: Awaited<ReturnType<typeof withDrawer>>) =>
        world.frame(world.tab, 7, { url: 'http://w.qq.com/drawer.html' }),
    ],
    ['without a tab', (world: Awaited<ReturnType<typeof withDrawer>>) => world.frame(world.tab, 7, { tab: undefined })],
  ])('%s is refused, with a good token that is in use', async (_what, come) => {
    const world = await withDrawer()
    const intruder = come(world)
    intruder.says({ kind: 'claim', token: String(last(world.host, 'token')?.['token']) })
    await vi.waitFor(() => expect(intruder.isClosed).toBe(true))
    expect(intruder.said).toEqual([{ kind: 'refused' }])
  })

  it('comes back with its token after the background has died, before the page or after it', async () => {
    const { tab, host } = await withDrawer()
    const token = String(last(host, 'token')?.['token'])
    const next = await openDesk()
    const drawer = next.frame(tab, 7)
    drawer.says({ kind: 'claim', token })
    next.page(tab).says({ kind: 'chat', chat: ANNA })
    await seesChat(drawer, { state: 'known', contact: 'anna' })
    expect(orders(drawer, 'view')).toHaveLength(1)
  })

  it('does not wait for ever for a page that says nothing', async () => {
    const { tab, host } = await withDrawer()
    const token = String(last(host, 'token')?.['token'])
    const drawer = (await openDesk()).frame(tab, 7)
    drawer.says({ kind: 'claim', token })
    await vi.waitFor(() => expect(viewOf(drawer)).toMatchObject({ chat: { state: 'none' } }), 3_000)
  })

  it('is told the same only when the same message was asked about once more', async () => {
    const { drawer, host } = await withDrawer()
    host.says({ kind: 'chat', chat: ANNA })
    host.says({ kind: 'chat', chat: { ...ANNA, authors: [] } })
    await seesChat(drawer, { state: 'known', contact: 'anna' })
    host.says({ kind: 'why', key: 'm1' })
    await vi.waitFor(() => expect(viewOf(drawer)).toMatchObject({ why: 'm1' }))
    const before = orders(drawer, 'view').length
    host.says({ kind: 'chat', chat: { ...ANNA, authors: [11, 12] } })
    host.says({ kind: 'why', key: 'm1' })
    await vi.waitFor(() => expect(orders(drawer, 'view')).toHaveLength(before + 1))
    const views = orders(drawer, 'view').map(({ view }) => JSON.stringify(view))
    expect(new Set(views.slice(0, -1)).size).toBe(views.length - 1)
  })

  it('that is gone by the time its token is looked up is not let in', async () => {
    const { page, frame, newTab } = await openDesk()
    const tab = await newTab()
    const host = page(tab)
    const gone = frame(tab, 7)
    gone.says({ kind: 'claim', token: await tokenFor(host) })
    gone.closes()
    host.says({ kind: 'chat', chat: ANNA })
    await tokenFor(host)
    expect(gone.said).toEqual([])
  })

  it('follows what else there is to see', async () => {
    const { drawer } = await withDrawer()
    await statusItem.setValue({ state: 'logged-out', why: 'kicked', detail: null })
    await vi.waitFor(() => expect(viewOf(drawer)).toMatchObject({ status: { state: 'logged-out' } }))
    await statesItem.setValue({ account: '10001', at: 5, people: {} })
    await vi.waitFor(() => expect(viewOf(drawer)).toMatchObject({ states: { at: 5 } }))
    await pageHealthItem.setValue(['chat-box'])
    await vi.waitFor(() => expect(viewOf(drawer)).toMatchObject({ broken: ['chat-box'] }))
  })

  it('closes by the page that has it', async () => {
    const { drawer, host } = await withDrawer()
    drawer.says({ kind: 'close' })
    await vi.waitFor(() => expect(orders(host, 'close')).toHaveLength(1))
  })
})

describe('the chat', () => {
  it('is called unknown as long as nobody knows it, and known as soon as somebody does', async () => {
    const { drawer, host, known, change } = await withDrawer()
    host.says({ kind: 'chat', chat: BOB })
    await seesChat(drawer, { state: 'unknown', title: 'Lily' })
    known.set('Lily', 'bob')
    change({ ...NOTHING_NEW, contacts: ['bob'] })
    await seesChat(drawer, { state: 'known', contact: 'bob' })
  })

  it('is looked up again when the status changes: another login may know it', async () => {
    const { drawer, host, known } = await withDrawer()
    host.says({ kind: 'chat', chat: BOB })
    await seesChat(drawer, { state: 'unknown', title: 'Lily' })
    known.set('Lily', 'bob')
    await statusItem.setValue({ state: 'connecting', account: null })
    await seesChat(drawer, { state: 'known', contact: 'bob' })
  })

  it('that was opened last is the one that is shown, however long the one before takes', async () => {
    const { drawer, host, slow, asked } = await withDrawer()
    const [lily, anna] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    slow.set('Lily', lily.promise)
    slow.set('强哥', anna.promise)
    host.says({ kind: 'chat', chat: BOB })
    await vi.waitFor(() => expect(asked.openChat).toBe(1))
    host.says({ kind: 'chat', chat: ANNA })
    lily.resolve()
    await vi.waitFor(() => expect(asked.openChat).toBe(2))
    await statesItem.setValue({ account: '10001', at: 5, people: {} })
    await vi.waitFor(() => expect(viewOf(drawer)).toMatchObject({ chat: { state: 'none' }, states: { at: 5 } }))
    anna.resolve()
    await seesChat(drawer, { state: 'known', contact: 'anna' })
    expect(JSON.stringify(orders(drawer, 'view'))).not.toContain('Lily')
  })

  it('is none when the page is gone, and another page of the browser changes nothing', async () => {
    const { drawer, host, page, newTab } = await withDrawer()
    page(await newTab()).says({ kind: 'chat', chat: BOB })
    host.says({ kind: 'chat', chat: ANNA })
    await seesChat(drawer, { state: 'known', contact: 'anna' })
    host.closes()
    await seesChat(drawer, { state: 'none' })
  })

  it('stays when the page has called back before its old port was missed', async () => {
    const { drawer, host, page, tab } = await withDrawer()
    const again = page(tab)
    again.says({ kind: 'chat', chat: ANNA })
    await seesChat(drawer, { state: 'known', contact: 'anna' })
    host.closes()
    again.says({ kind: 'why', key: 'm1' })
    await vi.waitFor(() => expect(viewOf(drawer)).toMatchObject({ why: 'm1' }))
    expect(viewOf(drawer)).toMatchObject({ chat: { state: 'known' } })
  })

  it('keeps the message that was asked about until another is opened', async () => {
    const { drawer, host } = await withDrawer()
    host.says({ kind: 'chat', chat: ANNA })
    await seesChat(drawer, { state: 'known', contact: 'anna' })
    host.says({ kind: 'why', key: 'm1' })
    await vi.waitFor(() => expect(viewOf(drawer)).toMatchObject({ why: 'm1' }))
    host.says({ kind: 'chat', chat: { ...ANNA, authors: [] } })
    host.says({ kind: 'chat', chat: BOB })
    await vi.waitFor(() => expect(viewOf(drawer)).toMatchObject({ chat: { state: 'unknown' }, why: null }))
  })

  it('in which the user writes is told to the rules, when it is known whose it is', async () => {
    const { host, asked } = await withDrawer()
    host.says({ kind: 'typing', chat: BOB })
    await vi.waitFor(() => expect(asked.openChat).toBe(1))
    host.says({ kind: 'typing', chat: ANNA })
    await vi.waitFor(() => expect(asked.typing).toEqual(['anna']))
  })
})

describe('the marks', () => {
  const line = (key: string, outcome: ChatLine['outcome'], isOwn = false): ChatLine => ({
    key,
    text: `问${key}`,
    at: 5,
    author: isOwn ? null : 11,
    isOwn,
    outcome,
  })

  it('say in words what became of each message of the chat', async () => {
    await preferencesItem.setValue({ ...preferencesItem.fallback, language: 'zh-CN' })
    const { host, lines } = await withDrawer()
    lines.set('anna', [
      line('1', { kind: 'replied', why: null, reply: '答1' }),
      line('2', { kind: 'held', why: 'cooldown', reply: null }),
      line('3', { kind: 'waiting', why: null, reply: '答3' }),
      line('4', { kind: 'uncertain', why: null, reply: '答4' }),
      line('5', { kind: 'refused', why: null, reply: '答5' }),
      line('6', null),
    ])
    host.says({ kind: 'chat', chat: ANNA })
    await vi.waitFor(() => expect(orders(host, 'marks')).toHaveLength(1))
    const marks = last(host, 'marks')?.['marks'] as { key: string; author: number; mark: { words: string } | null }[]
    expect(marks.map(({ mark }) => mark?.words)).toEqual([
      '已回复',
      '拦下：冷却中',
      '将回复',
      '待确认',
      '被拒',
      undefined,
    ])
    expect(marks[0]).toEqual({
      key: '1',
      text: '问1',
      at: 5,
      author: 11,
      isOwn: false,
      mark: { kind: 'replied', words: '已回复', reply: '答1' },
    })
  })

  it('follow what becomes of the messages, and are sent only when they change', async () => {
    const { host, lines, change } = await withDrawer()
    lines.set('anna', [line('1', { kind: 'waiting', why: null, reply: '答1' })])
    host.says({ kind: 'chat', chat: ANNA })
    await vi.waitFor(() => expect(orders(host, 'marks')).toHaveLength(1))
    change({ ...NOTHING_NEW, conversations: ['another'] })
    lines.set('anna', [line('1', { kind: 'replied', why: null, reply: '答1' })])
    change({ ...NOTHING_NEW, outbox: true })
    await waitFor(host, 'marks', { marks: [{ mark: { kind: 'replied' } }] })
    expect(orders(host, 'marks')).toHaveLength(2)
  })

  it('go when the chat is closed, and when the user wants none', async () => {
    const { host, lines } = await withDrawer()
    lines.set('anna', [line('1', { kind: 'replied', why: null, reply: '答1' })])
    host.says({ kind: 'chat', chat: ANNA })
    await waitFor(host, 'marks', { marks: [{ key: '1' }] })
    host.says({ kind: 'chat', chat: null })
    await waitFor(host, 'marks', { marks: [] })
    host.says({ kind: 'chat', chat: ANNA })
    await waitFor(host, 'marks', { marks: [{ key: '1' }] })
    await preferencesItem.setValue({ ...preferencesItem.fallback, pageMarks: false })
    await waitFor(host, 'marks', { marks: [] })
  })

  it('of a chat that was closed while they were looked up are not sent', async () => {
    const { host, drawer, lines, slow } = await withDrawer()
    lines.set('anna', [line('1', { kind: 'replied', why: null, reply: '答1' })])
    const looked = Promise.withResolvers<void>()
    slow.set('anna', looked.promise)
    host.says({ kind: 'chat', chat: ANNA })
    await seesChat(drawer, { state: 'known', contact: 'anna' })
    host.says({ kind: 'chat', chat: BOB })
    looked.resolve()
    await seesChat(drawer, { state: 'unknown', title: 'Lily' })
    expect(JSON.stringify(orders(host, 'marks'))).not.toContain('答1')
  })

  it('come again to a page that has called back', async () => {
    const { host, lines, page, tab } = await withDrawer()
    lines.set('anna', [line('1', { kind: 'replied', why: null, reply: '答1' })])
    host.says({ kind: 'chat', chat: ANNA })
    await waitFor(host, 'marks', { marks: [{ key: '1' }] })
    const again = page(tab)
    again.says({ kind: 'chat', chat: ANNA })
    await waitFor(again, 'marks', { marks: [{ key: '1' }] })
  })
})

describe('a text for the box of the page', () => {
  it('goes there with the chat it is for, and the drawer learns what became of it', async () => {
    const { host, drawer } = await withDrawer()
    host.says({ kind: 'chat', chat: ANNA })
    await seesChat(drawer, { state: 'known', contact: 'anna' })
    drawer.says({ kind: 'fill', text: '稍后联系', contact: 'anna' })
    await waitFor(host, 'fill', { text: '稍后联系', chat: ANNA })
    host.says({ kind: 'filled', outcome: 'not-empty' })
    await waitFor(drawer, 'filled', { outcome: 'not-empty' })
  })

  it('goes nowhere when the page has gone on to another chat before the drawer could know', async () => {
    const { host, drawer } = await withDrawer()
    host.says({ kind: 'chat', chat: ANNA })
    await seesChat(drawer, { state: 'known', contact: 'anna' })
    host.says({ kind: 'chat', chat: { ...ANNA, title: '阿强' } })
    drawer.says({ kind: 'fill', text: '稍后联系', contact: 'anna' })
    await seesChat(drawer, { state: 'unknown', title: '阿强' })
    drawer.says({ kind: 'fill', text: '马上到', contact: 'anna' })
    await waitFor(drawer, 'filled', { outcome: 'other-chat' })
    // The page itself looks whether it is still at the chat that it is told.
    for (const { chat } of orders(host, 'fill')) expect(chat).toEqual(ANNA)
  })

  it('goes nowhere when no chat is open', async () => {
    const { host, drawer } = await withDrawer()
    drawer.says({ kind: 'fill', text: '稍后联系', contact: 'anna' })
    await waitFor(drawer, 'filled', { outcome: 'other-chat' })
    expect(orders(host, 'fill')).toEqual([])
  })
})

describe('the shortcut', () => {
  /** The user looks at this tab. */
  const inFront = (tab: number) =>
    vi
      .spyOn(browser.tabs, 'query')
      .mockImplementation(
        (asked) => Promise.resolve(asked.active && asked.lastFocusedWindow ? [{ id: tab }] : []) as never,
      )

  it('is for the page in front', async () => {
    const { desk, page, newTab } = await openDesk()
    const tab = await newTab()
    const [behind, front] = [page(await newTab()), page(tab)]
    inFront(tab)
    await desk.toggle()
    expect(orders(front, 'toggle')).toHaveLength(1)
    expect(orders(behind, 'toggle')).toHaveLength(0)
  })

  it('that woke the background reaches the page when it calls back, once', async () => {
    const { desk, page, newTab } = await openDesk()
    const tab = await newTab()
    inFront(tab)
    await desk.toggle()
    expect(orders(page(await newTab()), 'toggle')).toHaveLength(0)
    const host = page(tab)
    expect(orders(host, 'toggle')).toHaveLength(1)
    expect(orders(page(tab), 'toggle')).toHaveLength(0)
  })
})
