// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { archive } from '../../../../entrypoints/pages/archive.ts'
import { ContactCard } from '../../../../entrypoints/workbench/contact-card.tsx'
import { readMergeRows } from '../../../../entrypoints/workbench/merge-rows.ts'
import type { Handle } from '../../../../lib/chat/handle.ts'
import { alsoSpeak, cardWords, lateWords, setLanguage, workbenchWords } from '../../../../lib/i18n/t.ts'
import { sendMessage } from '../../../../lib/messaging.ts'
import { lastLoginItem, statusItem } from '../../../../lib/settings.ts'
import { ToastPlace } from '../../../../lib/ui/toast.tsx'
import { aContact, aMessage, archiveWith } from '../pages/archive-with.ts'

vi.mock(import('../../../../lib/messaging.ts'), async (original) => ({ ...(await original()), sendMessage: vi.fn() }))

const sent = vi.mocked(sendMessage)
const LOGIN = { account: '1', epoch: 'e2' }
const handle = (number: number, kind: Handle['kind'] = 'person'): Handle => ({ ...LOGIN, kind, number })

describe('readMergeRows', () => {
  const group = aContact('here', { kind: 'group', nick: '球友' })

  it('offers all of one kind and account, but for whoever it is, oneself, and what was merged', async () => {
    const store = await archiveWith({
      contacts: [
        aContact('a'),
        aContact('b'),
        aContact('merged'),
        aContact('own', { number: '1' }),
        aContact('elsewhere', { account: '2' }),
        group,
      ],
      aliases: [{ from: 'merged', to: 'b', why: 'user', at: 5 }],
    })
    expect((await readMergeRows(store, LOGIN, aContact('a'))).map(({ contact }) => contact.id)).toEqual(['b'])
  })

  it('has those first that can be joined, and tells why the others cannot', async () => {
    const store = await archiveWith({
      contacts: [
        aContact('a', { number: '111' }),
        aContact('here too'),
        aContact('other number', { number: '222' }),
        aContact('z'),
      ],
      handles: [
        { handle: handle(5), contact: 'a', evidence: 'none', at: 1 },
        { handle: handle(6), contact: 'here too', evidence: 'none', at: 1 },
      ],
    })
    const rows = await readMergeRows(store, LOGIN, aContact('a', { number: '111' }))
    expect(rows.map(({ contact, refusal }) => [contact.id, refusal])).toEqual([
      ['z', null],
      ['here too', 'both-here'],
      ['other number', 'numbers-differ'],
    ])
    const later = await readMergeRows(store, { ...LOGIN, epoch: 'other' }, aContact('a', { number: '111' }))
    expect(later.map(({ refusal }) => refusal)).toEqual([null, null, 'numbers-differ'])
  })

  it('offers a group of which nothing but the name is known', async () => {
    const store = await archiveWith({
      contacts: [
        group,
        aContact('before', { kind: 'group', nick: '球友' }),
        aContact('nameless', { kind: 'group', nick: null }),
      ],
      handles: [{ handle: handle(7, 'group'), contact: 'here', evidence: 'none', at: 1 }],
    })
    const rows = await readMergeRows(store, LOGIN, group)
    expect(rows.map(({ contact, refusal }) => [contact.id, refusal]).toSorted()).toEqual([
      ['before', null],
      ['nameless', null],
    ])
  })
})

