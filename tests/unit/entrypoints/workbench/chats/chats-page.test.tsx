// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { archive } from '../../../../../entrypoints/pages/archive.ts'
import { filterAccount, filterKind, filterText } from '../../../../../entrypoints/workbench/chats/chat-rows.ts'
import { ChatsPage } from '../../../../../entrypoints/workbench/chats/chats-page.tsx'
import { form } from '../../../../../entrypoints/workbench/export/form.ts'
import { openDemo } from '../../../../../entrypoints/workbench/import/demo.ts'
import { followAddress, route } from '../../../../../entrypoints/workbench/route.ts'
import { alsoSpeak, archiveWords } from '../../../../../lib/i18n/t.ts'
import type { Message } from '../../../../../lib/chat/message.ts'
import type { OutboxRow } from '../../../../../lib/chat/outbox-row.ts'
import { ToastPlace } from '../../../../../lib/ui/toast.tsx'
import { speak } from '../lab/lab-words.ts'
import { aContact, aMessage } from '../../pages/archive-with.ts'

vi.mock(import('../../../../../entrypoints/workbench/import/demo.ts'), () => ({
  openDemo: vi.fn(),
}))

const DAY_ONE = new Date(2026, 10, 20, 12).getTime()
const own = { direction: 'out', author: null, authorName: null } as const
const text = (words: string): Partial<Message> => ({ segments: [{ type: 'text', text: words }], text: words })
const reply = (id: string, change: Partial<OutboxRow>): OutboxRow => ({
  id,
  ruleId: 'gone',
  conversation: 'xm',
  kind: 'friend',
  target: { account: '1', epoch: 'e', kind: 'person', number: 1 },
  answers: { key: 'xm1', sentAt: DAY_ONE },
  segments: [],
  text: 'x',
  state: 'sent',
  createdAt: 1,
  notBefore: 1,
  stateAt: 1,
  reason: null,
  code: null,
  echoedAt: null,
  ...change,
})
let second = 0
const say = (key: string, change: Partial<Message> = {}) =>
  aMessage(key, 'xm', { authorName: '那时的小明', sentAt: DAY_ONE + (second += 1) * 1_000, ...change })

function Page() {
  const at = route.value
  return at.name === 'chats' ? <ChatsPage conversation={at.conversation} from={at.from} query={at.query} /> : null
}

/** The page at an address, as the workbench shows it. */
function show(address: string): void {
  location.hash = address
  followAddress()
  render(
    <>
      <Page />
      <ToastPlace />
    </>,
  )
}

const article = (name: RegExp | string) => screen.findByText(name).then((found) => found.closest('article')!)

beforeEach(async () => {
  alsoSpeak(archiveWords)
  await speak()
  filterText.value = ''
  filterKind.value = 'all'
  filterAccount.value = null
})
afterEach(cleanup)

describe('the chats, with nothing in the archive', () => {
  it('say what will be here, and open the demo or a file', async () => {
    show('#/chats')
    expect(await screen.findByRole('heading', { name: '这里会存下您的每个会话' })).toBeTruthy()
    expect(screen.getByRole('link', { name: '打开存档或导出文件' }).getAttribute('href')).toBe('#/import')
    vi.mocked(openDemo).mockRejectedValueOnce(new Error('full')).mockResolvedValueOnce('demo')
    fireEvent.click(screen.getByRole('button', { name: '看示例会话' }))
    await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/^示例会话没能放进存档/u))
    fireEvent.click(screen.getByRole('button', { name: '看示例会话' }))
    await vi.waitFor(() => expect(location.hash).toBe('#/chats/demo'))
    await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByRole('region', { name: '会话' })))
  })
})

