// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { archive } from '../../../../../entrypoints/pages/archive.ts'
import { LabPage } from '../../../../../entrypoints/workbench/lab/lab-page.tsx'
import { changeDryRun, dryRunForm } from '../../../../../entrypoints/workbench/lab/dry-run-form.ts'
import { sendMessage } from '../../../../../lib/messaging.ts'
import { rulesItem } from '../../../../../lib/settings.ts'
import { rule, textCondition } from '../../../rules/examples.ts'
import { aContact, aMessage } from '../../pages/archive-with.ts'
import { speak } from './lab-words.ts'

vi.mock(import('../../../../../lib/messaging.ts'), async (original) => ({
  ...(await original()),
  sendMessage: vi.fn(),
}))

const START = dryRunForm.value
const says = (texts: string[]) => [textCondition('any-of', texts)]
const RULES = [
  rule({ id: 'busy', name: '在忙', conditions: says(['在吗']), reply: '我在开会' }),
  rule({ id: 'named', name: '点名', conditions: says(['在吗']), who: { contacts: ['c1'] }, reply: '{remark}你好' }),
  rule({ id: 'price', name: '报价', conditions: says(['价格']), reply: '面议' }),
]

async function open(props: { message?: string; rule?: string } = {}): Promise<HTMLElement> {
  render(<LabPage tab="dry-run" message={props.message ?? null} rule={props.rule ?? null} />)
  return await screen.findByRole('region', { name: '结果' })
}

const write = (text: string) => fireEvent.input(screen.getByLabelText('消息文字'), { target: { value: text } })

describe('the dry run', () => {
  beforeEach(async () => {
    await speak()
    changeDryRun(START)
    await rulesItem.setValue(RULES)
    await (
      await archive()
    ).commit({
      contacts: [aContact('c1', { nick: '阿强', remark: '老强' })],
      messages: [aMessage('m1', 'c1', { text: '昨天的价格呢', authorName: '老强', sentAt: 5_000 })],
    })
  })
  afterEach(cleanup)

  it('says while one types what would be answered, by which rule, and asks the background for nothing', async () => {
    const result = await open()
    expect(result.textContent).toContain('写一条消息')
    write('你在吗')
    await vi.waitFor(() => expect(within(result).getByRole('status').textContent).toContain('会回复'))
    expect(result.textContent).toContain('我在开会')
    expect(result.textContent).toContain('规则：在忙')
    write('你好')
    await vi.waitFor(() => expect(within(result).getByRole('status').textContent).toContain('没有规则符合'))
    expect(vi.mocked(sendMessage)).not.toHaveBeenCalled()
  })

  it('shows every guard, and which one holds back', async () => {
    const result = await open()
    write('在吗')
    const guards = within(result).getByRole('list', { name: '保护' })
    await vi.waitFor(() => expect(within(guards).getAllByRole('listitem').length).toBeGreaterThan(10))
    fireEvent.click(screen.getByRole('button', { name: '自动回复开着' }))
    await vi.waitFor(() => expect(within(result).getByRole('status').textContent).toContain('总开关已关'))
    expect(guards.querySelector('.step-failed')?.textContent).toContain('总开关')
  })

  it('shows the rules whose words matched with each condition, and folds the others', async () => {
    const result = await open()
    write('在吗')
    await vi.waitFor(() => expect(result.querySelectorAll('.lab-rule')).toHaveLength(2))
    const [first, second] = result.querySelectorAll<HTMLElement>('.lab-rule')
    expect([first?.dataset.verdict, second?.dataset.verdict]).toEqual(['answers', 'not-matched'])
    expect(first?.textContent).toContain('含「在吗」')
    expect(second?.querySelector('.step-failed')?.textContent).toContain('指定联系人')
    fireEvent.click(within(result).getByRole('button', { name: '其余 1 条规则' }))
    await vi.waitFor(() => expect(result.textContent).toContain('报价'))
  })

  it('shows the rule that is meant first and open, though its words do not match', async () => {
    const result = await open({ rule: 'price' })
    write('在吗')
    await vi.waitFor(() => expect(result.querySelectorAll('.lab-rule')).toHaveLength(3))
    expect(result.querySelector('.lab-rule')?.textContent).toContain('报价')
    expect(result.querySelector('.lab-rule details')?.hasAttribute('open')).toBe(true)
  })

  it('is from a friend once one is chosen', async () => {
    const result = await open()
    write('在吗')
    fireEvent.focus(screen.getByRole('searchbox', { name: '哪个好友' }))
    fireEvent.click(await screen.findByRole('button', { name: /老强/ }))
    changeDryRun({ text: '在吗' })
    await rulesItem.setValue(RULES.slice(1))
    await vi.waitFor(() => expect(result.textContent).toContain('老强你好'))
  })

  it('begins with a message that is chosen from the archive', async () => {
    const result = await open()
    fireEvent.click(screen.getByRole('button', { name: '从存档里选一条消息' }))
    const search = await screen.findByRole('searchbox', { name: '搜索消息文字或发送人' })
    fireEvent.input(search, { target: { value: '价格' } })
    fireEvent.click(await screen.findByRole('button', { name: /昨天的价格呢/ }))
    await vi.waitFor(() => expect(result.textContent).toContain('面议'))
    expect((screen.getByLabelText('消息文字') as HTMLTextAreaElement).value).toBe('昨天的价格呢')
  })

  it('begins with the message of its address', async () => {
    const result = await open({ message: 'm1' })
    await vi.waitFor(() => expect(result.textContent).toContain('面议'))
    expect(dryRunForm.value.conversation).toBe('c1')
  })

  it('shows hostile text as text', async () => {
    const hostile = '<img src=x onerror=alert(1)>'
    await rulesItem.setValue([rule({ name: hostile, reply: hostile })])
    const result = await open()
    write(`在吗 ${hostile}`)
    await vi.waitFor(() => expect(result.textContent).toContain(hostile))
    expect(document.querySelector('img')).toBeNull()
  })

  it('says so when there are no rules', async () => {
    await rulesItem.setValue([])
    render(<LabPage tab="dry-run" message={null} rule={null} />)
    expect(await screen.findByText('还没有规则')).toBeTruthy()
  })
})
