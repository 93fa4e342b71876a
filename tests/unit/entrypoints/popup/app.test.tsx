// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { App } from '../../../../entrypoints/popup/app.tsx'
import { storedReady } from '../../../../entrypoints/popup/stored.ts'
import { localDay } from '../../../../lib/time.ts'
import { tab, view } from '../../../../entrypoints/popup/view.ts'
import { setLanguage } from '../../../../lib/i18n/t.ts'
import { sendMessage } from '../../../../lib/messaging.ts'
import {
  controlsItem,
  noticesItem,
  pageHealthItem,
  preferencesItem,
  qrItem,
  rulesItem,
  sleepingItem,
  statusItem,
  todayItem,
} from '../../../../lib/settings.ts'
import type { LoggedOutWhy, Status } from '../../../../lib/settings.ts'
import { requestTrouble } from '../../../../lib/ui/request.ts'
import { aRule } from '../pages/a-rule.ts'

vi.mock(import('../../../../lib/messaging.ts'), async (original) => ({ ...(await original()), sendMessage: vi.fn() }))

const sent = vi.mocked(sendMessage)
const online: Status = { state: 'online', account: '1', nick: '小明', listener: 'background', since: 0 }

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

    await act(() => controlsItem.setValue({ autoReply: true, pausedUntil: Date.now() + 60_000 }))
    fireEvent.click(await screen.findByRole('button', { name: '继续' }))
    expect(sent).toHaveBeenLastCalledWith('pauseUntil', null)
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
    aRule({ id: 'r2', what: { texts: ['急'] } }),
    aRule({ id: 'r3', what: { texts: ['几点'] } }),
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
    await screen.findByRole('form', { name: '新规则' })
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
        what: { match: 'any-of', texts: ['在吗', '有空'], ignoreCase: true },
        reply: { text: '稍后回' },
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
})
