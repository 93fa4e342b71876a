// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { signal } from '@preact/signals'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { App } from '../../../../entrypoints/drawer/app.tsx'
import type { Desk } from '../../../../entrypoints/drawer/desk-port.ts'
import { editing } from '../../../../entrypoints/drawer/editor-place.tsx'
import { storedReady } from '../../../../entrypoints/drawer/stored.ts'
import { archive } from '../../../../entrypoints/pages/archive.ts'
import { BLANK } from '../../../../entrypoints/pages/editor/blank-rule.ts'
import type { Decision } from '../../../../lib/chat/decision.ts'
import type { Member } from '../../../../lib/chat/contact.ts'
import { alsoSpeak, cardWords, drawerWords, lateWords, setLanguage } from '../../../../lib/i18n/t.ts'
import { sendMessage } from '../../../../lib/messaging.ts'
import type { DrawerView } from '../../../../lib/messaging.ts'
import type { FillOutcome } from '../../../../lib/ports.ts'
import { drawerFoldsItem, rulesItem } from '../../../../lib/settings.ts'
import { aRule, has } from '../pages/a-rule.ts'
import { aContact, aMessage } from '../pages/archive-with.ts'
import { aView, online } from './fake-port.ts'

vi.mock(import('../../../../lib/messaging.ts'), async (original) => ({ ...(await original()), sendMessage: vi.fn() }))

const sent = vi.mocked(sendMessage)

/** A desk whose other end is the test. */
function aDesk(view: DrawerView | null) {
  return {
    view: signal(view),
    asked: signal<{ key: string } | null>(null),
    filled: signal<{ outcome: FillOutcome } | null>(null),
    close: vi.fn<() => void>(),
    fill: vi.fn<Desk['fill']>(() => true),
  } satisfies Desk
}

const known = (contact: string, change: Partial<DrawerView> = {}): DrawerView =>
  aView({ chat: { state: 'known', contact }, ...change })

function held(key: string, conversation: string, change: Partial<Decision> = {}): Decision {
  return {
    messageKey: key,
    account: '1',
    conversation,
    kind: 'friend',
    at: 5_000,
    outcome: { kind: 'none', why: 'cooldown', ruleId: 'r1' },
    trace: [{ check: 'rule:cooldown', ruleId: 'r1', passed: false, detail: '12 s' }],
    ...change,
  }
}

const member = (nick: string, change: Partial<Member> = {}): Member => ({
  contact: null,
  nick,
  card: null,
  role: 'member',
  isSelf: false,
  ...change,
})

const part = (name: RegExp) => screen.findByRole('region', { name })

beforeEach(async () => {
  alsoSpeak(lateWords, cardWords, drawerWords)
  await setLanguage('zh-CN', '')
  await storedReady
  await Promise.all([rulesItem.setValue([]), drawerFoldsItem.setValue([])])
  editing.value = null
  sent.mockReset()
  sent.mockResolvedValue(undefined)
})
afterEach(cleanup)

