// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { keepUnsaved, readUnsaved } from '../../../../entrypoints/pages/unsaved-rule.ts'
import { BLANK } from '../../../../entrypoints/pages/editor/blank-rule.ts'
import { App } from '../../../../entrypoints/popup/app.tsx'
import { storedReady } from '../../../../entrypoints/popup/stored.ts'
import { localDay } from '../../../../lib/time.ts'
import { tab, view } from '../../../../entrypoints/popup/view.ts'
import { setLanguage } from '../../../../lib/i18n/t.ts'
import { sendMessage } from '../../../../lib/messaging.ts'
import {
  controlsItem,
  loopsItem,
  noticesItem,
  pageHealthItem,
  preferencesItem,
  qrItem,
  ruleGroupsItem,
  rulesItem,
  sleepingItem,
  statusItem,
  todayItem,
} from '../../../../lib/settings.ts'
import type { LoggedOutWhy, Status } from '../../../../lib/settings.ts'
import { requestTrouble } from '../../../../lib/ui/request.ts'
import { aRule, has } from '../pages/a-rule.ts'

vi.mock(import('../../../../lib/messaging.ts'), async (original) => ({ ...(await original()), sendMessage: vi.fn() }))

const sent = vi.mocked(sendMessage)
const online: Status = { state: 'online', account: '1', nick: '小明', listener: 'background', since: 0 }

// What the popup fetches on use is there: in a test the first fetch also translates it, which takes its time.
beforeAll(async () => {
  await Promise.all([
    import('../../../../entrypoints/popup/status-panel.tsx'),
    import('../../../../entrypoints/popup/notices.tsx'),
    import('../../../../entrypoints/popup/loops-line.tsx'),
    import('../../../../entrypoints/popup/rule-row-actions.tsx'),
    import('../../../../entrypoints/popup/unsaved-line.tsx'),
    import('../../../../entrypoints/popup/settings-view.tsx'),
    import('../../../../entrypoints/pages/editor/rule-editor.tsx'),
  ])
}, 60_000)

beforeEach(async () => {
  await setLanguage('zh-CN', '')
  sent.mockResolvedValue(undefined)
  browser.runtime.connect = () =>
    ({ disconnect() {}, onDisconnect: { addListener() {} } }) as unknown as ReturnType<typeof browser.runtime.connect>
  await storedReady
  await Promise.all([
    statusItem.setValue(online),
    rulesItem.setValue([]),
    controlsItem.removeValue(),
    loopsItem.removeValue(),
    ruleGroupsItem.removeValue(),
    keepUnsaved(null),
    noticesItem.removeValue(),
    qrItem.removeValue(),
    todayItem.removeValue(),
    sleepingItem.removeValue(),
  ])
  view.value = { name: 'tabs' }
  tab.value = 'rules'
  requestTrouble.value = false
})
afterEach(cleanup)

async function show(status: Status): Promise<void> {
  render(<App />)
  await act(() => statusItem.setValue(status))
}

