// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { archive } from '../../../../../entrypoints/pages/archive.ts'
import { RuleEditor } from '../../../../../entrypoints/pages/editor/rule-editor.tsx'
import { rulesReady } from '../../../../../entrypoints/pages/stored-rules.ts'
import { keepUnsaved } from '../../../../../entrypoints/pages/unsaved-rule.ts'
import { alsoSpeak, lateWords, setLanguage } from '../../../../../lib/i18n/t.ts'
import { sendMessage } from '../../../../../lib/messaging.ts'
import type { Rule } from '../../../../../lib/rules/rule.ts'
import { rulesItem } from '../../../../../lib/settings.ts'
import { MINUTE } from '../../../../../lib/time.ts'
import { aRule, has } from '../a-rule.ts'
import { aContact, aMessage } from '../archive-with.ts'

vi.mock(import('../../../../../lib/messaging.ts'), async (original) => ({
  ...(await original()),
  sendMessage: vi.fn(),
}))

const sent = vi.mocked(sendMessage)
const left = vi.fn<(focus: string) => void>()

beforeEach(async () => {
  alsoSpeak(lateWords)
  await setLanguage('zh-CN', '')
  await rulesReady
  await Promise.all([rulesItem.setValue([]), keepUnsaved(null)])
  sent.mockReset()
  sent.mockResolvedValue({ kind: 'saved' })
  left.mockReset()
})
afterEach(cleanup)

function open(rule: Rule | null): void {
  render(<RuleEditor full rule={rule} onLeave={left} onDelete={() => {}} />)
}

const unfold = (title: string) => {
  const details = screen.getByText(title).closest('details') as HTMLDetailsElement
  details.open = true
  fireEvent(details, new Event('toggle'))
}
const fill = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } })
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))

async function saved(): Promise<Rule> {
  press('保存')
  await vi.waitFor(() => expect(left).toHaveBeenCalled())
  return sent.mock.calls.find(([type]) => type === 'saveRule')?.[1] as Rule
}

