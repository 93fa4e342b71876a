// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { archive } from '../../../../entrypoints/pages/archive.ts'
import { ContactCard } from '../../../../entrypoints/workbench/contact-card.tsx'
import { MemberTable } from '../../../../entrypoints/workbench/member-table.tsx'
import type { Member } from '../../../../lib/chat/contact.ts'
import { alsoSpeak, cardWords, lateWords, setLanguage, workbenchWords } from '../../../../lib/i18n/t.ts'
import { sendMessage } from '../../../../lib/messaging.ts'
import { statesItem, statusItem } from '../../../../lib/settings.ts'
import { aContact, aMessage } from '../pages/archive-with.ts'

vi.mock(import('../../../../lib/messaging.ts'), async (original) => ({ ...(await original()), sendMessage: vi.fn() }))

const sent = vi.mocked(sendMessage)
const member = (nick: string, change: Partial<Member> = {}): Member => ({
  contact: null,
  nick,
  card: null,
  role: 'member',
  isSelf: false,
  ...change,
})

beforeEach(async () => {
  alsoSpeak(lateWords, cardWords, workbenchWords)
  await setLanguage('zh-CN', '')
  await statusItem.setValue({ state: 'logged-out', why: 'never', detail: null })
  await statesItem.removeValue()
})
afterEach(cleanup)

describe('ContactCard', () => {
  it('shows the profile, and hostile text as text', async () => {
    await (
      await archive()
    ).commit({
      contacts: [
        aContact('c1', { nick: '<b>阿强</b>', number: '24680', profile: { signature: '<script>x</script>' } }),
      ],
      messages: [aMessage('m1', 'c1')],
    })
    render(<ContactCard id="c1" />)
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('<b>阿强</b>')
    expect(screen.getByText('<script>x</script>')).toBeTruthy()
    expect(document.querySelector('script, b')).toBeNull()
    expect(screen.getByRole('link', { name: '导出会话' }).getAttribute('href')).toBe('#/export?conversation=c1')
  })

  it('follows what the archive learns', async () => {
    const open = await archive()
    await open.commit({ contacts: [aContact('c2')] })
    render(<ContactCard id="c2" />)
    await screen.findByRole('heading', { name: 'c2' })
    await open.commit({ contacts: [aContact('c2', { remark: '新备注' })] })
    expect(await screen.findByRole('heading', { name: '新备注' })).toBeTruthy()
  })

  it('shows the picture once the archive has it', async () => {
    const open = await archive()
    await open.commit({ contacts: [aContact('c5')] })
    render(<ContactCard id="c5" />)
    await screen.findByRole('heading', { name: 'c5' })
    expect(document.querySelector('img')).toBeNull()
    const image = 'data:image/png;base64,AA=='
    await open.commit({ avatars: [{ contact: 'c5', image, at: 1 }] })
    await vi.waitFor(() => expect(document.querySelector('img')?.getAttribute('src')).toBe(image))
  })

  it('says what a friend can be seen as while that is known', async () => {
    await (await archive()).commit({ contacts: [aContact('c6', { profile: {} })] })
    render(<ContactCard id="c6" />)
    await screen.findByRole('heading', { name: 'c6' })
    expect(screen.queryByText('离线')).toBeNull()

    await statusItem.setValue({ state: 'online', account: '1', nick: '小明', listener: 'background', since: 0 })
    await statesItem.setValue({ account: '1', at: Date.now(), people: {} })
    expect(await screen.findByText('离线')).toBeTruthy()
    const people = { c6: { state: 'away', client: 'phone', at: Date.now() } } as const
    await statesItem.setValue({ account: '1', at: Date.now(), people })
    expect(await screen.findByText('离开 · 手机')).toBeTruthy()
    expect(document.querySelector('.card-state')?.textContent).toContain('刚刚得知')
    await statesItem.removeValue()
    await vi.waitFor(() => expect(screen.queryByText('离开 · 手机')).toBeNull())
  })

  it.each([
    ['a friend without details', aContact('q1'), true],
    ['a friend without a picture', aContact('q2', { profile: {} }), true],
    ['a friend of whom all is there', aContact('q3', { profile: {} }), false],
    ['a group without members', aContact('q4', { kind: 'group' }), true],
    ['a discussion, which never has a picture', aContact('q5', { kind: 'discuss', members: [] }), false],
  ] as const)('asks by itself about what is missing, once: %s', async (_who, contact, isAsked) => {
    await statusItem.setValue({ state: 'online', account: '1', nick: '小明', listener: 'background', since: 0 })
    const open = await archive()
    const image = 'data:image/png;base64,AA=='
    await open.commit({ contacts: [contact], ...(isAsked ? {} : { avatars: [{ contact: 'q3', image, at: 1 }] }) })
    sent.mockClear()
    sent.mockResolvedValue({ kind: 'fresh' })
    render(<ContactCard id={contact.id} />)
    await screen.findByRole('heading', { name: contact.id })
    await open.commit({ contacts: [{ ...contact, remark: '又读一次' }] })
    await screen.findByRole('heading', { name: '又读一次' })
    expect(sent.mock.calls).toEqual(isAsked ? [['refreshContact', contact.id]] : [])
  })

  it('says how asking for fresh details ended', async () => {
    await (await archive()).commit({ contacts: [aContact('c3', { profile: {} })] })
    render(<ContactCard id="c3" />)
    sent.mockResolvedValueOnce({ kind: 'failed', why: 'not-recognised' })
    fireEvent.click(await screen.findByRole('button', { name: '刷新' }))
    expect(await screen.findByText('没有刷新：这次登录里认不出这个联系人。')).toBeTruthy()
    sent.mockRejectedValueOnce(new Error('no receiver'))
    fireEvent.click(screen.getByRole('button', { name: '刷新' }))
    expect(await screen.findByText(/后台没有应答/u)).toBeTruthy()
    expect(sent).toHaveBeenCalledWith('refreshContact', 'c3')
  })

  it('says when there is no such contact', async () => {
    render(<ContactCard id="nobody" />)
    expect(await screen.findByText('没有这个联系人')).toBeTruthy()
  })
})

describe('MemberTable', () => {
  it('draws a screenful of thousands, each with its place', () => {
    const members = Array.from({ length: 2_000 }, (_, index) => member(`成员${index}`))
    render(<MemberTable members={members} />)
    const rows = screen.getAllByRole('row')
    expect(rows.length).toBeLessThan(60)
    expect(rows[0]?.getAttribute('aria-rowindex')).toBe('1')
    expect(screen.getByRole('table', { name: '成员' }).getAttribute('aria-rowcount')).toBe('2000')
  })

  it('leaves out card and role where there are none', () => {
    render(<MemberTable members={[member('阿强'), member('Lily', { isSelf: true })]} namesOnly />)
    expect(screen.getAllByRole('row').map(({ textContent }) => textContent)).toEqual(['阿强', 'Lily 我'])
    expect(document.querySelector('.member-head')?.textContent).toBe('昵称')
  })

  it('shows name, card and role, and leads to members that are contacts', () => {
    render(<MemberTable members={[member('阿强', { contact: 'c1', card: '球拍', role: 'owner' }), member('')]} />)
    const [first, second] = screen.getAllByRole('row')
    expect(first?.textContent).toBe('阿强球拍群主')
    expect(screen.getByRole('link', { name: '阿强' }).getAttribute('href')).toBe('#/contact/c1')
    expect(second?.textContent).toBe('未知联系人成员')
  })
})
