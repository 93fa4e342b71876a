// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { archive } from '../../../../../entrypoints/pages/archive.ts'
import { StartersPage } from '../../../../../entrypoints/workbench/rules/starters-page.tsx'
import { alsoSpeak, lateWords, rulesWords, setLanguage, workbenchWords } from '../../../../../lib/i18n/t.ts'
import { sendMessage } from '../../../../../lib/messaging.ts'
import { checkRule } from '../../../../../lib/rules/check.ts'
import type { Rule } from '../../../../../lib/rules/rule.ts'
import { ToastPlace } from '../../../../../lib/ui/toast.tsx'
import { aContact } from '../../pages/archive-with.ts'

vi.mock(import('../../../../../lib/messaging.ts'), async (original) => ({
  ...(await original()),
  sendMessage: vi.fn(),
}))

const sent = vi.mocked(sendMessage)
const added = () => sent.mock.calls.map(([, rule]) => rule as unknown as Rule)
const add = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name: `加入「${name}」` })

describe('StartersPage', () => {
  beforeEach(async () => {
    sent.mockReset()
    sent.mockResolvedValue({ kind: 'saved' } as never)
    alsoSpeak(lateWords, workbenchWords, rulesWords)
    await setLanguage('zh-CN', '')
    await (await archive()).commit({ contacts: [aContact('g1', { kind: 'group', nick: '同学群' }), aContact('f')] })
    render(
      <main tabIndex={-1}>
        <StartersPage />
        <ToastPlace />
      </main>,
    )
  })
  afterEach(cleanup)

  it('adds good rules, whose variables are still there', async () => {
    for (const name of ['离开时告知', '下班时间', '常见问题', '小菜单', '初次问候', '请回电']) {
      fireEvent.click(add(name))
      await screen.findByText(`已加入「${name}」`)
    }
    expect(added().map((rule) => checkRule(rule).problems)).toEqual(added().map(() => []))
    expect(new Set(added().map(({ id }) => id)).size).toBe(6)
    const texts = added().map(({ reply }) => reply.texts[0]?.text)
    expect(texts.some((text) => text?.startsWith('{nick} '))).toBe(true)
    expect(texts.some((text) => text?.includes('{capture:number}'))).toBe(true)
  })

  it('asks for a group before it greets anybody in one', async () => {
    const card = add('欢迎新成员').closest('li')!
    expect(add('欢迎新成员').disabled).toBe(true)
    await within(card).findByRole('option', { name: '同学群' })
    fireEvent.change(within(card).getByRole('combobox'), { target: { value: 'g1' } })
    fireEvent.click(add('欢迎新成员'))
    await screen.findByText('已加入「欢迎新成员」')
    expect(added()[0]).toMatchObject({ enabled: true, who: { contacts: ['g1'], kinds: ['group'] } })
  })

  it('asks for the days of a holiday, and counts the last one in', async () => {
    const card = add('休假告知').closest('li')!
    expect(add('休假告知').disabled).toBe(true)
    fireEvent.change(within(card).getByLabelText('第一天'), { target: { value: '2999-02-01' } })
    expect(add('休假告知').disabled).toBe(true)
    fireEvent.change(within(card).getByLabelText('最后一天'), { target: { value: '2999-02-28' } })
    fireEvent.click(add('休假告知'))
    await screen.findByText('已加入「休假告知」')
    expect(added()[0]?.when.dates).toEqual({ from: '2999-02-01', to: '2999-03-01' })
  })

  it('says so when there is no room', async () => {
    sent.mockResolvedValue({ kind: 'refused', problems: [] } as never)
    fireEvent.click(add('小菜单'))
    expect(await screen.findByText(/^「小菜单」没有加入/u)).toBeTruthy()
  })

  it('speaks English too', async () => {
    await setLanguage('en', '')
    fireEvent.click(await screen.findByRole('button', { name: 'Add “Small menu”' }))
    await screen.findByText('Added “Small menu”')
    expect(checkRule(added()[0]).problems).toEqual([])
  })
})