describe('the popup', () => {
  it.each<[Status, string]>([
    [{ state: 'starting' }, '正在启动'],
    [{ state: 'connecting', account: null }, '正在登录'],
    [online, '在线 · 后台在接收'],
    [{ ...online, listener: 'page' }, '在线 · 网页在接收'],
    [{ ...online, pageStopped: true }, '后台已接手'],
    [{ state: 'page-only', why: 'unknown' }, '刷新 w.qq.com 的标签页就好'],
    [{ state: 'page-only', why: 'other-account' }, '网页登录的是另一个账号'],
    [{ state: 'page-stopped', account: '1', nick: '小明' }, '现在没有谁在收消息'],
    [{ state: 'offline', account: '1', nick: '小明', why: 'network', since: 0, retryAt: 0 }, '连不上服务器'],
    [{ state: 'offline', account: '1', nick: '小明', why: 'strange-reply', since: 0, retryAt: 0 }, '看不懂'],
    [
      { state: 'offline', account: null, nick: null, why: 'portal', words: 'portal', since: 0, retryAt: 0 },
      '请打开任意网页，完成它的登录',
    ],
    [
      { state: 'offline', account: null, nick: null, why: 'server', words: 'overloaded', since: 0, retryAt: 0 },
      '服务器太忙',
    ],
    [{ state: 'offline', account: '1', nick: null, why: 'device-offline', since: 0, retryAt: 0 }, '这台电脑没有联网'],
    [{ ...online, endsAt: Date.now() }, '须重新扫码'],
    [{ state: 'logged-out', why: 'ended-by-age', detail: null }, 'QQ 每次登录约两天后结束'],
    [
      { state: 'logged-out', why: 'refused', detail: 'login2:115:blocked-for-a-while' },
      '服务器暂时不接受这个号码或这个网络，要过一阵才解除。（代码 115）',
    ],
    [{ state: 'blocked', why: 'site-access', detail: null }, '允许访问 qq.com'],
    [{ state: 'blocked', why: 'storage', detail: 'QuotaExceededError' }, 'QuotaExceededError'],
    [{ state: 'logged-out', why: 'never', detail: null }, '已在 w.qq.com 登录？'],
  ])('says what is the matter, and lets rules be used, in %o', async (status, words) => {
    await show(status)
    await vi.waitFor(() => expect(document.body.textContent).toContain(words))
    expect(screen.getByRole('button', { name: '写第一条规则' })).toBeTruthy()
    expect(screen.getByRole('switch', { name: '自动回复总开关' })).toBeTruthy()
  })

  it.each<[LoggedOutWhy, string]>([
    ['expired', '登录已失效：请重新扫码。规则已暂停，没有消息会被补发。'],
    ['elsewhere', '账号在别处登录'],
    ['restarted', '浏览器重启后'],
    ['kicked', '服务器说：您的帐号在另一地点登录'],
  ])('says why nobody is logged in: %s', async (why, words) => {
    await show({ state: 'logged-out', why, detail: why === 'kicked' ? '您的帐号在另一地点登录' : null })
    await vi.waitFor(() => expect(document.body.textContent).toContain(words))
  })

  it('shows the QR code and its states', async () => {
    const image = 'data:image/png;base64,AA=='
    await show({ state: 'logged-out', why: 'never', detail: null })
    await act(() => qrItem.setValue({ state: 'waiting', image, isRenewed: false }))
    expect((await screen.findByRole('img', { name: '登录二维码' })).getAttribute('src')).toBe(image)
    await act(() => qrItem.setValue({ state: 'scanned', image }))
    expect(await screen.findByText('已扫码，请在手机上确认')).toBeTruthy()
    await act(() => qrItem.setValue({ state: 'failed', why: 'refused', words: 'security-check' }))
    expect(await screen.findByText('服务器要做安全检查，请先在手机 QQ 里处理。')).toBeTruthy()
    await act(() => qrItem.setValue({ state: 'failed', why: 'too-many-expired' }))
    expect(await screen.findByText(/已停止换新/u)).toBeTruthy()
    expect(screen.getByRole('button', { name: '换一个二维码' })).toBeTruthy()
  })

  it('reuses the login of the browser on request', async () => {
    await show({ state: 'logged-out', why: 'never', detail: null })
    fireEvent.click(await screen.findByText('沿用浏览器里的登录'))
    await vi.waitFor(() => expect(sent).toHaveBeenCalledWith('reconnect', undefined))
  })

  it('lets the background listen in place of a page that has stopped, when asked to', async () => {
    await act(() => preferencesItem.setValue({ ...preferencesItem.fallback, listenForStoppedPage: false }))
    await show({ state: 'page-stopped', account: '1', nick: '小明' })
    expect(screen.getByText('小明')).toBeTruthy()
    fireEvent.click(await screen.findByRole('button', { name: '让后台接收' }))
    await vi.waitFor(async () => expect((await preferencesItem.getValue()).listenForStoppedPage).toBe(true))
  })

  it.each([
    ['网页停止接收时，由后台接着收', 'listenForStoppedPage'],
    ['在网页上显示侧栏按钮', 'pageButton'],
    ['在网页上标出规则回复和拦下的消息', 'pageMarks'],
  ] as const)('has a switch: %s', async (label, name) => {
    vi.spyOn(browser.runtime, 'getManifest').mockReturnValue({ manifest_version: 3, name: '', version: '1' } as never)
    await act(() => preferencesItem.setValue(preferencesItem.fallback))
    await show(online)
    fireEvent.click(screen.getByRole('button', { name: '设置' }))
    fireEvent.click(await screen.findByRole('switch', { name: label, checked: true }))
    await vi.waitFor(async () =>
      expect(await preferencesItem.getValue()).toEqual({ ...preferencesItem.fallback, [name]: false }),
    )
  })

  it('says which feature is off when a part of the page is broken, until it is there again', async () => {
    await show(online)
    await act(() => pageHealthItem.setValue(['chat-body']))
    expect(await screen.findByText('消息区找不到：标记停用。')).toBeTruthy()
    await act(() => pageHealthItem.setValue([]))
    await vi.waitFor(() => expect(screen.queryByText('消息区找不到：标记停用。')).toBeNull())
  })

  it('says who listens, and what that means, on request', async () => {
    await show({ ...online, listener: 'page' })
    fireEvent.click(await screen.findByRole('button', { name: '谁在接收' }))
    expect(await screen.findByText(/^网页在接收：它收到的消息同样进存档/u)).toBeTruthy()
  })

  it('shows a nickname with markup as text', async () => {
    await show({ ...online, nick: '<img src=x onerror=alert(1)>' })
    expect(await screen.findByText('<img src=x onerror=alert(1)>')).toBeTruthy()
    expect(document.querySelector('img')).toBeNull()
  })

  it('asks for site access in the click itself, and logs in when it is given', async () => {
    vi.spyOn(browser.runtime, 'getManifest').mockReturnValue({
      manifest_version: 3,
      name: '',
      version: '1',
      host_permissions: ['https://d1.web2.qq.com/*'],
    } as ReturnType<typeof browser.runtime.getManifest>)
    const ask = vi.fn<(permissions: object) => Promise<boolean>>(async () => true)
    browser.permissions.request = ask as typeof browser.permissions.request
    await show({ state: 'blocked', why: 'site-access', detail: null })
    fireEvent.click(await screen.findByRole('button', { name: '允许访问 qq.com' }))
    expect(ask).toHaveBeenCalledWith({ origins: ['https://d1.web2.qq.com/*'] })
    await vi.waitFor(() => expect(sent).toHaveBeenCalledWith('reconnect', undefined))
  })

  it('counts today, and a count leads to its list', async () => {
    await show(online)
    const counts = { replied: 12, heldBack: 5, uncertain: 1, byRule: {} }
    await act(() => todayItem.setValue({ day: '2001-01-01', ...counts }))
    expect(screen.getByRole('button', { name: '拦下 0' })).toBeTruthy()
    await act(() => todayItem.setValue({ day: localDay(Date.now()), ...counts }))
    fireEvent.click(await screen.findByRole('button', { name: '拦下 5' }))
    expect(tab.value).toBe('recent')
    expect(await screen.findByRole('radio', { name: '拦下', checked: true })).toBeTruthy()
  })

  it('switches everything off and pauses for an hour', async () => {
    await show(online)
    fireEvent.click(screen.getByRole('switch', { name: '自动回复总开关' }))
    expect(sent).toHaveBeenCalledWith('setAutoReply', false)
    fireEvent.click(screen.getByRole('button', { name: '暂停 1 小时' }))
    const [, until] = sent.mock.lastCall ?? []
    expect(Math.abs(Number(until) - Date.now() - 3_600_000)).toBeLessThan(5_000)

    await act(() => controlsItem.setValue({ ...controlsItem.fallback, pausedUntil: Date.now() + 60_000 }))
    fireEvent.click(await screen.findByRole('button', { name: '继续' }))
    expect(sent).toHaveBeenLastCalledWith('pauseUntil', null)
  })

  it('says why replies have stopped by themselves, and switches them on again', async () => {
    await show(online)
    await act(() => controlsItem.setValue({ ...controlsItem.fallback, stopped: 'refused-sends' }))
    await act(() =>
      noticesItem.setValue([
        { id: 'n1', at: 1, code: 'storage-full', detail: '' },
        { id: 'n2', at: 2, code: 'replies-stopped', detail: '' },
      ]),
    )
    expect(await screen.findByText('在线 · 自动回复已停')).toBeTruthy()
    expect(await screen.findByText(/账号可能被限制发言/u)).toBeTruthy()
    // The panel says it already.
    const list = await screen.findByRole('region', { name: '提示' })
    expect(list.textContent).toContain('磁盘空间不足')
    expect(within(list).queryByRole('button', { name: '另有 1 条' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: '重新打开自动回复' }))
    expect(sent).toHaveBeenLastCalledWith('setAutoReply', true)
  })

  it('names conversations that the loop breaker holds, and lets them go on', async () => {
    await show(online)
    const held = { account: '1', conversation: 'c1' }
    await act(() => loopsItem.setValue([{ ...held, until: Date.now() - 1 }]))
    expect(screen.queryByRole('region', { name: '暂停回复的会话' })).toBeNull()
    await act(() => loopsItem.setValue([{ ...held, until: Date.now() + 600_000 }]))
    const lines = await screen.findByRole('region', { name: '暂停回复的会话' })
    expect(lines.textContent).toMatch(/^「未知联系人」里两边像都在自动回复，\d\d:\d\d 前不回复。/u)
    fireEvent.click(within(lines).getByRole('button', { name: '恢复' }))
    expect(sent).toHaveBeenLastCalledWith('resumeChat', 'c1')
  })

  it('asks whether I am here only when a rule wants to know', async () => {
    await show(online)
    expect(screen.queryByLabelText('我在不在')).toBeNull()
    await act(() => rulesItem.setValue([aRule({ when: { onlyWhenAway: true } })]))
    fireEvent.change(await screen.findByLabelText('我在不在'), { target: { value: 'away' } })
    expect(sent).toHaveBeenLastCalledWith('setAway', 'away')
    await act(() => rulesItem.setValue([]))
    await act(() => controlsItem.setValue({ ...controlsItem.fallback, away: 'here' }))
    expect((screen.getByLabelText('我在不在') as HTMLSelectElement).value).toBe('here')
  })

  it('reads damaged controls as switched off', async () => {
    await show(online)
    await act(() => controlsItem.setValue({ autoReply: 'yes' } as never))
    await vi.waitFor(() =>
      expect(screen.getByRole('switch', { name: '自动回复总开关' }).getAttribute('aria-checked')).toBe('false'),
    )
  })

  it('shows the newest notice first and lets it be dismissed', async () => {
    await show(online)
    await act(() =>
      noticesItem.setValue([
        { id: 'n1', at: 1, code: 'storage-full', detail: '' },
        { id: 'n2', at: 2, code: 'unreadable-items', detail: '3' },
      ]),
    )
    const list = await screen.findByRole('region', { name: '提示' })
    expect(list.textContent).toContain('有 3 条内容读不出来')
    expect(list.textContent).not.toContain('磁盘空间不足')
    fireEvent.click(within(list).getByRole('button', { name: '知道了' }))
    expect(sent).toHaveBeenCalledWith('dismissNotice', 'n2')
    fireEvent.click(within(list).getByRole('button', { name: '另有 1 条' }))
    await vi.waitFor(() => expect(list.textContent).toContain('磁盘空间不足'))
  })

  it('says so when the background does not answer', async () => {
    await show(online)
    sent.mockRejectedValueOnce(new Error('no receiver'))
    fireEvent.click(screen.getByRole('switch', { name: '自动回复总开关' }))
    expect(await screen.findByText(/后台没有应答/u)).toBeTruthy()
  })
})

