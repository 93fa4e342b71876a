// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { archive } from '../../../../../entrypoints/pages/archive.ts'
import { RuleStatisticsPage } from '../../../../../entrypoints/workbench/rules/rule-statistics-page.tsx'
import type { Decision } from '../../../../../lib/chat/decision.ts'
import { alsoSpeak, lateWords, rulesWords, setLanguage, workbenchWords } from '../../../../../lib/i18n/t.ts'
import { rulesItem } from '../../../../../lib/settings.ts'
import { DAY } from '../../../../../lib/time.ts'
import { aRule } from './a-full-rule.ts'

function decided(key: string, at: number, outcome: Decision['outcome']): Decision {
  return { messageKey: key, account: '1', conversation: 'a', kind: 'friend', at, outcome, trace: [] }
}
const reply: Decision['outcome'] = { kind: 'reply', ruleId: 'r1', outboxId: 'o', text: '好' }

describe('RuleStatisticsPage', () => {
  beforeEach(async () => {
    alsoSpeak(lateWords, workbenchWords, rulesWords)
    await setLanguage('zh-CN', '')
    await rulesItem.setValue([aRule('r1', { name: '开会' }), aRule('r2', { name: '没用过' })])
  })
  afterEach(cleanup)

  it('says so when nothing was decided', async () => {
    render(<RuleStatisticsPage />)
    expect(await screen.findByText('这段时间还没有记录')).toBeTruthy()
  })

  it('shows each rule with what it did and what held it back, for the span that is chosen', async () => {
    await (
      await archive()
    ).commit({
      decisions: [
        decided('m1', Date.now() - DAY, reply),
        decided('m2', Date.now() - 20 * DAY, reply),
        decided('m3', Date.now() - DAY, { kind: 'none', why: 'cooldown', ruleId: 'r1' }),
        decided('m4', Date.now() - DAY, { kind: 'none', why: 'stale', ruleId: null }),
        decided('m5', Date.now() - DAY, { kind: 'reply', ruleId: 'gone', outboxId: 'o2', text: '好' }),
      ],
    })
    render(<RuleStatisticsPage />)
    const row = (name: string) => screen.getByText(name).closest('tr')!.textContent
    expect(await screen.findByText('共 5 条消息，自动回复 3 次')).toBeTruthy()
    expect(row('开会')).toBe('开会21规则还在冷却 10 0%')
    expect(row('没用过')).toBe('没用过000')
    expect(row('规则已删除')).toBe('规则已删除100 0%')
    expect(row('消息太旧，不再回复')).toBe('消息太旧，不再回复1')
    fireEvent.click(screen.getByRole('radio', { name: '7 天' }))
    expect(await screen.findByText('共 4 条消息，自动回复 2 次')).toBeTruthy()
  })

  it('can be cancelled and begun again', async () => {
    render(<RuleStatisticsPage />)
    fireEvent.click(screen.getByRole('button', { name: '取消' }))
    fireEvent.click(await screen.findByRole('button', { name: '重新统计' }))
    expect(await screen.findByText(/^共 4 条消息/u)).toBeTruthy()
  })
})