describe('MergePanel', () => {
  beforeEach(async () => {
    sent.mockReset()
    alsoSpeak(lateWords, cardWords, workbenchWords)
    await setLanguage('zh-CN', '')
    await statusItem.setValue({ state: 'logged-out', why: 'never', detail: null })
    await lastLoginItem.setValue(LOGIN)
    await (
      await archive()
    ).commit({
      contacts: [
        aContact('new', { nick: '强哥', number: '111', firstSeenAt: 9_000 }),
        aContact('old', { nick: '阿强', category: '同学' }),
        aContact('lily', { nick: 'Lily', number: '824566' }),
        aContact('club', { kind: 'group', nick: '球友' }),
        aContact('own', { nick: '我', number: '1' }),
      ],
      messages: [aMessage('m1', 'old')],
    })
  })
  afterEach(cleanup)

  const open = async (id = 'new') => {
    render(
      <main tabIndex={-1}>
        <ContactCard key={id} id={id} />
        <ToastPlace />
      </main>,
    )
    const opener = await screen.findByRole('button', { name: '合并到…' })
    opener.focus()
    fireEvent.click(opener)
    await screen.findByRole('list', { name: '选出其实是同一个的' })
    return opener
  }
  const choose = (name: RegExp) =>
    fireEvent.click(within(screen.getByRole('list', { name: '选出其实是同一个的' })).getByRole('button', { name }))
  const search = () => screen.getByRole<HTMLInputElement>('searchbox')

  it('shows who it may be, with category, number and the last talk, and narrows it down', async () => {
    const opener = await open()
    expect(opener.getAttribute('aria-expanded')).toBe('true')
    expect(document.activeElement).toBe(search())
    const [first, second] = screen.getAllByRole('listitem')
    expect(first!.textContent).toMatch(/阿强.*前.*同学/u)
    expect(second!.textContent).toMatch(/Lily没有消息824566号码不同/u)
    expect(screen.queryByText('球友')).toBeNull()
    fireEvent.input(search(), { target: { value: '8245' } })
    expect(await screen.findByText('1 个')).toBeTruthy()
    fireEvent.input(search(), { target: { value: '谁' } })
    expect(await screen.findByText('没有找到「谁」')).toBeTruthy()
  })

  it('says what will happen, joins, and offers the way back', async () => {
    sent.mockResolvedValueOnce({ kind: 'joined', from: 'old' } as never).mockResolvedValueOnce(undefined as never)
    await open()
    choose(/阿强/u)
    const question = await screen.findByRole('group')
    expect(question.textContent).toContain('合并「强哥」和「阿强」：历史合并为一份，可在「谁是谁」撤销。')
    const yes = within(question).getByRole('button', { name: '合并' })
    expect(document.activeElement).toBe(yes)
    fireEvent.click(yes)
    fireEvent.click(yes)
    expect(sent.mock.calls).toEqual([['joinContacts', { a: 'new', b: 'old' }]])
    const undo = await screen.findByRole('button', { name: '撤销' })
    expect(document.activeElement).toBe(undo)
    expect(screen.queryByRole('group')).toBeNull()
    fireEvent.click(undo)
    await vi.waitFor(() => expect(sent).toHaveBeenLastCalledWith('undoJoin', 'old'))
  })

  it('asks anew about whoever is shown, who may be recognised now', async () => {
    await open()
    await statusItem.setValue({ state: 'online', account: '1', nick: '小明', listener: 'background', since: 0 })
    sent.mockResolvedValueOnce({ kind: 'joined', from: 'old' } as never).mockResolvedValue({ kind: 'fresh' })
    choose(/阿强/u)
    fireEvent.click(await screen.findByRole('button', { name: '合并' }))
    expect(await screen.findByText('已更新')).toBeTruthy()
    expect(sent.mock.calls).toEqual([
      ['joinContacts', { a: 'new', b: 'old' }],
      ['refreshContact', 'new'],
    ])
  })

  it('leads to the card of the one that stands for both, and says its name', async () => {
    sent.mockImplementationOnce(async () => {
      await (await archive()).commit({ contacts: [aContact('old', { nick: '强哥', remark: '强哥本人' })] })
      return { kind: 'joined', from: 'new' } as never
    })
    await open()
    choose(/阿强/u)
    fireEvent.click(await screen.findByRole('button', { name: '合并' }))
    expect(await screen.findByText('已合并为「强哥本人」')).toBeTruthy()
    await vi.waitFor(() => expect(location.hash).toBe('#/contact/old'))
  })

  it('says why two cannot be one, known before or only to the background', async () => {
    await open()
    choose(/Lily/u)
    const question = await screen.findByRole('group')
    expect(question.textContent).toContain('没有合并：两个号码不同，不会是同一个。')
    expect(within(question).queryByRole('button', { name: '合并' })).toBeNull()
    fireEvent.click(within(question).getByRole('button', { name: '返回' }))
    await vi.waitFor(() => expect(document.activeElement).toBe(search()))

    sent.mockResolvedValueOnce({ kind: 'refused', why: 'both-here' } as never)
    choose(/阿强/u)
    fireEvent.click(await screen.findByRole('button', { name: '合并' }))
    expect(await screen.findByText('没有合并：这次登录里两个都在，不会是同一个。')).toBeTruthy()
    expect(document.activeElement?.textContent).toBe('返回')
  })

  it('is walked by the arrow keys, and closed by Escape wherever the focus is', async () => {
    const opener = await open()
    const [first, second] = within(screen.getByRole('list', { name: '选出其实是同一个的' })).getAllByRole('button')
    fireEvent.keyDown(search(), { key: 'ArrowDown' })
    expect(document.activeElement).toBe(first)
    fireEvent.keyDown(first!, { key: 'ArrowDown' })
    expect(document.activeElement).toBe(second)
    fireEvent.keyDown(second!, { key: 'ArrowUp' })
    fireEvent.keyDown(first!, { key: 'ArrowUp' })
    expect(document.activeElement).toBe(search())
    fireEvent.keyDown(search(), { key: 'Escape', isComposing: true })
    expect(screen.queryByRole('searchbox')).not.toBeNull()
    choose(/阿强/u)
    fireEvent.keyDown(await screen.findByRole('button', { name: '合并' }), { key: 'Escape' })
    await vi.waitFor(() => expect(screen.queryByRole('group')).toBeNull())
    expect(document.activeElement).toBe(opener)
    expect(opener.getAttribute('aria-expanded')).toBe('false')
    expect(sent).not.toHaveBeenCalled()
  })

  it('is not there for oneself', async () => {
    render(<ContactCard id="own" />)
    await screen.findByRole('heading', { level: 1 })
    expect(screen.queryByRole('button', { name: '合并到…' })).toBeNull()
  })

  it('says when there is nobody of the kind', async () => {
    render(<ContactCard id="club" />)
    fireEvent.click(await screen.findByRole('button', { name: '合并到…' }))
    expect(await screen.findByText('没有可以合并的')).toBeTruthy()
  })
})
