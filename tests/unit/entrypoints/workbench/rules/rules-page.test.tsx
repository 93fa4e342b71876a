// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dragged, dragOver, dropHere } from '../../../../../entrypoints/workbench/rules/rule-drag.ts'
import { RulesPage } from '../../../../../entrypoints/workbench/rules/rules-page.tsx'
import { filter, folded, openGroup, search, selected } from '../../../../../entrypoints/workbench/rules/rules-store.ts'
import { alsoSpeak, cardWords, lateWords, rulesWords, setLanguage, workbenchWords } from '../../../../../lib/i18n/t.ts'
import { sendMessage } from '../../../../../lib/messaging.ts'
import type { Rule } from '../../../../../lib/rules/rule.ts'
import { ruleGroupsItem, rulesItem, todayItem } from '../../../../../lib/settings.ts'
import { localDay } from '../../../../../lib/time.ts'
import { ToastPlace } from '../../../../../lib/ui/toast.tsx'
import { aRule } from './a-full-rule.ts'

vi.mock(import('../../../../../lib/messaging.ts'), async (original) => ({
  ...(await original()),
  sendMessage: vi.fn(),
}))

const sent = vi.mocked(sendMessage)
const taken = { added: 0, replaced: 1, refused: [] }
const RULES: Rule[] = [
  aRule('a', { name: '开会' }),
  aRule('b', { name: '报价', group: 'x' }),
  aRule('c', { name: '发票', group: 'x', enabled: false }),
  aRule('d', { name: '再见' }),
]

/** The background takes everything; `undoRules` says yes as often as `undos`. */
function answer(undos = 9): void {
  let left = undos
  sent.mockImplementation((async (type: string) => {
    if (type === 'undoRules') return left-- > 0
    if (type === 'saveRuleGroup') return true
    return type === 'importRules' ? taken : undefined
  }) as never)
}

async function shown(): Promise<string[]> {
  const lines = await screen.findAllByRole('listitem')
  return lines.map((line) => line.querySelector('.rl-name')?.textContent ?? '')
}
const handle = (title: string) => screen.getByRole('button', { name: new RegExp(`^移动规则：${title}`, 'u') })
const inToast = (name: string) =>
  within(screen.getByText(/。|已|没有/u, { selector: '.toast-text' }).closest<HTMLElement>('.toast')!).getByRole(
    'button',
    { name },
  )
const calls = () => sent.mock.calls.map(([type, data]) => [type, data])