describe('the drawer', () => {
  it('says nothing without a view, nor once it is refused', async () => {
    const desk = aDesk(null)
    const { container } = render(<App desk={desk} />)
    expect(container.childElementCount).toBe(0)
    await act(() => void (desk.view.value = aView()))
    expect(container.textContent).toContain('还没有打开聊天')
    await act(() => void (desk.view.value = null))
    expect(container.childElementCount).toBe(0)
  })

  it('does not guess whom an unknown chat is with', () => {
    render(<App desk={aDesk(aView({ chat: { state: 'unknown', title: '<b>同名</b>' } }))} />)
    expect(screen.getByText('认不出这个聊天')).toBeTruthy()
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('<b>同名</b>')
    expect(screen.queryByRole('button', { name: /规则/u })).toBeNull()
  })

  it.each([
    [
      { state: 'offline', account: '1', nick: null, why: 'network', since: 0, retryAt: 0 },
      /起离线。下面是存档里的资料/u,
    ],
    [{ state: 'logged-out', why: 'never', detail: null }, '还没有登录。下面是存档里的资料；登录后规则才回复。'],
    [{ state: 'page-only', why: 'unknown' }, /刷新 w\.qq\.com 的标签页就好/u],
    [{ state: 'page-stopped', account: null, nick: null }, /现在没有谁在收消息/u],
    [{ ...online, pageStopped: true }, /后台已接手/u],
    [{ state: 'blocked', why: 'storage', detail: null }, '浏览器不让保存数据'],
  ] as const)('says what %o means for what it shows', (status, words) => {
    render(<App desk={aDesk(aView({ status }))} />)
    expect(screen.getByText(words)).toBeTruthy()
  })

  it('names the feature that is off for each part of the page that is broken', () => {
    render(<App desk={aDesk(aView({ broken: ['chat-box', 'chat-message'] }))} />)
    expect(screen.getByText(/^输入框找不到/u)).toBeTruthy()
    expect(screen.getByText(/^消息认不出/u)).toBeTruthy()
  })

  it('shows a friend with every field in words', async () => {
    const open = await archive()
    const profile = { signature: '<i>在路上</i>', zodiac: 9, constellation: 5, bloodType: 4, birthday: '1992-00-00' }
    await open.commit({
      contacts: [
        aContact('f1', { nick: '阿强', remark: '强哥', category: '同事', number: '10086', profile }),
        aContact('f1-group', { kind: 'group', nick: '球队', members: [member('阿强', { contact: 'f1' })] }),
        aContact('f1-other', { kind: 'group', nick: '别的群', members: [member('别人')] }),
      ],
      messages: [
        aMessage('f1-m1', 'f1', { text: '第一句', sentAt: 1_000, authorName: '大强' }),
        aMessage('f1-m2', 'f1', { text: '最后一句', sentAt: 9_000 }),
      ],
    })
    const states = { account: '1', at: 1, people: { f1: { state: 'away', client: 'phone', at: 1 } } } as const
    render(<App desk={aDesk(known('f1', { states }))} />)
    await screen.findByRole('heading', { level: 1, name: '强哥' })
    const details = await part(/^资料/u)
    for (const words of ['阿强', '同事', '10086', '<i>在路上</i>', '猴', '双子座', 'AB 型', '第一句', '最后一句'])
      expect(details.textContent).toContain(words)
    expect(screen.getByText('离开 · 手机')).toBeTruthy()
    expect(await within(details).findByRole('link', { name: '球队' })).toBeTruthy()
    expect(within(details).queryByText('别的群')).toBeNull()
    expect(document.querySelector('i, b, script')).toBeNull()

    fireEvent.click(within(details).getByText('用过的名字'))
    const names = within(details).getByText('用过的名字').closest('details') as HTMLDetailsElement
    names.open = true
    fireEvent(names, new Event('toggle'))
    expect(await within(details).findByText('大强')).toBeTruthy()
  })

  it('shows a group of thousands in QQ’s order, a screenful at a time, and finds by pinyin', async () => {
    const others = Array.from({ length: 2_000 }, (_, index) => member(`成员${index}`))
    const members = [...others, member('单雄信', { role: 'admin' }), member('曾小贤', { card: '主持', role: 'owner' })]
    await (await archive()).commit({ contacts: [aContact('g1', { kind: 'group', nick: '大群', members })] })
    render(<App desk={aDesk(known('g1'))} />)
    const list = await part(/^成员/u)
    expect(list.textContent).toContain('2,002 人')
    const rows = within(list).getAllByRole('listitem')
    expect(rows.length).toBeLessThan(60)
    expect(rows.slice(0, 3).map(({ textContent }) => textContent)).toEqual(['主持曾小贤群主', '单雄信管理员', '成员0'])
    expect(rows[0]?.getAttribute('aria-setsize')).toBe('2002')

    const box = within(list).getByRole('searchbox')
    fireEvent.input(box, { target: { value: 'shanxx' } })
    await vi.waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(1))
    expect(within(list).getByText('找到 1 人')).toBeTruthy()
  })

  it('says how many were found only once it knows how they are spelt', async () => {
    const contact = aContact('g2', { kind: 'group', nick: '小群', members: [member('曾小贤')] })
    await (await archive()).commit({ contacts: [contact] })
    render(<App desk={aDesk(known('g2'))} />)
    const said: string[] = []
    fireEvent.input(await screen.findByRole('searchbox'), { target: { value: 'zeng' } })
    await vi.waitFor(() => {
      const words = screen.getAllByRole('status').map(({ textContent }) => textContent ?? '')
      said.push(...words.filter((text) => text.startsWith('找到')))
      expect(said).toContain('找到 1 人')
    })
    expect(new Set(said)).toEqual(new Set(['找到 1 人']))
  })

  it('shows the members of a discussion, without roles', async () => {
    const members = [member('阿强', { role: 'owner' }), member('Lily', { isSelf: true })]
    await (await archive()).commit({ contacts: [aContact('d1', { kind: 'discuss', nick: '讨论', members })] })
    render(<App desk={aDesk(known('d1'))} />)
    const rows = within(await part(/^成员/u)).getAllByRole('listitem')
    expect(rows.map(({ textContent }) => textContent)).toEqual(['阿强', 'Lily 我'])
  })

  it('follows the chat of the page, and what the archive learns', async () => {
    const open = await archive()
    await open.commit({ contacts: [aContact('s1', { nick: '甲' }), aContact('s2', { nick: '乙' })] })
    const desk = aDesk(known('s1'))
    render(<App desk={desk} />)
    await screen.findByRole('heading', { name: '甲' })
    await act(() => void (desk.view.value = known('s2')))
    await screen.findByRole('heading', { name: '乙' })
    await open.commit({ contacts: [aContact('s2', { nick: '乙', remark: '新备注' })] })
    await screen.findByRole('heading', { name: '新备注' })
    await act(() => void (desk.view.value = known('nobody')))
    expect(await screen.findByText('没有这个联系人')).toBeTruthy()
  })

  it('remembers which sections are folded', async () => {
    await (await archive()).commit({ contacts: [aContact('o1')] })
    render(<App desk={aDesk(known('o1'))} />)
    fireEvent.click(await screen.findByRole('button', { name: '资料' }))
    await vi.waitFor(() =>
      expect(screen.getByRole('button', { name: '资料' }).getAttribute('aria-expanded')).toBe('false'),
    )
    expect(await drawerFoldsItem.getValue()).toEqual(['profile'])
  })

  it('leads to the export of this chat', async () => {
    const open = await archive()
    await open.commit({ contacts: [aContact('e1')], messages: [aMessage('e1-m1', 'e1')] })
    render(<App desk={aDesk(known('e1'))} />)
    const link = await screen.findByRole('link', { name: '导出这个聊天' })
    expect(link.getAttribute('href')).toMatch(/workbench\.html#\/export\?conversation=e1$/u)
    expect(link.getAttribute('target')).toBe('_blank')
  })

  it('closes on Escape, but not on the one that empties a search or ends a Chinese word', async () => {
    await (await archive()).commit({ contacts: [aContact('k1', { kind: 'group', members: [member('甲')] })] })
    const desk = aDesk(known('k1'))
    render(<App desk={desk} />)
    const box = await screen.findByRole('searchbox')
    fireEvent.keyDown(box, { key: 'Escape', isComposing: true })
    fireEvent.input(box, { target: { value: '甲' } })
    fireEvent.keyDown(box, { key: 'Escape' })
    await vi.waitFor(() => expect((box as HTMLInputElement).value).toBe(''))
    expect(desk.close).not.toHaveBeenCalled()
    fireEvent.keyDown(box, { key: 'Escape' })
    expect(desk.close).toHaveBeenCalledOnce()
  })

  it('asks for details of whoever is looked at, when they are missing', async () => {
    await (await archive()).commit({ contacts: [aContact('q1')] })
    sent.mockResolvedValue({ kind: 'failed', why: 'refused' })
    render(<App desk={aDesk(known('q1'))} />)
    await screen.findByRole('heading', { name: 'q1' })
    expect(sent).not.toHaveBeenCalled()
    await vi.waitFor(() => expect(sent).toHaveBeenCalledWith('freshenContact', 'q1'), 3_000)
    expect(await screen.findByText('服务器没有给出资料。请稍后再试。')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '刷新' }))
    expect(sent).toHaveBeenLastCalledWith('refreshContact', 'q1')
  })
})