describe('the chats', () => {
  beforeEach(async () => {
    second = 0
    const store = await archive()
    await store.commit({
      contacts: [
        aContact('xm', { nick: '小明', remark: '曾小明', number: '123456' }),
        aContact('g', { kind: 'group', nick: '爬山群' }),
        aContact('old', { account: '0', nick: '旧友' }),
      ],
      messages: [
        aMessage('g1', 'g', { kind: 'group', sentAt: DAY_ONE, ...text('群里的话') }),
        aMessage('old1', 'old', { account: '0', sentAt: 1, source: 'import', ...text('很久以前') }),
        say('xm1', text('你好 <b>粗</b>')),
        say('xm2', {
          segments: [
            { type: 'text', text: '看' },
            { type: 'face', code: 14, name: '微笑' },
            { type: 'face', code: 999, name: null },
            { type: 'picture' },
            { type: 'attachment', what: 'file', name: 'a.txt' },
          ],
        }),
        say('xm3', { segments: [{ type: 'notice', what: 'shake', facts: {} }] }),
        say('xm4', { ...text('说错了'), recalled: true, source: 'import', importId: 'i1' }),
        say('xm5', { ...text('自动一'), ...own, source: 'outbox', outboxId: 'o1' }),
        say('xm6', { ...text('自动二'), ...own, source: 'outbox', outboxId: 'o2' }),
        say('xm7', { ...text('自动三'), ...own, source: 'outbox', outboxId: 'o3' }),
        say('xm8', text('长'.repeat(2_500))),
        say('xm9', { ...text('最后一句'), ...own, source: 'page' }),
      ],
      outbox: [
        reply('o1', {}),
        reply('o2', { state: 'uncertain' }),
        reply('o3', { state: 'dropped', reason: 'stale' }),
      ],
      decisions: [
        {
          messageKey: 'xm1',
          account: '1',
          conversation: 'xm',
          kind: 'friend',
          at: 1,
          outcome: { kind: 'none', why: 'paused', ruleId: null },
          trace: [],
        },
      ],
    })
  })

  it('are listed newest first, and found by kind, account, name and pinyin', async () => {
    show('#/chats')
    const list = () => screen.queryByRole('list', { name: '会话' })
    const names = () => [...(list()?.querySelectorAll('strong') ?? [])].map((name) => name.textContent)
    await screen.findByRole('list', { name: '会话' })
    expect(names()).toEqual(['曾小明', '爬山群', '旧友'])
    expect(within(list()!).getAllByRole('link')[0]!.textContent).toContain('我：最后一句')
    const filter = screen.getByRole('searchbox')
    fireEvent.input(filter, { target: { value: 'zengxm' } })
    await vi.waitFor(() => expect(names()).toEqual(['曾小明']))
    fireEvent.input(filter, { target: { value: '' } })
    fireEvent.click(screen.getByRole('radio', { name: '群' }))
    expect(names()).toEqual(['爬山群'])
    fireEvent.click(screen.getByRole('radio', { name: '全部' }))
    fireEvent.change(screen.getByRole('combobox', { name: '账号' }), { target: { value: '0' } })
    expect(names()).toEqual(['旧友'])
    fireEvent.input(filter, { target: { value: '没有的' } })
    fireEvent.click(screen.getByRole('button', { name: '显示全部' }))
    expect(await screen.findByText('3 个会话')).toBeTruthy()
  })

  it('are walked with the arrow keys from the filter on', async () => {
    show('#/chats')
    await screen.findByRole('list', { name: '会话' })
    fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'ArrowDown' })
    expect(document.activeElement?.getAttribute('href')).toBe('#/chats/xm')
    fireEvent.keyDown(document.activeElement!, { key: 'ArrowDown' })
    expect(document.activeElement?.getAttribute('href')).toBe('#/chats/g')
    fireEvent.keyDown(document.activeElement!, { key: 'ArrowUp' })
    expect(document.activeElement?.getAttribute('href')).toBe('#/chats/xm')
  })

  it('show whom one reads with, how much there is, and where else to go', async () => {
    show('#/chats/xm')
    expect(await screen.findByRole('heading', { name: '曾小明', level: 1 })).toBeTruthy()
    await screen.findByText('好友 · 9 条消息 · 2026年11月20日')
    const links = within(screen.getByRole('navigation', { name: '这个会话' })).getAllByRole('link')
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['#/contact/xm', '#/statistics?conversation=xm'])
    expect(screen.getByRole('link', { name: '返回会话列表' }).getAttribute('href')).toBe('#/chats')
  })

  it('show each message as it was sent, under the name its author had, and take no markup for markup', async () => {
    show('#/chats/xm')
    const feed = await screen.findByRole('feed', { name: '与 曾小明 的消息' })
    expect(within(feed).getAllByRole('article')).toHaveLength(9)
    const first = await article('你好 <b>粗</b>')
    expect(first.querySelector('b')).toBeNull()
    expect(first.getAttribute('aria-label')).toMatch(/^那时的小明，2026年11月20日/u)
    expect(first.querySelector('.message-author')!.textContent).toBe('那时的小明')
    expect(first.querySelector('time')!.dateTime).toBe(new Date(DAY_ONE + 1_000).toISOString())
    expect(within(feed).getByText('2026年11月20日周五')).toBeTruthy()
  })

  it('show faces as pictures, and what is not in the archive as chips', async () => {
    show('#/chats/xm')
    const row = await article('图片')
    expect(within(row).getByRole('img', { name: '微笑' }).textContent).toBe('🙂')
    expect(row.textContent).toContain('[表情999]')
    expect(row.textContent).toContain('文件 a.txt')
  })

  it('mark notices, recalled, imported and own messages, and what a rule sent and what became of it', async () => {
    show('#/chats/xm')
    expect((await article('窗口抖动')).className).toContain('message-notice')
    const recalled = await article('说错了')
    expect(recalled.className).toContain('message-recalled')
    expect(recalled.textContent).toMatch(/已撤回.*导入/u)
    const [sent, uncertain, dropped] = await Promise.all(['自动一', '自动二', '自动三'].map(article))
    await vi.waitFor(() => expect(uncertain!.className).toContain('message-uncertain'))
    expect(sent!.textContent).toContain('规则已删除')
    expect(sent!.className).not.toContain('message-sent')
    expect(uncertain!.textContent).toContain('待确认是否送达')
    expect(dropped!.textContent).toContain('未发送 · 消息太旧，不再回复')
    const last = within(screen.getByRole('feed')).getByText('最后一句').closest('article')!
    expect(last.className).toContain('message-out')
    expect(last.textContent).not.toContain('规则')
  })

  it('say of an imported reply what its file told, and never that its rule was deleted here', async () => {
    const store = await archive()
    await store.commit({
      messages: [
        aMessage('old2', 'old', {
          account: '0',
          sentAt: 2,
          importId: 'i1',
          ...text('那时的自动回复'),
          ...own,
          source: 'outbox',
          outboxId: 'imported/uncertain/r1',
        }),
      ],
    })
    show('#/chats/old')
    const row = await vi.waitFor(() => within(screen.getByRole('feed')).getByText('那时的自动回复').closest('article')!)
    expect(row.className).toContain('message-uncertain')
    expect(row.querySelector('.reply-mark')!.textContent).toBe('规则自动回复待确认是否送达')
  })

  it('say of a message without any words that it is empty', async () => {
    const store = await archive()
    await store.commit({ messages: [aMessage('old3', 'old', { account: '0', sentAt: 3, ...text(' \n') })] })
    show('#/chats/old')
    expect((await article('空消息')).dataset.key).toBe('old3')
  })

  it('say when the conversation of the address is not there, and offer nothing that could be done with it', async () => {
    show('#/chats/nobody')
    await screen.findByText('没有这个会话')
    expect(screen.queryByRole('navigation', { name: '这个会话' })).toBeNull()
  })

  it('cut a very long message until all of it is wanted', async () => {
    show('#/chats/xm')
    const button = await screen.findByRole('button', { name: '显示全部 2,500 字' })
    const row = button.closest('article')!
    expect(row.querySelector('.message-text')!.textContent.length).toBeLessThan(1_300)
    fireEvent.click(button)
    await vi.waitFor(() => expect(row.querySelector('.message-text')!.textContent).toBe('长'.repeat(2_500)))
  })

  it('mark the message of the address, give it the focus, and mark the words that are searched for', async () => {
    show('#/chats/xm?message=xm1&q=你好')
    const row = await vi.waitFor(() => {
      const found = document.querySelector<HTMLElement>('[data-key="xm1"]')
      expect(found).not.toBeNull()
      return found!
    })
    expect(row.className).toContain('message-marked')
    expect(document.activeElement).toBe(row)
    expect(row.querySelector('mark')!.textContent).toBe('你好')
    expect(screen.getByRole('search')).toBeTruthy()
  })

  it('say when the message of the address is not there', async () => {
    show('#/chats/xm?message=gone')
    expect(await screen.findByText(/^没有找到那条消息/u)).toBeTruthy()
    expect(within(await screen.findByRole('feed')).getByText('最后一句')).toBeTruthy()
  })

  it('are walked message by message, and each offers what can be done with it', async () => {
    show('#/chats/xm?message=xm1')
    await vi.waitFor(() => expect((document.activeElement as HTMLElement).dataset.key).toBe('xm1'))
    const first = document.activeElement as HTMLElement
    const actions = within(first)
    expect(actions.getByRole('link', { name: '由此新建规则' }).getAttribute('href')).toBe('#/rules/new?from=xm1')
    expect((await actions.findByRole('link', { name: '原因' })).getAttribute('href')).toBe('#/lab/why/xm1')
    fireEvent.keyDown(first, { key: 'ArrowDown' })
    await vi.waitFor(() => expect((document.activeElement as HTMLElement).dataset.key).toBe('xm2'))
    await vi.waitFor(() => expect(first.querySelector('.message-actions')).toBeNull())
    fireEvent.keyDown(document.activeElement!, { key: 'End' })
    await vi.waitFor(() => expect((document.activeElement as HTMLElement).dataset.key).toBe('xm9'))
    expect(within(document.activeElement as HTMLElement).queryByRole('link', { name: '由此新建规则' })).toBeNull()
    fireEvent.keyDown(document.activeElement!, { key: 'Home' })
    await vi.waitFor(() => expect((document.activeElement as HTMLElement).dataset.key).toBe('xm1'))
  })

  it('explain a reply by the message it answers', async () => {
    show('#/chats/xm?message=xm6')
    expect((await screen.findByRole('link', { name: '原因' })).getAttribute('href')).toBe('#/lab/why/xm1')
  })

  it('copy the text of a message, and say when that fails', async () => {
    show('#/chats/xm?message=xm3')
    const write = vi
      .spyOn(navigator.clipboard, 'writeText')
      .mockResolvedValueOnce()
      .mockRejectedValueOnce(new Error('no'))
    const button = await screen.findByRole('button', { name: '复制文字' })
    fireEvent.click(button)
    expect(await screen.findByText('已复制')).toBeTruthy()
    expect(write).toHaveBeenCalledWith('窗口抖动')
    fireEvent.click(button)
    expect(await screen.findByText(/^没能复制/u)).toBeTruthy()
  })

  it('jump to a date, and tell when that day is empty', async () => {
    const store = await archive()
    await store.commit({ messages: [aMessage('later', 'xm', { sentAt: DAY_ONE + 5 * 86_400_000, ...text('五天后') })] })
    show('#/chats/xm')
    const date = await screen.findByLabelText<HTMLInputElement>('跳到日期', { selector: 'input' })
    expect([date.min, date.max]).toEqual(['2026-11-20', '2026-11-25'])
    fireEvent.change(date, { target: { value: '2026-11-22' } })
    expect(await screen.findByText('那天没有消息，这是最近的一天。')).toBeTruthy()
    fireEvent.change(date, { target: { value: '2026-11-20' } })
    await vi.waitFor(() => expect(screen.queryByText('那天没有消息，这是最近的一天。')).toBeNull())
  })

  it('lead to an export of the conversation, or of what was said from a day on', async () => {
    show('#/chats/xm?message=xm3')
    fireEvent.click(await screen.findByRole('button', { name: '从这天起导出' }))
    await vi.waitFor(() => expect(location.hash).toBe('#/export'))
    expect(form.value).toMatchObject({
      chats: { which: 'some', ids: ['xm'] },
      span: 'days',
      firstDay: '2026-11-20',
      lastDay: null,
    })
    cleanup()
    show('#/chats/xm')
    fireEvent.click(await screen.findByRole('button', { name: '导出' }))
    await vi.waitFor(() => expect(location.hash).toBe('#/export'))
    expect(form.value).toMatchObject({ chats: { which: 'some', ids: ['xm'] }, span: 'all', firstDay: null })
  })

  it('read out what comes', async () => {
    show('#/chats/g')
    await screen.findByRole('feed')
    const store = await archive()
    await store.commit({
      messages: [
        aMessage('g2', 'g', { kind: 'group', authorName: '小红', sentAt: DAY_ONE + 9_000, ...text('新来的话') }),
      ],
    })
    await vi.waitFor(() => expect(screen.getByRole('log').textContent).toContain('小红 新来的话'))
  })

  it('put the search into the place of the list, in one conversation or all, and back', async () => {
    show('#/chats/xm')
    fireEvent.click(await screen.findByRole('button', { name: '在这个会话里搜索' }))
    expect(await screen.findByRole('search')).toBeTruthy()
    expect(screen.queryByRole('list', { name: '会话' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: '回到会话列表' }))
    expect(await screen.findByRole('list', { name: '会话' })).toBeTruthy()
    expect(location.hash).toBe('#/chats/xm')
  })

  it('leave the search with Escape: from the results to the box, from the box to the filter of the list', async () => {
    show('#/chats?q=')
    const box = await screen.findByRole('combobox', { name: '搜索消息' })
    fireEvent.input(box, { target: { value: '最后一句' } })
    const hit = await vi.waitFor(() => {
      const found = document.querySelector<HTMLElement>('.search-hit')
      expect(found).not.toBeNull()
      return found!
    })
    hit.focus()
    fireEvent.keyDown(hit, { key: 'Escape' })
    expect(document.activeElement).toBe(box)
    fireEvent.keyDown(box, { key: 'Escape' })
    expect(location.hash).toBe('#/chats?q=')
    fireEvent.keyDown(box, { key: 'Escape' })
    await screen.findByRole('list', { name: '会话' })
    expect(location.hash).toBe('#/chats')
    expect(document.activeElement).toBe(screen.getByRole('searchbox'))
  })

  it('give the focus to what stands beside the messages when these go', async () => {
    show('#/chats/xm?message=xm1')
    await vi.waitFor(() => expect((document.activeElement as HTMLElement).dataset.key).toBe('xm1'))
    location.hash = '#/chats'
    await screen.findByText('选一个会话')
    expect(document.activeElement).toBe(screen.getByRole('region', { name: '会话' }))
  })

  it('say that a conversation is empty', async () => {
    await (await archive()).commit({ contacts: [aContact('quiet', { nick: '不说话' })] })
    show('#/chats/quiet')
    expect(await screen.findByText('这个会话里没有消息')).toBeTruthy()
  })
})
