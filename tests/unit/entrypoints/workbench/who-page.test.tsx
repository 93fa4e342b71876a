// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { archive } from '../../../../entrypoints/pages/archive.ts'
import { MergedLine } from '../../../../entrypoints/workbench/merged-line.tsx'
import { WhoPage } from '../../../../entrypoints/workbench/who-page.tsx'
import { readWho } from '../../../../entrypoints/workbench/who-rows.ts'
import type { Handle } from '../../../../lib/chat/handle.ts'
import { alsoSpeak, cardWords, lateWords, setLanguage, workbenchWords } from '../../../../lib/i18n/t.ts'
import { sendMessage } from '../../../../lib/messaging.ts'
import { lastLoginItem } from '../../../../lib/settings.ts'
import { ToastPlace } from '../../../../lib/ui/toast.tsx'
import { aContact, aMessage, archiveWith } from '../pages/archive-with.ts'

vi.mock(import('../../../../lib/messaging.ts'), async (original) => ({ ...(await original()), sendMessage: vi.fn() }))

const sent = vi.mocked(sendMessage)
const LOGIN = { account: '1', epoch: 'e2' }
const handle = (number: number): Handle => ({ ...LOGIN, kind: 'person', number })
const namesake = { nick: '小李', category: '同学' }
/** Two from before of one name, and one in this login who may be either. */
const doubtful = {
  contacts: [aContact('a', namesake), aContact('b', namesake), aContact('new', { ...namesake, firstSeenAt: 9_000 })],
  handles: [{ handle: handle(5), contact: 'new', evidence: 'none' as const, at: 9_000 }],
  messages: [aMessage('m1', 'a')],
}

describe('readWho', () => {
  it('asks about those of the last login alone', async () => {
    const store = await archiveWith(doubtful)
    const { questions } = await readWho(store, LOGIN)
    expect(questions.map(({ fresh, old }) => [fresh, old])).toEqual([
      ['new', 'a'],
      ['new', 'b'],
    ])
    expect(questions[0]).toMatchObject({
      hasRivals: true,
      sides: { old: { summary: { count: 1 } }, fresh: { summary: null } },
    })
    expect((await readWho(store, null)).questions).toEqual([])
    expect((await readWho(store, { ...LOGIN, epoch: 'other' })).questions).toEqual([])
  })

  it('lists what was merged, and whom the login has recognised, the newest first', async () => {
    const store = await archiveWith({
      contacts: [aContact('a'), aContact('b'), aContact('new')],
      aliases: [{ from: 'new', to: 'a', why: 'user', at: 5 }],
      handles: [
        { handle: handle(6), contact: 'b', evidence: 'remark', at: 9 },
        { handle: handle(7), contact: 'a', evidence: 'number', at: 9 },
      ],
    })
    const { joins } = await readWho(store, LOGIN)
    expect(joins.map(({ id, from, to, why }) => [id, from?.id, to.id, why])).toEqual([
      ['b', undefined, 'b', 'same-remark'],
      ['new', 'new', 'a', 'user'],
    ])
  })
})

describe('WhoPage', () => {
  beforeEach(async () => {
    sent.mockReset()
    alsoSpeak(lateWords, cardWords, workbenchWords)
    await setLanguage('zh-CN', '')
    const open = await archive()
    await open.commit(doubtful)
    await lastLoginItem.setValue(LOGIN)
    render(
      <main tabIndex={-1}>
        <WhoPage />
        <MergedLine id="a" />
        <ToastPlace />
      </main>,
    )
    await screen.findAllByRole('button', { name: '合并 小李 和 小李' })
  })
  afterEach(cleanup)

  it('shows both sides, why they may be one and why not', () => {
    const [pair] = screen.getAllByRole('listitem')
    expect(pair!.textContent).toContain('昵称相同、分组相同')
    expect(pair!.textContent).toContain('还有别的人也相像')
    expect(
      within(pair!)
        .getAllByRole('link')
        .map((link) => link.getAttribute('href')),
    ).toEqual(['#/contact/new', '#/contact/a'])
    expect(screen.getByRole('link', { name: '可能与另外 1 个是同一个' }).getAttribute('href')).toBe('#/who')
  })

  it('joins a pair on request and offers to undo it', async () => {
    sent.mockResolvedValueOnce({ kind: 'joined', from: 'new' } as never).mockResolvedValueOnce(undefined as never)
    fireEvent.click(screen.getAllByRole('button', { name: '合并 小李 和 小李' })[0]!)
    expect(sent).toHaveBeenCalledWith('joinContacts', { a: 'new', b: 'a' })
    fireEvent.click(await screen.findByRole('button', { name: '撤销' }))
    await vi.waitFor(() => expect(sent).toHaveBeenLastCalledWith('undoJoin', 'new'))
  })

  it('says why two cannot be joined', async () => {
    sent.mockResolvedValueOnce({ kind: 'refused', why: 'both-here' } as never)
    fireEvent.click(screen.getAllByRole('button', { name: '合并 小李 和 小李' })[0]!)
    expect(await screen.findByText('没有合并：这次登录里两个都在，不会是同一个。')).toBeTruthy()
  })

  it('keeps a pair apart on request and offers to undo that', async () => {
    sent.mockResolvedValue(undefined as never)
    fireEvent.click(screen.getAllByRole('button', { name: '小李 和 小李 不是同一个' })[1]!)
    expect(sent).toHaveBeenCalledWith('keepApart', { a: 'new', b: 'b' })
    fireEvent.click(await screen.findByRole('button', { name: '撤销' }))
    await vi.waitFor(() => expect(sent).toHaveBeenLastCalledWith('undoApart', { a: 'new', b: 'b' }))
  })

  it('says when the background did not answer', async () => {
    sent.mockRejectedValueOnce(new Error('gone'))
    fireEvent.click(screen.getAllByRole('button', { name: '合并 小李 和 小李' })[0]!)
    expect(await screen.findByText(/后台没有应答/)).toBeTruthy()
  })

  it('follows what the archive learns: what is joined is no question, and can be undone', async () => {
    const open = await archive()
    await open.commit({ aliases: [{ from: 'new', to: 'a', why: 'user', at: 10_000 }] })
    expect(await screen.findByText('没有拿不准的')).toBeTruthy()
    sent.mockResolvedValueOnce(undefined as never)
    fireEvent.click(screen.getByRole('button', { name: '撤销与 小李 的合并' }))
    expect(sent).toHaveBeenCalledWith('undoJoin', 'new')
    await open.commit({ aliasesGone: ['new'] })
    expect(await screen.findAllByRole('button', { name: '合并 小李 和 小李' })).toHaveLength(2)
  })
})
