import { PAGE_BUILDS } from '../simulator/settings.ts'
import type { LoggedRequest, Phone } from '../support/phone.ts'
import { until } from '../support/until.ts'
import type { Companion, Tab } from './support/companion.ts'
import { expect, test } from './support/fixtures.ts'
import { onOfficialPage, openOfficialPage, waitForBackgroundPoll } from './support/official-page.ts'
import type { OfficialPage } from './support/official-page.ts'
import { setPreferences } from './support/preferences.ts'
import { archiveRows, makeRule, openDecisions, waitForDecision, waitForState } from './support/steps.ts'

test.use({ preferences: { replyDelayMs: 0 } })

const FIRST = 1234567890
const SECOND = 2233445566
/** A member of 周末羽毛球 who is nobody's friend. */
const TOM = 398877000
/** A member of 同城二手. */
const SELLER = 200000000
const HELD = '未回复 · 我正亲自回复这个会话（我来回）'

interface Row {
  text: string
  source: string
  direction: string
  account: string
}

for (const pageBuild of PAGE_BUILDS) {
  test(`build ${pageBuild}: what the page hears is archived and answered beside it, and the user's own words are left alone`, async ({
    companion,
    popup,
    phone,
  }) => {
    await phone.settings({ pageBuild })
    await phone.world({ setMask: { group: '同城二手', mask: 2 } })
    await makeRule(popup, { keyword: '在吗', reply: '稍后联系', everywhere: true })
    await openDecisions(popup)
    const page = await openOfficialPage(companion, phone)

    await page.logIn()
    await waitForState(popup, '在线 · 网页在接收')

    await test.step('a rule answers a friend in the background, with the tickets of the page', async () => {
      await phone.friendSays('Lily', '在吗')
      await waitForDecision(popup, '在吗', '已回复')
      expect((await phone.sent()).map(({ to, text }) => [to?.name, text])).toEqual([['Lily', '稍后联系']])
      const requests = await phone.requests()
      const send = requests.find(({ path }) => path === '/channel/send_buddy_msg2')
      const poll = requests.find(({ path }) => path === '/channel/poll2')
      expect([send?.viaPage, poll?.viaPage]).toEqual([false, true])
      expect(ticket(send)).toBe(ticket(poll))
    })

    await test.step('what the page throws away is archived, and answered where a rule fits', async () => {
      // First, since the page knows whoever is in a group that it shows.
      await phone.strangerSays({ group: '周末羽毛球' }, TOM, '生人的悄悄话', { deliver: true })
      await phone.groupSays('周末羽毛球', TOM, '群里的生人')
      await phone.groupSays('同城二手', SELLER, { text: '在吗，屏蔽的群', mentionMe: true })
      await waitForDecision(popup, '@小明 在吗，屏蔽的群', '已回复')
      const shown = await page.tab.evaluate(() => document.body.textContent, undefined)
      for (const text of ['在吗，屏蔽的群', '生人的悄悄话']) expect(shown).not.toContain(text)
      if (pageBuild === '20161220') expect(shown).not.toContain('群里的生人')
    })

    await test.step('what the user sends there is archived once, and rules keep out of that chat', async () => {
      await page.openChat('Lily')
      await page.send('我自己来')
      await until('the own message', async () => (await phone.sent()).some(({ text }) => text === '我自己来'))
      await phone.friendSays('Lily', '在吗，自己回')
      await phone.friendSays('王芳', '在吗，王芳')
      await waitForDecision(popup, '在吗，自己回', HELD)
      await waitForDecision(popup, '在吗，王芳', '已回复')
    })

    await test.step('so they do while the user writes', async () => {
      await page.openChat('强哥')
      await page.write('写到一半')
      await phone.friendSays('强哥', '在吗，强哥')
      await phone.friendSays('晨晨', '在吗，晨晨')
      await waitForDecision(popup, '在吗，强哥', HELD)
      await waitForDecision(popup, '在吗，晨晨', '已回复')
    })

    await test.step('everything is in the archive once, and the background has never polled', async () => {
      const rows = await archiveRows<Row>(popup, 'messages')
      expect(rows.map(({ direction, source, text }) => `${direction} ${source} ${text}`).toSorted()).toEqual(
        [
          ...['在吗', '群里的生人', '@小明 在吗，屏蔽的群', '生人的悄悄话'].map((text) => `in page ${text}`),
          ...['在吗，自己回', '在吗，王芳', '在吗，强哥', '在吗，晨晨'].map((text) => `in page ${text}`),
          'out page 我自己来',
          ...Array.from({ length: 4 }, () => 'out outbox 稍后联系'),
        ].toSorted(),
      )
      expect(await linesOfBackground(phone)).toEqual([])
    })
  })
}