describe('the rules of a chat', () => {
  const rule = aRule({ id: 'r1', reply: '{nick}，我在开会' })

  async function show(contact: string, decisions: Decision[] = [held(`${contact}-m1`, contact)]) {
    await (
      await archive()
    ).commit({
      contacts: [aContact(contact, { nick: '阿强', profile: {}, detailsAt: Date.now() })],
      messages: decisions.map(({ messageKey }) => aMessage(messageKey, contact, { text: `话 ${messageKey}` })),
      decisions,
    })
    const desk = aDesk(known(contact))
    render(<App desk={desk} />)
    await act(() => rulesItem.setValue([rule, aRule({ id: 'r2', who: { contacts: ['somebody else'] } })]))
    const region = await part(/^规则与原因/u)
    await vi.waitFor(() => expect(region.textContent).toContain('话 '))
    return { desk, region }
  }

  it('are sentences with their switch; those of others are not shown', async () => {
    const { region } = await show('ra')
    const list = within(region).getByRole('list', { name: '对这个聊天有效的规则' })
    expect(within(list).getAllByRole('listitem')).toHaveLength(1)
    fireEvent.click(within(list).getByRole('switch', { name: /^启用规则：好友发来含「在吗」/u }))
    expect(sent).toHaveBeenCalledWith('enableRule', { id: 'r1', enabled: false })
  })

  it('say what was decided and why', async () => {
    const { region } = await show('rb')
    expect(region.textContent).toContain('未回复 · 规则还在冷却')
    expect(region.textContent).toContain('还要 12秒')
  })

  it('put the reply into the box of this chat, and say what became of it', async () => {
    const { desk, region } = await show('rc')
    fireEvent.click(within(region).getByRole('button', { name: /^放进输入框：/u }))
    await vi.waitFor(() => expect(desk.fill).toHaveBeenCalledWith('阿强，我在开会', 'rc'), { timeout: 5_000 })
    await act(() => void (desk.filled.value = { outcome: 'not-empty' }))
    expect(await screen.findByText('没有放进去：输入框里已有文字。')).toBeTruthy()
  })

  it('put nothing into the box of another chat', async () => {
    const { desk, region } = await show('rd')
    fireEvent.click(within(region).getByRole('button', { name: /^放进输入框：/u }))
    desk.view.value = known('somebody')
    expect(await screen.findByText('没有放进去：网页上已是另一个聊天。')).toBeTruthy()
    expect(desk.fill).not.toHaveBeenCalled()
  })

  it('open the decision that a mark asks for, each time, also an old one in a folded section', async () => {
    const decisions = Array.from({ length: 30 }, (_, index) => held(`re-m${index}`, 're', { at: index }))
    const scrolled: Element[] = []
    Element.prototype.scrollIntoView = function scrollIntoView(this: Element) {
      scrolled.push(this)
    }
    const { desk, region } = await show('re', decisions)
    await act(() => drawerFoldsItem.setValue(['rules']))
    expect(region.textContent).not.toContain('话 re-m29')
    await act(() => void (desk.asked.value = { key: 're-m1' }))
    await vi.waitFor(() => expect(scrolled).toHaveLength(1))
    expect(scrolled[0]?.textContent).toContain('话 re-m1')
    expect(scrolled[0]?.querySelector('details')?.open).toBe(true)
    await act(() => void (desk.asked.value = { key: 're-m1' }))
    await vi.waitFor(() => expect(scrolled).toHaveLength(2))
    await act(() => void (desk.asked.value = { key: 'nobody knows' }))
    expect(await screen.findByText('这条消息没有留下记录。')).toBeTruthy()
  })

  it('are made from a message, for this contact', async () => {
    const { region } = await show('rf')
    fireEvent.click(within(region).getByRole('button', { name: '从这条新建规则' }))
    const form = await screen.findByRole('form', { name: '新规则' })
    expect(within(form).getByText('话 rf-m1')).toBeTruthy()
    fireEvent.input(within(form).getByLabelText('回复内容'), { target: { value: '好' } })
    sent.mockResolvedValueOnce({ kind: 'saved' })
    fireEvent.click(within(form).getByRole('button', { name: '保存' }))
    await part(/^规则与原因/u)
    expect(sent).toHaveBeenCalledWith(
      'saveRule',
      expect.objectContaining({
        who: { ...BLANK.who, contacts: ['rf'] },
        what: { ...BLANK.what, groups: [{ join: 'all', conditions: [has('话 rf-m1')] }] },
      }),
    )
  })
})
