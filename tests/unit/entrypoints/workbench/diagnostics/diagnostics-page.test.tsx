// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { cleanup, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { archive } from '../../../../../entrypoints/pages/archive.ts'
import { DiagnosticsPage } from '../../../../../entrypoints/workbench/diagnostics/diagnostics-page.tsx'
import {
  clockItem,
  controlsItem,
  loopsItem,
  pageHealthItem,
  rulesItem,
  statusItem,
} from '../../../../../lib/settings.ts'
import { HOUR, SECOND } from '../../../../../lib/time.ts'
import { patternCondition, rule } from '../../../rules/examples.ts'
import { aContact, aMessage } from '../../pages/archive-with.ts'
import { speak } from '../lab/lab-words.ts'

/** The table with this title. */
const table = async (name: string) => await screen.findByRole('region', { name })

describe('the diagnostics', () => {
  beforeEach(async () => {
    await speak()
    vi.spyOn(browser.runtime, 'getManifest').mockReturnValue({ manifest_version: 3, name: '', version: '1.2.3' })
  })
  afterEach(cleanup)

  it('shows how far the clock is off, and what to do when that is far', async () => {
    await clockItem.setValue({ offset: 2 * SECOND, at: Date.now() })
    render(<DiagnosticsPage />)
    const clock = await table('时钟')
    await vi.waitFor(() => expect(clock.textContent).toContain('比服务器慢 2秒'))
    expect(clock.textContent).not.toContain('时钟不准')
    await clockItem.setValue({ offset: -45 * SECOND, at: Date.now() })
    await vi.waitFor(() => expect(clock.textContent).toContain('比服务器快 45秒'))
    expect(clock.textContent).toContain('自动校准时间')
  })

  it('shows who listens and what keeps rules from answering', async () => {
    await statusItem.setValue({ state: 'online', account: '10001', nick: '小明', listener: 'page', since: 1_000 })
    await controlsItem.setValue({ autoReply: true, pausedUntil: null, stopped: 'refused-sends', away: 'away' })
    await loopsItem.setValue([
      { account: '10001', conversation: 'c1', until: Date.now() + HOUR },
      { account: '10001', conversation: 'c2', until: 1 },
    ])
    render(<DiagnosticsPage />)
    const login = await table('登录与接收')
    await vi.waitFor(() => expect(login.textContent).toContain('网页在接收'))
    expect(login.textContent).toContain('已自动停止')
    expect(login.textContent).toContain('我在不在我离开了')
    expect(login.textContent).toContain('因循环而暂停的会话1')
  })

  it('counts what is stored, and never says what was written', async () => {
    await (
      await archive()
    ).commit({
      contacts: [aContact('c1'), aContact('c2')],
      messages: [aMessage('m1', 'c1', { text: '秘密' }), aMessage('m2', 'c1', { text: '秘密' })],
      ruleState: { account: '1', state: { version: 3 } },
    })
    render(<DiagnosticsPage />)
    const stored = await table('存档')
    await vi.waitFor(() => expect(stored.textContent).toContain('账号 12 条消息'))
    expect(stored.textContent).toContain('2 个联系人，1 个会话')
    expect(document.body.textContent).not.toContain('秘密')
  })

  it('counts rules that are on and rules that do not compile', async () => {
    await rulesItem.setValue([
      rule(),
      rule({ id: 'r2', enabled: false }),
      rule({ id: 'r3', conditions: [patternCondition('(?=a)')] }),
    ])
    render(<DiagnosticsPage />)
    const rules = await table('规则')
    await vi.waitFor(() => expect(rules.textContent).toContain('3 条，启用 2 条'))
    expect(rules.textContent).toContain('编译失败1')
  })

  it('says the version', async () => {
    render(<DiagnosticsPage />)
    expect((await table('版本')).textContent).toContain('1.2.3')
  })

  it('says which parts of the page are not as they should be', async () => {
    render(<DiagnosticsPage />)
    const page = await table('打开的 w.qq.com 网页')
    expect(page.textContent).toContain('没有发现问题')
    await pageHealthItem.setValue(['chat-box'])
    await vi.waitFor(() => expect(page.textContent).toContain('输入框找不到'))
  })
})