describe('the rules', () => {
  const rules = [
    aRule({ id: 'r1' }),
    aRule({ id: 'r2', conditions: [has('急')] }),
    aRule({ id: 'r3', conditions: [has('几点')] }),
  ]

  async function showRules(): Promise<void> {
    await show(online)
    await act(() => rulesItem.setValue(rules))
    await screen.findByRole('list', { name: /规则/u })
  }

  it('are sentences with a switch and the hits of today', async () => {
    await showRules()
    await act(() =>
      todayItem.setValue({ day: localDay(Date.now()), replied: 3, heldBack: 0, uncertain: 0, byRule: { r2: 3 } }),
    )
    const row = await screen.findByRole('listitem', { name: '规则：好友发来含「急」→「我在开会」' })
    await vi.waitFor(() => expect(row.textContent).toContain('今日回复 3 次'))
    fireEvent.click(within(row).getByRole('switch'))
    expect(sent).toHaveBeenCalledWith('enableRule', { id: 'r2', enabled: false })
  })

  it('are moved with the arrow keys on the handle', async () => {
    await showRules()
    const [, second] = screen.getAllByRole('button', { name: /^移动规则/u })
    fireEvent.keyDown(second as HTMLElement, { key: 'ArrowUp' })
    await vi.waitFor(() => expect(sent).toHaveBeenLastCalledWith('orderRules', ['r2', 'r1', 'r3']))
    fireEvent.keyDown(second as HTMLElement, { key: 'ArrowDown' })
    await vi.waitFor(() => expect(sent).toHaveBeenLastCalledWith('orderRules', ['r1', 'r3', 'r2']))
  })

  it('come back to their place when a deletion is undone', async () => {
    await showRules()
    fireEvent.click(screen.getAllByRole('button', { name: /^规则操作/u })[1] as HTMLElement)
    fireEvent.click(await screen.findByRole('button', { name: '删除' }))
    await vi.waitFor(() => expect(sent).toHaveBeenLastCalledWith('deleteRule', 'r2'))
    await act(() => rulesItem.setValue(rules.filter(({ id }) => id !== 'r2')))

    sent.mockResolvedValueOnce({ kind: 'saved' })
    fireEvent.click(await screen.findByRole('button', { name: '撤销' }))
    await vi.waitFor(() => expect(sent).toHaveBeenLastCalledWith('orderRules', ['r1', 'r2', 'r3']))
    expect(sent).toHaveBeenCalledWith('saveRule', rules[1])
  })

  it('stand under their group, which has one switch', async () => {
    await showRules()
    const group = { id: 'g1', name: '<b>上班</b>', enabled: true }
    await act(() => ruleGroupsItem.setValue([group]))
    await act(() => rulesItem.setValue(rules.map((rule, place) => (place === 0 ? rule : { ...rule, group: 'g1' }))))
    const line = (await screen.findByText('<b>上班</b>')).closest('li') as HTMLElement
    expect(line.textContent).toContain('2 条')
    fireEvent.click(within(line).getByRole('switch'))
    expect(sent).toHaveBeenLastCalledWith('saveRuleGroup', { ...group, enabled: false })
    await act(() => ruleGroupsItem.setValue([{ ...group, enabled: false }]))
    await vi.waitFor(() => expect(document.querySelectorAll('.rule-off')).toHaveLength(2))
    expect(line.textContent).toContain('这组已关')
  })

  it('are drawn a screenful at a time', async () => {
    await showRules()
    await act(() => rulesItem.setValue(Array.from({ length: 500 }, (_, index) => aRule({ id: `many${index}` }))))
    await vi.waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(60))
  })

  it('are called by their name', async () => {
    await showRules()
    await act(() => rulesItem.setValue([aRule({ name: '值班' })]))
    expect(await screen.findByRole('listitem', { name: '规则：值班' })).toBeTruthy()
  })

  it('are copied to behind themselves, switched off', async () => {
    await showRules()
    fireEvent.click(screen.getAllByRole('button', { name: /^规则操作/u })[1] as HTMLElement)
    sent.mockResolvedValueOnce({ kind: 'saved' })
    fireEvent.click(await screen.findByRole('button', { name: '复制一条' }))
    await vi.waitFor(() => expect(sent).toHaveBeenLastCalledWith('orderRules', ['r1', 'r2', expect.any(String), 'r3']))
    expect(sent).toHaveBeenCalledWith('saveRule', { ...rules[1], id: expect.any(String), enabled: false })
    expect(await screen.findByText('已复制到它下面，先关着')).toBeTruthy()
  })

  it('leave a damaged one out and show the others', async () => {
    await showRules()
    await act(() => rulesItem.setValue([{ id: 'broken' } as never, ...rules]))
    await vi.waitFor(() => expect(screen.getAllByRole('switch', { name: /^启用规则/u })).toHaveLength(3))
  })

  it('say that they sleep', async () => {
    await showRules()
    await act(() => rulesItem.setValue([aRule({ id: 'r9', who: { contacts: ['c1', 'c2'] } })]))
    await act(() => sleepingItem.setValue({ r9: ['c1', 'c2'] }))
    expect(await screen.findByText('休眠：这次登录里认不出 2 个联系人')).toBeTruthy()
    await act(() => sleepingItem.setValue({ r9: ['c1'] }))
    expect(await screen.findByText('这次登录里认不出 1 个联系人，对他们不回复')).toBeTruthy()
  })
})