test('a page that listens to nobody does not hold the line, and the background goes on with its login', async ({
  companion,
  popup,
  phone,
}) => {
  await phone.settings({ ptwebqq: 'issued' })
  await makeRule(popup, { keyword: '在吗', reply: '稍后联系' })
  await openDecisions(popup)
  const page = await openOfficialPage(companion, phone, 'http://web2.qq.com/')

  await test.step('at web2.qq.com the page is the same', async () => {
    await page.logIn()
    await waitForState(popup, '在线 · 网页在接收')
    await phone.friendSays('Lily', '在吗，网页')
    await waitForDecision(popup, '在吗，网页', '已回复')
    expect((await waitForRow(popup, '在吗，网页')).source).toBe('page')
    expect(await linesOfBackground(phone)).toEqual([])
  })

  await test.step('the service ends its polls: the background listens with its tickets, and the popup says so', async () => {
    await phone.fault({ path: '/poll2', kind: 'retcode', retcode: 100 })
    await popup.text('网页已停止接收').waitVisible(20_000)
    await waitForBackgroundPoll(phone)
    await phone.friendSays('强哥', '在吗，后台')
    await waitForDecision(popup, '在吗，后台', '已回复')
    expect((await waitForRow(popup, '在吗，后台')).source).toBe('poll')
    const requests = await phone.requests()
    expect(requests.filter(({ path }) => path === '/channel/login2').map(({ viaPage }) => viaPage)).toEqual([true])
    expect(new Set(requests.filter(({ path }) => path === '/channel/poll2').map(ticket)).size).toBe(1)
  })

  await test.step('nobody listens in its place when the user does not want that, until the button is pressed', async () => {
    await waitForBackgroundPoll(phone)
    await setPreferences(popup, { replyDelayMs: 0, listenForStoppedPage: false })
    // The poll that is held is left to end by itself.
    await phone.friendSays('王芳', '在吗，最后')
    await waitForDecision(popup, '在吗，最后', '已回复')
    await phone.settings({ holdSeconds: 4 })
    await waitForState(popup, '网页已停止接收')
    await phone.settings({ holdSeconds: 60 })
    await phone.friendSays('晨晨', '在吗，按钮')
    const { queued, polling } = await phone.state()
    expect([queued > 0, polling?.held === true]).toEqual([true, false])
    await popup.bringToFront()
    await popup.role('button', '让后台接收').click()
    await waitForDecision(popup, '在吗，按钮', '已回复')
    await waitForState(popup, '在线 · 后台在接收')
  })

  await test.step('loaded anew it listens again', async () => {
    await page.tab.reload()
    await page.waitForPoll()
    await waitForState(popup, '在线 · 网页在接收')
  })

  await test.step('the browser drops it: the background listens, and a tab that shows the login form holds nothing', async () => {
    // With this cookie the next page would log in by itself.
    await page.tab.evaluate(() => {
      document.cookie = 'ptwebqq=; domain=qq.com; path=/; max-age=0'
    }, undefined)
    const since = await lastRequest(phone)
    const form = await openOfficialPage(companion, phone)
    await form.waitForForm(since)
    expect((await phone.state()).polling?.viaPage).toBe(true)
    await page.tab.discard()
    await waitForBackgroundPoll(phone)
    await waitForState(popup, '在线 · 后台在接收')
    await phone.friendSays(601000001, '在吗，丢弃')
    await waitForDecision(popup, '在吗，丢弃', '已回复')
    const lines = (await phone.requests(since)).filter(isLine)
    expect(lines.map(({ path }) => path)).not.toContain('/channel/login2')
    expect((await phone.state()).logins).toBe(1)
  })
})