describe('the whole editor', () => {
  it('builds groups of conditions', async () => {
    open(null)
    fill('关键词', '在吗')
    press('加一个条件')
    const second = screen.getByRole('group', { name: '条件 2' })
    fireEvent.change(within(second).getByLabelText('消息文字'), { target: { value: 'ends' } })
    fireEvent.click(within(second).getByLabelText('反过来'))
    fireEvent.input(within(second).getByLabelText('开头或结尾'), { target: { value: '？' } })
    fireEvent.click(
      within(screen.getByRole('radiogroup', { name: '两个条件怎么算' })).getByRole('radio', { name: '或者' }),
    )
    press('加一组条件')
    const group = screen.getByRole('group', { name: '第 2 组条件' })
    fireEvent.change(within(group).getByLabelText('消息文字'), { target: { value: 'content' } })
    fireEvent.click(within(group).getByRole('button', { name: '图片' }))
    fill('回复内容', '好')
    expect(screen.getByRole('figure', { name: '预览' }).textContent).toBe(
      '当好友发来（含「在吗」或不以「？」结尾的话）且图片，回复「好」',
    )
    const rule = await saved()
    expect(rule.what).toMatchObject({
      join: 'all',
      groups: [
        {
          join: 'any',
          conditions: [has('在吗'), { on: 'text', match: 'ends', texts: ['？'], not: true }],
        },
        { join: 'all', conditions: [{ on: 'content', kinds: ['picture'], not: false }] },
      ],
    })
  })

  it('takes a condition away, and with the last one its group', async () => {
    open(
      aRule({
        what: {
          groups: [
            { join: 'all', conditions: [has('a'), has('b')] },
            { join: 'all', conditions: [has('c')] },
          ],
        },
      }),
    )
    fireEvent.click(
      within(screen.getByRole('group', { name: '第 1 组条件' })).getByRole('button', { name: '移除条件 1' }),
    )
    fireEvent.click(
      within(screen.getByRole('group', { name: '第 2 组条件' })).getByRole('button', { name: '移除条件 1' }),
    )
    expect((await saved()).what.groups).toEqual([{ join: 'all', conditions: [has('b')] }])
  })

  it('sets hours, dates, first message and being away', async () => {
    open(aRule())
    unfold('什么时候')
    press('加一个时段')
    const row = screen.getByRole('group', { name: '时段 1' })
    fireEvent.change(within(row).getByLabelText('哪些天'), { target: { value: 'workdays' } })
    fireEvent.input(within(row).getByLabelText('从'), { target: { value: '19:30' } })
    fireEvent.input(within(row).getByLabelText('到'), { target: { value: '00:00' } })
    const [from] = screen.getAllByLabelText('从').filter((box) => box.getAttribute('type') === 'date')
    fireEvent.input(from as HTMLElement, { target: { value: '2026-02-16' } })
    fireEvent.change(screen.getByLabelText('只回第一条'), { target: { value: 'after-silence' } })
    fill('沉默天数', '3')
    fireEvent.click(screen.getByLabelText('只在我离开时回复'))
    expect((await saved()).when).toEqual({
      hours: [{ on: 'workdays', from: 19 * 60 + 30, to: 24 * 60 }],
      dates: { from: '2026-02-16', to: null },
      first: 'after-silence',
      silenceDays: 3,
      onlyWhenAway: true,
    })
  })

  it('has several replies with weights, a menu, a delay, drafts and going on', async () => {
    open(aRule({ reply: '一' }))
    press('加一种回复')
    fill('第 2 种回复', '二')
    fireEvent.change(screen.getByLabelText('怎么选'), { target: { value: 'weighted' } })
    const [weight] = screen.getAllByLabelText('权重')
    fireEvent.input(weight as HTMLElement, { target: { value: '3' } })
    unfold('追问')
    fireEvent.click(screen.getByLabelText('回复之后等对方的答案'))
    fill('对方回答', '1')
    fill('对这个答案的回复', '价格')
    fireEvent.click(screen.getByLabelText('答案不在其中时也回一句'))
    const otherwise = screen.getAllByLabelText('答案不在其中时也回一句').find((box) => box.tagName === 'TEXTAREA')
    fireEvent.input(otherwise as HTMLElement, { target: { value: '没听懂' } })
    unfold('怎么发')
    fireEvent.click(screen.getByLabelText('只拟草稿，不发送'))
    fireEvent.click(screen.getByLabelText('自定等待时间'))
    fill('最长等待（秒）', '2.5')
    fireEvent.click(screen.getByLabelText('回复后，也看下面的规则'))
    const rule = await saved()
    expect(rule.reply).toEqual({
      texts: [
        { text: '一', weight: 3 },
        { text: '二', weight: 1 },
      ],
      choose: 'weighted',
      delay: { fromMs: 2_000, toMs: 2_500 },
      mode: 'draft',
      followUp: {
        choices: [{ texts: ['1'], reply: '价格', again: false }],
        waitMs: 5 * MINUTE,
        otherwise: '没听懂',
      },
    })
    expect(rule.goOn).toBe(true)
  })

  it('opens the fold in which something is wrong, and says it there', async () => {
    open(
      aRule({
        when: { dates: { from: '2026-02-02', to: '2026-02-01' } },
        reply: {
          texts: [{ text: '好', weight: 1 }],
          delay: { fromMs: 5_000, toMs: 1_000 },
          followUp: { choices: [{ texts: [], reply: '', again: false }], waitMs: 1, otherwise: '{nikc}' },
        },
      }),
    )
    for (const details of document.querySelectorAll('details')) {
      details.open = false
      fireEvent(details, new Event('toggle'))
    }
    press('保存')
    expect(await screen.findByText('结束日期要晚于开始日期，否则从不回复。')).toBeTruthy()
    expect(screen.getByText(/^等待时间要在 0 到 60 秒之间/u)).toBeTruthy()
    expect(screen.getByText('写上对方可能的回答。')).toBeTruthy()
    expect(screen.getByText('等待要在 30 秒到 1 小时之间。')).toBeTruthy()
    expect(sent).not.toHaveBeenCalledWith('saveRule', expect.anything())
  })

  it('shows no problem that cannot be seen: as many are said as are counted', async () => {
    open(
      aRule({
        name: 'x'.repeat(61),
        who: { kinds: [] },
        conditions: [has(), { on: 'pattern', pattern: '(', not: false }, { on: 'content', kinds: [], not: false }],
        when: { hours: [{ on: [], from: 0, to: 60 }], first: 'after-silence', silenceDays: 0 },
        reply: { texts: [{ text: '', weight: 1 }] },
        cooldownMs: -1,
        tests: [
          {
            given: { text: '', kind: 'friend', mentioned: false, content: [], at: '2026-02-30T00:00' },
            expect: { kind: 'reply', text: null },
          },
        ],
      }),
    )
    press('保存')
    const counted = await screen.findByText(/^有 \d+ 处要改/u)
    const said = [...document.querySelectorAll('[id$="-problem"]')].filter(({ textContent }) => textContent !== '')
    expect(counted.textContent).toBe(`有 ${said.length} 处要改 `)
    expect(said.map(({ id }) => id).toSorted()).toEqual([
      'content-0-2-problem',
      'cooldown-problem',
      'hours-0-problem',
      'kinds-problem',
      'pattern-0-1-problem',
      'reply-problem',
      'rule-name-problem',
      'silence-days-problem',
      'test-0-problem',
      'texts-problem',
    ])
  })

  it('counts the bytes of a reply and shows where it is cut', () => {
    open(aRule({ reply: '好'.repeat(300) }))
    expect(screen.getByText(/^900 \/ 700 字节/u)).toBeTruthy()
    const pieces = screen.getByRole('list', { name: '分开后的每一条和它的字节数' })
    expect(
      within(pieces)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent?.replace(/好+/u, '')),
    ).toEqual([' 699', ' 201'])
  })

  it('puts a variable and a face where the cursor is', async () => {
    open(aRule({ reply: '你好，在吗' }))
    const box = screen.getByLabelText('回复内容') as HTMLTextAreaElement
    box.setSelectionRange(2, 3)
    press('昵称')
    await vi.waitFor(() => expect(box.value).toBe('你好{nick}在吗'))
  })

  it('runs its tests while it is written, red when something else comes of them', async () => {
    open(
      aRule({
        tests: [
          {
            given: { text: '在吗', kind: 'friend', mentioned: false, content: [], at: null },
            expect: { kind: 'reply', text: '我在开会' },
          },
          {
            given: { text: '在吗', kind: 'friend', mentioned: false, content: [], at: null },
            expect: { kind: 'silence', why: null },
          },
        ],
      }),
    )
    const first = screen.getByRole('group', { name: '测试 1' })
    const second = screen.getByRole('group', { name: '测试 2' })
    await vi.waitFor(() => expect(first.textContent).toContain('通过'), 5_000)
    expect(second.textContent).toContain('没有通过：回复了「我在开会」')
    fill('回复内容', '好')
    await vi.waitFor(() => expect(first.textContent).toContain('没有通过：回复了「好」'), 5_000)
  })

  it('tries what is written on the last real messages, and sends nothing', async () => {
    const store = await archive()
    await store.commit({
      contacts: [aContact('f1', { nick: '<i>阿强</i>' })],
      messages: [
        aMessage('e1', 'f1', { text: '在吗', sentAt: 1_000 }),
        aMessage('e2', 'f1', { text: '几点开会', sentAt: 2_000 }),
      ],
    })
    open(aRule({ reply: '{nick}，好' }))
    const list = await screen.findByRole('list', { name: '用最近的消息试一试' })
    const rows = () =>
      within(list)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent)
    expect(rows()).toEqual(['<i>阿强</i>几点开会不回', '<i>阿强</i>在吗会回 <i>阿强</i>，好'])
    fill('关键词', '几点')
    await vi.waitFor(() => expect(rows()[0]).toContain('会回'))
    expect(sent).not.toHaveBeenCalled()
  })
})