describe('RulesPage', () => {
  beforeEach(async () => {
    sent.mockReset()
    answer()
    alsoSpeak(lateWords, cardWords, workbenchWords, rulesWords)
    await setLanguage('zh-CN', '')
    search.value = ''
    filter.value = 'all'
    folded.value = new Set()
    selected.value = new Set()
    openGroup.value = null
    await rulesItem.setValue(RULES)
    await ruleGroupsItem.setValue([{ id: 'x', name: '生意', enabled: true }])
    await todayItem.setValue({ day: localDay(Date.now()), replied: 7, heldBack: 0, uncertain: 0, byRule: { a: 7 } })
    render(
      <main tabIndex={-1}>
        <RulesPage tab="list" edit={null} />
        <ToastPlace />
      </main>,
    )
    await screen.findByText('开会')
    await screen.findByText('生意')
  })
  afterEach(cleanup)

  it('shows rules in their order, those of a group under its heading, with what they did today', async () => {
    expect(await shown()).toEqual(['开会', '生意', '报价', '发票', '再见'])
    expect(screen.getByText('今日回复 7 次')).toBeTruthy()
    expect(screen.getByRole('link', { name: /开会/u }).getAttribute('href')).toBe('#/rules/a')
    expect(screen.getByText('4 条规则')).toBeTruthy()
  })

  it('folds a group away and shows what is looked for all the same', async () => {
    fireEvent.click(screen.getByRole('button', { name: /^生意/u }))
    expect(await shown()).toEqual(['开会', '生意', '再见'])
    fireEvent.input(screen.getByRole('searchbox'), { target: { value: '发票' } })
    expect(await shown()).toEqual(['生意', '发票'])
  })

  it('says so when nothing is found', async () => {
    fireEvent.input(screen.getByRole('searchbox'), { target: { value: '没有这个' } })
    expect(await screen.findByText('没有找到「没有这个」')).toBeTruthy()
  })

  it('filters by the switch, that of the group too', async () => {
    fireEvent.click(screen.getByRole('radio', { name: '已关' }))
    expect(await shown()).toEqual(['生意', '发票'])
    await ruleGroupsItem.setValue([{ id: 'x', name: '生意', enabled: false }])
    await vi.waitFor(async () => expect(await shown()).toEqual(['生意', '报价', '发票']))
  })

  it('moves a rule with the arrow keys: past others, into a group, out again', async () => {
    fireEvent.keyDown(handle('开会'), { key: 'ArrowDown' })
    await vi.waitFor(() =>
      expect(calls()).toEqual([['importRules', { rules: [{ ...RULES[0], group: 'x' }], groups: [] }]]),
    )
    expect(await screen.findByText('已移到「生意」组，第 1 条，共 4 条')).toBeTruthy()
    sent.mockClear()
    fireEvent.keyDown(handle('报价'), { key: 'ArrowDown' })
    await vi.waitFor(() => expect(calls()).toEqual([['orderRules', ['a', 'c', 'b', 'd']]]))
    expect(await screen.findByText('已移到「生意」组，第 3 条，共 4 条')).toBeTruthy()
  })

  it('moves nothing at the ends, and nothing while only some rules are shown', async () => {
    fireEvent.keyDown(handle('开会'), { key: 'ArrowUp' })
    fireEvent.input(screen.getByRole('searchbox'), { target: { value: '再见' } })
    await vi.waitFor(async () => expect(await shown()).toEqual(['再见']))
    fireEvent.keyDown(handle('再见'), { key: 'ArrowUp' })
    expect(handle('再见').getAttribute('aria-disabled')).toBe('true')
    expect(sent).not.toHaveBeenCalled()
  })

  it('moves a rule by dragging, and takes both halves of that back', async () => {
    const line = screen.getByText('报价').closest<HTMLElement>('.rl')!
    // The DOM of this test knows no drag events: theirs are given to the handlers by hand.
    const drag = (run: (event: DragEvent) => void) => {
      const event = Object.assign(new Event('drag'), { clientY: -1 })
      line.addEventListener('drag', run as (event: Event) => void, { once: true })
      line.dispatchEvent(event)
    }
    dragged.value = 'd'
    drag((event) => dragOver(event, { rule: 'b' }))
    await vi.waitFor(() => expect(line.className).toContain('rl-drop-before'))
    drag(dropHere)
    await vi.waitFor(() =>
      expect(calls()).toEqual([
        ['importRules', { rules: [{ ...RULES[3], group: 'x' }], groups: [] }],
        ['orderRules', ['a', 'd', 'b', 'c']],
      ]),
    )
    sent.mockClear()
    fireEvent.click(inToast('撤销'))
    await vi.waitFor(() =>
      expect(calls()).toEqual([
        ['undoRules', undefined],
        ['undoRules', undefined],
      ]),
    )
    expect(await screen.findByText('已撤销')).toBeTruthy()
  })

  it('switches a rule, and a group with all of its rules', async () => {
    fireEvent.click(screen.getByRole('switch', { name: /开会/u }))
    fireEvent.click(screen.getByRole('switch', { name: '启用「生意」组的规则' }))
    expect(calls()).toEqual([
      ['enableRule', { id: 'a', enabled: false }],
      ['saveRuleGroup', { id: 'x', name: '生意', enabled: false }],
    ])
  })

  it('does one thing to several rules as one change', async () => {
    fireEvent.click(screen.getByRole('checkbox', { name: '选中规则：开会' }))
    fireEvent.click(screen.getByRole('checkbox', { name: '选中规则：发票' }), { shiftKey: true })
    expect(screen.getByText('已选 3 条')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '关闭' }))
    await vi.waitFor(() =>
      expect(calls()).toEqual([
        [
          'importRules',
          {
            rules: [
              { ...RULES[0], enabled: false },
              { ...RULES[1], enabled: false },
            ],
            groups: [],
          },
        ],
      ]),
    )
    expect(await screen.findByText('已关闭 2 条规则')).toBeTruthy()
    sent.mockClear()
    fireEvent.change(screen.getByRole('combobox', { name: '移到组…' }), { target: { value: 'out' } })
    await vi.waitFor(() =>
      expect(calls()).toEqual([
        [
          'importRules',
          {
            rules: [
              { ...RULES[1], group: null },
              { ...RULES[2], group: null },
            ],
            groups: [],
          },
        ],
      ]),
    )
  })

  it('makes a new group of the ticked rules', async () => {
    fireEvent.click(screen.getByRole('checkbox', { name: '选中规则：再见' }))
    fireEvent.change(screen.getByRole('combobox', { name: '移到组…' }), { target: { value: 'new' } })
    const name = await screen.findByRole('textbox', { name: '组名' })
    fireEvent.input(name, { target: { value: '  客服 ' } })
    fireEvent.submit(name.closest('form')!)
    await vi.waitFor(() => expect(sent).toHaveBeenCalledOnce())
    const [, pack] = sent.mock.calls[0] as unknown as [
      string,
      { rules: Rule[]; groups: { id: string; name: string }[] },
    ]
    expect(pack.groups).toMatchObject([{ name: '客服', enabled: true }])
    expect(pack.rules).toEqual([{ ...RULES[3], group: pack.groups[0]!.id }])
  })

  it('deletes several at once and brings all of them back in their places', async () => {
    fireEvent.click(screen.getByRole('checkbox', { name: '选中规则：开会' }))
    fireEvent.click(screen.getByRole('checkbox', { name: '选中规则：再见' }))
    fireEvent.click(screen.getByRole('button', { name: '删除' }))
    expect(await screen.findByText('已删除 2 条规则')).toBeTruthy()
    expect(calls()).toEqual([
      ['deleteRule', 'a'],
      ['deleteRule', 'd'],
    ])
    sent.mockClear()
    fireEvent.click(inToast('撤销'))
    await vi.waitFor(() =>
      expect(calls()).toEqual([
        ['importRules', { rules: [RULES[0], RULES[3]], groups: [] }],
        ['orderRules', ['a', 'b', 'c', 'd']],
      ]),
    )
  })

  it('renames and dissolves a group', async () => {
    fireEvent.click(screen.getByRole('button', { name: '「生意」组的操作' }))
    fireEvent.click(screen.getByRole('button', { name: '改名' }))
    const name = await screen.findByRole('textbox', { name: '组名' })
    fireEvent.input(name, { target: { value: '买卖' } })
    fireEvent.submit(name.closest('form')!)
    await vi.waitFor(() => expect(calls()).toEqual([['saveRuleGroup', { id: 'x', name: '买卖', enabled: true }]]))
    fireEvent.click(await screen.findByRole('button', { name: '解散组' }))
    await vi.waitFor(() => expect(sent).toHaveBeenLastCalledWith('deleteRuleGroup', 'x'))
    expect(await screen.findByText('「生意」组已解散，规则还在')).toBeTruthy()
  })

  it('gives the focus back when the name of a group is not given after all, and to the list when nothing is ticked', async () => {
    const button = screen.getByRole('button', { name: '新组' })
    button.focus()
    fireEvent.click(button)
    fireEvent.keyDown(await screen.findByRole('textbox', { name: '组名' }), { key: 'Escape' })
    await vi.waitFor(() => expect(document.activeElement).toBe(button))
    fireEvent.click(screen.getByRole('checkbox', { name: '选中规则：开会' }))
    fireEvent.click(await screen.findByRole('button', { name: '完成' }))
    await vi.waitFor(() => expect(document.activeElement?.className).toContain('rules-lines'))
  })

  it('takes the last change back with Ctrl+Z, but not while one writes', async () => {
    fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'z', ctrlKey: true })
    expect(sent).not.toHaveBeenCalled()
    fireEvent.keyDown(handle('开会'), { key: 'z', ctrlKey: true })
    await vi.waitFor(() => expect(calls()).toEqual([['undoRules', undefined]]))
    answer(0)
    fireEvent.keyDown(document.body, { key: 'z', metaKey: true })
    expect(await screen.findByText('没有可以撤销的改动')).toBeTruthy()
  })

  it('marks a rule whose tests fail, and shows those alone on request', async () => {
    const test: Rule['tests'][number] = {
      given: { text: '你好', kind: 'friend', mentioned: false, content: [], at: null },
      expect: { kind: 'reply', text: null },
    }
    await rulesItem.setValue([{ ...RULES[0]!, tests: [test] }, ...RULES.slice(1)])
    const mark = await screen.findByText('1 项测试未过', {}, { timeout: 5_000 })
    expect(mark.getAttribute('href')).toBe('#/rules/a')
    fireEvent.click(screen.getByRole('radio', { name: '测试未过' }))
    expect(await shown()).toEqual(['开会'])
  })
})