test('what a page hears for another account than that of the cookies is archived and never answered', async ({
  companion,
  popup,
  phone,
  kind,
}) => {
  await makeRule(popup, { keyword: '在吗', reply: '稍后联系' })
  const first = await openOfficialPage(companion, phone)

  await test.step('the page logs in by its form without a navigation, and the background not beside it', async () => {
    // A page of ours without a code, since the phone scans the one that is shown last.
    await popup.goto(companion.extensionUrl('workbench.html'))
    await first.waitForForm()
    await until('the background to wait for cookies', () => isLoggedOut(popup))
    // The cookies are there before the page knows.
    await phone.fault({ path: '/proxy.html', kind: 'slow', ms: 1_000 })
    await first.logIn()
    await popup.goto(companion.extensionUrl('popup.html'))
    await waitForState(popup, '在线 · 网页在接收')
    expect(await linesOfBackground(phone)).toEqual([])
  })

  await phone.friendSays('Lily', '在吗一')
  await phone.waitForSent(1)

  const second = await test.step('another account logs in by the form of a second tab, and both listen', async () => {
    await phone.account(SECOND, '小红')
    const since = await lastRequest(phone)
    const page = await openOfficialPage(companion, phone)
    await page.logIn(since)
    await phone.friendSays('隔壁老王', '在吗二')
    await phone.waitForSent(1)
    await popup.role('banner').waitText('小红')
    return page
  })

  const saysToFirst = async (text: string) => {
    await phone.account(FIRST)
    await phone.friendSays('Lily', text)
    expect(await waitForRow(popup, text)).toMatchObject({ account: String(FIRST), source: 'page' })
  }

  await test.step('the first goes on hearing', async () => {
    await saysToFirst('在吗三')
    await waitForState(popup, '在线 · 网页在接收')
  })

  await test.step('alone it holds the line all the same, and the popup says what that means', async () => {
    const since = await lastRequest(phone)
    await second.tab.close()
    await waitForState(popup, '网页在接收 · 不能回复')
    await popup.text('网页登录的是另一个账号').waitVisible()
    await saysToFirst('在吗四')
    expect(await linesOfBackground(phone, since)).toEqual([])
  })

  await test.step('when it is closed the background listens in the login of the cookies', async () => {
    await first.tab.close()
    await waitForState(popup, '在线 · 后台在接收')
    await phone.account(SECOND)
    await phone.friendSays('隔壁老王', '在吗五')
    await phone.waitForSent(2)
    await phone.account(FIRST)
    expect((await phone.sent()).map(({ text }) => text)).toEqual(['稍后联系'])
  })

  // Chromium has no containers, and a private window without the extension.
  if (kind === 'firefox') {
    await test.step('a tab in a container is left alone, and the user is told', async () => {
      const since = await lastRequest(phone)
      const inContainer = await openInContainer(companion, popup, phone)
      await inContainer.logIn(since)
      await popup.text('隐私窗口或容器标签页里的 w.qq.com 不归本扩展管：那里的消息不存档，也不回复。').waitVisible()
      await phone.friendSays('Lily', '在吗六')
      await inContainer.openChat('Lily')
      await inContainer.waitForMessage('在吗六')
      await phone.account(SECOND)
      await phone.friendSays('小美', '在吗七')
      await phone.waitForSent(3)
      const texts = (await archiveRows<Row>(popup, 'messages')).map(({ text }) => text)
      expect(texts).toContain('在吗七')
      expect(texts).not.toContain('在吗六')
    })
  }
})

const isLine = ({ path }: LoggedRequest) => path === '/channel/login2' || path === '/channel/poll2'

/** Logins and polls of the background after request `since`. */
async function linesOfBackground(phone: Phone, since = 0): Promise<LoggedRequest[]> {
  return (await phone.requests(since)).filter((request) => isLine(request) && !request.viaPage)
}

const lastRequest = async (phone: Phone) => (await phone.requests()).at(-1)?.id ?? 0

/** What says in which login a call is made. */
const ticket = (request: LoggedRequest | undefined) => (request?.r as { psessionid?: string } | undefined)?.psessionid

const waitForRow = (popup: Tab, text: string) =>
  until(`「${text}」 in the archive`, async () =>
    (await archiveRows<Row>(popup, 'messages')).find((row) => row.text === text),
  )

interface ExtensionPage {
  storage: { session: { get(name: 'status'): Promise<{ status?: { state: string } }> } }
  tabs: { create(tab: { url: string; cookieStoreId: string }): Promise<unknown> }
}
declare const browser: ExtensionPage | undefined
declare const chrome: ExtensionPage

const isLoggedOut = (page: Tab) =>
  page.evaluate(async () => {
    const { session } = (typeof browser === 'undefined' ? chrome : browser).storage
    return (await session.get('status')).status?.state === 'logged-out'
  }, undefined)

/** Opens the page in the first of the containers that Firefox comes with; no other tab may have it open. */
async function openInContainer(companion: Companion, popup: Tab, phone: Phone): Promise<OfficialPage> {
  await popup.evaluate(async () => {
    await browser?.tabs.create({ url: 'http://w.qq.com/', cookieStoreId: 'firefox-container-1' })
  }, undefined)
  return onOfficialPage(await companion.waitForTab('http://w.qq.com/'), phone)
}
