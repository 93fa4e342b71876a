import { expect, test } from './support/fixtures.ts'
import { violationsOf } from './support/axe.ts'
import type { Companion, Tab } from './support/companion.ts'
import { openOfficialPage } from './support/official-page.ts'
import { setPreferences } from './support/preferences.ts'
import { logIn, makeRule, waitForState } from './support/steps.ts'

test('logged out, logging in, offline and online: each in words, readable in light and dark', async ({
  popup,
  phone,
}) => {
  await test.step('nobody is logged in', async () => {
    await popup.role('img', '登录二维码').waitVisible()
    await waitForState(popup, '等待扫码')
    await popup.text('扫码登录后，规则才会回复。').waitVisible()
    await checkScreen(popup)
  })

  await test.step('logging in', async () => {
    await phone.fault({ path: 'login2', kind: 'hang' })
    await phone.waitForQr()
    await phone.confirm()
    await waitForState(popup, '正在登录')
    await checkScreen(popup)
  })

  await test.step('offline before the login was through', async () => {
    await phone.cutLine(true)
    await waitForState(popup, '离线')
    await popup.text('连不上服务器', { exact: true }).waitVisible()
    await popup.text(/从 \d\d:\d\d 起。/).waitVisible()
    await popup.role('button', '重试').waitVisible()
    await checkScreen(popup)
    await phone.cutLine(false)
    await popup.role('button', '重试').click()
    await waitForState(popup, '在线 · 后台在接收')
  })

  await test.step('online, with a rule', async () => {
    await makeRule(popup, { keyword: '在吗', reply: '稍后联系' })
    await checkScreen(popup)
  })

  await test.step('paused, and on again', async () => {
    await popup.role('button', '暂停 1 小时').click()
    await popup
      .role('banner')
      .role('status')
      .waitText(/在线 · 暂停到 .*\d\d:\d\d/)
    await checkScreen(popup)
    await popup.role('button', '继续').click()
    await waitForState(popup, '在线 · 后台在接收')
  })

  await test.step('the kill switch is off', async () => {
    await popup.role('switch', '自动回复总开关').click()
    await waitForState(popup, '在线 · 自动回复已关')
    await checkScreen(popup)
    await popup.role('switch', '自动回复总开关').click()
    await waitForState(popup, '在线 · 后台在接收')
  })

  await test.step('the line is cut while it listens; the button tries at once', async () => {
    await phone.waitForPoll()
    await phone.cutLine(true)
    await waitForState(popup, '离线')
    await popup.text('规则照常可以编辑，存档和导出可用。离线期间的消息不会被补发。').waitVisible()
    await checkScreen(popup)
    await phone.cutLine(false)
    await popup.role('button', '重试').click()
    await waitForState(popup, '在线 · 后台在接收')
    await phone.waitForPoll()
  })
})

test('a w.qq.com tab receives: said in words with how to hand over, readable in light and dark', async ({
  companion,
  popup,
  phone,
}) => {
  await phone.settings({ ptwebqq: 'issued' })
  await logIn(popup, phone)
  await openOfficialPage(companion, phone)
  await popup.bringToFront()
  await waitForState(popup, '在线 · 网页在接收')
  await popup.role('button', '谁在接收').click()
  await popup
    .text('网页在接收：它收到的消息同样进存档，规则照常回复。关闭 w.qq.com 的标签页，后台几秒后接手。')
    .waitVisible()
  await checkScreen(popup)
})

test.describe('the access to qq.com is taken away', () => {
  // Chromium complains of the replies to calls that were on their way in that moment.
  test.use({ allowedErrors: [/blocked by CORS policy/] })

  test('the popup asks for it, nothing is called meanwhile, and everything comes back', async ({
    companion,
    popup,
    phone,
  }) => {
    await logIn(popup, phone)
    await companion.setSiteAccess(false)
    await waitForState(popup, '需要处理')
    const before = (await phone.requests()).at(-1)?.id ?? 0
    await popup.text('还没有访问 qq.com 的权限', { exact: true }).waitVisible()
    await checkScreen(popup)
    const meanwhile = (await phone.requests(before)).filter(({ host }) => host.endsWith('qq.com'))
    expect(meanwhile.map(({ path }) => path)).toEqual([])
    await giveAccess(companion, popup)
    await waitForState(popup, '在线 · 后台在接收')
    await phone.waitForPoll()
  })
})

