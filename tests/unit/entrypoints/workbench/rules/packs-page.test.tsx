// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { rulesReady } from '../../../../../entrypoints/pages/stored-rules.ts'
import { closePack, openPack } from '../../../../../entrypoints/workbench/rules/pack-store.ts'
import { PacksPage } from '../../../../../entrypoints/workbench/rules/packs-page.tsx'
import { alsoSpeak, lateWords, rulesWords, setLanguage, workbenchWords } from '../../../../../lib/i18n/t.ts'
import { writePack } from '../../../../../lib/rules/pack.ts'
import { ruleGroupsItem, rulesItem } from '../../../../../lib/settings.ts'
import { aRule } from './a-full-rule.ts'

const file = (text: string) => new File([text], 'rules.json', { type: 'application/json' })

describe('PacksPage', () => {
  beforeEach(async () => {
    alsoSpeak(lateWords, workbenchWords, rulesWords)
    await setLanguage('zh-CN', '')
    closePack()
    await rulesItem.setValue([aRule('here')])
    await ruleGroupsItem.setValue([])
    await rulesReady
    render(<PacksPage />)
  })
  afterEach(cleanup)

  it('shows what would change before anything does, field by field', async () => {
    const changed = aRule('here', { goOn: true })
    await openPack(file(writePack('店里', 0, [changed, aRule('fresh')], [], [])))
    const list = await screen.findByRole('list', { name: '包里的规则' })
    const [first] = within(list).getAllByRole('listitem')
    expect(first?.textContent).toContain('替换现有规则')
    expect(first?.querySelector('tbody')?.textContent).toBe('继续比对下面的规则否是')
    expect(screen.getByRole('button', { name: '导入 1 条' })).toBeTruthy()
    const boxes = within(list).getAllByRole<HTMLInputElement>('checkbox')
    expect(boxes.map(({ checked }) => checked)).toEqual([false, true])
    fireEvent.click(screen.getByRole('button', { name: '全选' }))
    await vi.waitFor(() => expect(screen.getByRole('button', { name: '导入 2 条' })).toBeTruthy())
  })

  it('says of a rule that cannot come in what is wrong with it, the parts without a shape in one line', async () => {
    const pack = JSON.parse(writePack('店里', 0, [aRule('fresh')], [], [])) as { rules: object[] }
    pack.rules.push({ ...aRule('bad', { name: '坏的' }), who: 7, reply: null, cooldownMs: -1 })
    await openPack(file(JSON.stringify(pack)))
    const refused = (await screen.findByText('1 条有问题，不能导入')).closest('details')
    expect(refused?.querySelector('strong')?.textContent).toBe('第 2 条规则 · 坏的')
    const lines = [...(refused?.querySelectorAll('li li') ?? [])].map(({ textContent }) => textContent)
    expect(lines).toHaveLength(2)
    expect(lines[0]?.replaceAll(/[⁨⁩]/gu, '')).toBe('规则内容不完整：who、reply')
    expect(lines[1]).toContain('冷却时长')
  })
})