describe('the editor', () => {
  async function openNew(): Promise<void> {
    await show(online)
    fireEvent.click(await screen.findByRole('button', { name: '写第一条规则' }))
    await screen.findByRole('form', { name: '新规则' }, { timeout: 10_000 })
  }
  const fill = (label: string | RegExp, value: string) =>
    fireEvent.input(screen.getByLabelText(label), { target: { value } })
  const save = () => fireEvent.click(screen.getByRole('button', { name: '保存' }))

  it('saves the rule that its preview says, with what still stands in the box', async () => {
    await openNew()
    fill('关键词', '在吗')
    fireEvent.keyDown(screen.getByLabelText('关键词'), { key: 'Enter' })
    fill('关键词', '有空')
    fill('回复内容', '稍后回')
    expect(screen.getByRole('figure', { name: '预览' }).textContent).toBe(
      '当好友发来含「在吗」或「有空」，回复「稍后回」',
    )

    sent.mockResolvedValueOnce({ kind: 'saved' })
    save()
    await vi.waitFor(() => expect(view.value).toEqual({ name: 'tabs' }))
    expect(sent).toHaveBeenCalledWith(
      'saveRule',
      expect.objectContaining({
        what: { ...BLANK.what, groups: [{ join: 'all', conditions: [has('在吗', '有空')] }] },
        reply: { ...BLANK.reply, texts: [{ text: '稍后回', weight: 1 }] },
      }),
    )
  })

  it('does not take the Enter that ends the input of a Chinese word', async () => {
    await openNew()
    fill('关键词', 'zai')
    fireEvent.keyDown(screen.getByLabelText('关键词'), { key: 'Enter', isComposing: true })
    expect(screen.queryByRole('button', { name: /^移除关键词/u })).toBeNull()
  })

  it('says what is wrong beside each field, and stops saying it when it is mended', async () => {
    await openNew()
    save()
    expect(await screen.findByText('写上要回复的内容。')).toBeTruthy()
    expect(screen.getByText(/^有 2 处要改/u)).toBeTruthy()
    expect(screen.getByLabelText('关键词').getAttribute('aria-invalid')).toBe('true')
    expect(sent).not.toHaveBeenCalledWith('saveRule', expect.anything())
    fill('回复内容', '好')
    await vi.waitFor(() => expect(screen.queryByText('写上要回复的内容。')).toBeNull())
  })

  it('says why RE2 refuses a pattern', async () => {
    await openNew()
    fireEvent.change(screen.getByLabelText('消息文字'), { target: { value: 'pattern' } })
    fill('正则表达式', '(?=在)')
    fill('回复内容', '好')
    save()
    expect(await screen.findByText(/^这个正则表达式不能用：/u)).toBeTruthy()
  })

  it('shows what the background refuses, and keeps everything when it does not answer', async () => {
    await openNew()
    fill('关键词', '在吗')
    fill('回复内容', '好')
    sent.mockResolvedValueOnce({
      kind: 'refused',
      problems: [{ field: 'rule', code: 'too-many-rules', detail: '500' }],
    })
    save()
    expect(await screen.findByText('最多 500 条规则，请先删掉一些。')).toBeTruthy()
    sent.mockRejectedValueOnce(new Error('no receiver'))
    save()
    expect(await screen.findByText(/没能保存/u)).toBeTruthy()
    expect((screen.getByLabelText('回复内容') as HTMLTextAreaElement).value).toBe('好')
  })

  it('keeps what was not saved, and offers it again', async () => {
    await openNew()
    fill('回复内容', '写了一半')
    await vi.waitFor(async () => expect(await readUnsaved()).toMatchObject({ isNew: true }))
    // The popup closes; the next day it is opened again.
    cleanup()
    view.value = { name: 'tabs' }
    await show(online)
    const line = (await screen.findByText('有一条没保存的规则')).parentElement as HTMLElement
    fireEvent.click(within(line).getByRole('button', { name: '编辑' }))
    fireEvent.click(await screen.findByRole('button', { name: '接着写' }))
    await vi.waitFor(() => expect((screen.getByLabelText('回复内容') as HTMLTextAreaElement).value).toBe('写了一半'))
    fireEvent.click(screen.getByRole('button', { name: '取消' }))
    await vi.waitFor(async () => expect(await readUnsaved()).toBeNull())
    await vi.waitFor(() => expect(screen.queryByText('有一条没保存的规则')).toBeNull())
  })

  it('forgets what is discarded, and what is saved', async () => {
    await openNew()
    fill('关键词', '在吗')
    fill('回复内容', '好')
    await vi.waitFor(async () => expect(await readUnsaved()).not.toBeNull())
    sent.mockResolvedValueOnce({ kind: 'saved' })
    save()
    await vi.waitFor(async () => expect(await readUnsaved()).toBeNull())
  })

  it('keeps what it has no fields for, and says it', async () => {
    const rule = aRule({ name: '值班', goOn: true, reply: { mode: 'draft', texts: [{ text: '好', weight: 1 }] } })
    await show(online)
    await act(() => rulesItem.setValue([rule]))
    fireEvent.click(await screen.findByRole('button', { name: '值班' }))
    await screen.findByRole('form', { name: '编辑规则' })
    expect(screen.getByText('只拟草稿', { selector: 'li' })).toBeTruthy()
    expect(screen.getByRole('link', { name: '在工作台里编辑' }).getAttribute('href')).toMatch(/#\/rules\/r1$/u)
    fill('回复内容', '好的')
    sent.mockResolvedValueOnce({ kind: 'saved' })
    save()
    await vi.waitFor(() =>
      expect(sent).toHaveBeenCalledWith('saveRule', {
        ...rule,
        reply: { ...rule.reply, texts: [{ text: '好的', weight: 1 }] },
      }),
    )
  })

  it('takes a change back with the button, and with the keys outside of text boxes', async () => {
    await openNew()
    fireEvent.click(screen.getByRole('button', { name: '群' }))
    const isChosen = () => screen.getByRole('button', { name: '群' }).getAttribute('aria-pressed')
    await vi.waitFor(() => expect(isChosen()).toBe('true'))
    fireEvent.keyDown(screen.getByLabelText('回复内容'), { key: 'z', ctrlKey: true })
    expect(isChosen()).toBe('true')
    fireEvent.keyDown(screen.getByRole('button', { name: '群' }), { key: 'z', ctrlKey: true })
    await vi.waitFor(() => expect(isChosen()).toBe('false'))
    fireEvent.click(screen.getByRole('button', { name: /^重做/u }))
    await vi.waitFor(() => expect(isChosen()).toBe('true'))
  })
})