test('the tabs, the editor, the settings and the workbench are readable in light and dark', async ({
  companion,
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await makeRule(popup, { keyword: '在吗', reply: '稍后联系' })
  await phone.friendSays('强哥', '在吗')
  await phone.waitForSent(1)

  await popup.role('tab', '最近').click()
  await popup.role('list', '会话').waitText('强哥')
  await checkScreen(popup)
  await popup.role('radio', '记录').click()
  await popup.role('list', '记录').css('summary').click()
  await popup.role('list', '原因').waitText(/\d+ 项保护都通过.*消息文字/s)
  await checkScreen(popup)
  await popup.role('tab', '导出').click()
  await popup.role('list', '只导出一个会话').waitText('强哥')
  await checkScreen(popup)
  await popup.role('button', '设置').click()
  await checkScreen(popup)
  await popup.role('button', '返回').click()
  await popup.role('tab', '规则').click()
  await popup.role('button', '新规则').click()
  await popup.role('radio', '指定联系人').click()
  await popup.role('checkbox', '晨晨').click()
  await popup.role('button', '保存').click()
  await popup.text(/处要改/).waitVisible()
  await checkScreen(popup)

  const workbench = await companion.open(companion.extensionUrl('workbench.html#/contacts'))
  await workbench.role('link', '球友').click()
  await workbench.role('table', '成员').waitText('强哥&球拍')
  await checkColours(workbench)
  await workbench.role('navigation', '工作台').role('link', '导出').click()
  await workbench.role('button', '开始导出').click()
  await workbench.text('导出完成').first().waitVisible()
  await checkColours(workbench)
  for (const [address, words] of PAGES) {
    await workbench.goto(companion.extensionUrl(`workbench.html${address}`))
    await workbench.text(words).first().waitVisible()
    await checkColours(workbench)
  }
})

/** Pages of the workbench, and what is read there once they are drawn. */
const PAGES = [
  ['#/chats', '选一个会话'],
  [`#/chats?q=${encodeURIComponent('周六')}`, '找到'],
  ['#/import', '选择文件'],
  ['#/verify', '校验不能证明什么'],
  ['#/statistics', '一周里的时段'],
  ['#/storage', /条消息，\d+ 个会话/],
  ['#/rules', '稍后联系'],
  ['#/rules/starters', '离开时告知'],
  ['#/rules/statistics', '各条规则'],
  ['#/lab?message=', '写一条消息'],
  ['#/lab/lint', '没有发现问题'],
  ['#/settings', '自带的放假安排'],
  ['#/diagnostics', '与服务器相差'],
] as const

test.describe('in English', () => {
  test.use({ preferences: { language: 'en' }, launch: { language: 'en' } })

  test('the same states speak English', async ({ popup, phone }) => {
    await popup.role('img', 'Login QR code').waitVisible()
    await checkScreen(popup, 'en')
    await phone.waitForQr()
    await phone.confirm()
    await waitForState(popup, 'Online · background listens')
    await checkScreen(popup, 'en')
    await phone.waitForPoll()
    await phone.cutLine(true)
    await waitForState(popup, 'Offline')
    await checkScreen(popup, 'en')
    const chinese = await popup.evaluate(() => document.body.innerText.match(/\p{Script=Han}+/gu) ?? [], undefined)
    // The account's own name, and its first letter as a picture.
    expect(chinese.filter((words) => !'小明'.includes(words))).toEqual([])
  })
})

/** Chromium asks in a bubble of its own that nobody can press here: there the user gives access in the browser's settings. */
async function giveAccess(companion: Companion, popup: Tab): Promise<void> {
  await popup.role('button', '允许访问 qq.com').click()
  if (companion.kind === 'chromium') await companion.setSiteAccess(true)
}

/** Nothing is wider or higher than the popup may be, and WCAG A and AA hold in both themes. */
async function checkScreen(popup: Tab, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<void> {
  const size = await popup.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement
    return { scrollWidth, scrollHeight, width: innerWidth, height: innerHeight }
  }, undefined)
  expect(size).toMatchObject({ width: 380, height: 600 })
  expect(size.scrollWidth).toBe(380)
  expect(size.scrollHeight).toBeLessThanOrEqual(600)
  await checkColours(popup, language)
}

async function checkColours(page: Tab, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await setPreferences(page, { language, theme })
    await page.css(`html[data-theme="${theme}"]`).waitVisible()
    expect(await violationsOf(page), `in ${theme}`).toEqual([])
  }
}
