import { expect, test } from './support/fixtures.ts'
import { violationsOf } from './support/axe.ts'
import type { Tab } from './support/companion.ts'
import { logIn, makeRule, openDecisions, signOut, waitForDecision, waitForState } from './support/steps.ts'
import type { LoggedRequest, Phone } from '../support/phone.ts'
import { until } from '../support/until.ts'

test.use({ preferences: { replyDelayMs: 0 } })

const HOUR = 3_600_000
const RULE = { pattern: '^问(.+)$', reply: '答{capture:1}' }

test('the end of a login is announced an hour before, and said afterwards with what to do', async ({
  companion,
  popup,
  phone,
}) => {
  await test.step('a code that nobody scans for two minutes is replaced by itself', async () => {
    const code = popup.role('img', '登录二维码')
    await code.waitVisible()
    await phone.waitForQr()
    const old = await code.attribute('src')
    await phone.advanceClock(121_000)
    await popup.text('上一个二维码已过期，或在手机上被拒绝。这是新的。').waitVisible(15_000)
    expect(await code.attribute('src')).not.toBe(old)
  })

  await logIn(popup, phone)
  await makeRule(popup, RULE)

  await test.step('47 hours and a bit later the popup says until when it lasts', async () => {
    await phone.advanceClock(47.5 * HOUR)
    await ageLogin(popup, 47.5 * HOUR)
    await companion.killBackground()
    await wake(popup)
    await popup
      .role('banner')
      .role('status')
      .waitText(/^在线 · .*\d\d:\d\d 前须重新扫码$/, 30_000)
    await popup.role('region', '提示').waitText(/QQ 每次登录约两天后结束，这一次最迟到 .*\d\d:\d\d。届时请重新扫码。/)
    expect(await violationsOf(popup)).toEqual([])
    await phone.waitForPoll(20_000)
  })

  await test.step('until then it works as ever', async () => {
    await phone.friendSays('强哥', '问一')
    await phone.waitForSent(1)
  })

  await test.step('after 48 hours the service has only empty replies: said, and a code is there to scan', async () => {
    await phone.settings({ deadForm: 'retmsg-ok-flood' })
    await phone.advanceClock(HOUR)
    await waitForState(popup, '等待扫码')
    await popup.text('QQ 每次登录约两天后结束：请重新扫码，规则就会继续。离线期间的消息不会被补发。').waitVisible()
    expect(
      await popup
        .role('region', '提示')
        .text(/最迟到/)
        .count(),
    ).toBe(0)
  })

  await test.step('a scan begins another two days', async () => {
    await logIn(popup, phone)
    await phone.friendSays('Lily', '问二')
    expect((await phone.waitForSent(2)).map(({ text }) => text)).toEqual(['答一', '答二'])
  })
})

test('a network that asks for a login of its own: said in words, and all goes on by itself afterwards', async ({
  popup,
  phone,
}) => {
  await test.step('no code can be had', async () => {
    await popup.role('img', '登录二维码').waitVisible()
    await phone.portal('redirect')
    await popup.text('没能取到二维码：您的网络要求先登录。请打开任意网页完成登录，再重试。').waitVisible(15_000)
    await phone.portal('off')
  })

  await logIn(popup, phone)
  await makeRule(popup, RULE)

  await test.step('no message comes', async () => {
    await phone.portal('page')
    await endHeldPoll(phone)
    await waitForState(popup, '离线')
    await popup.role('main').waitText('您的网络要求先登录')
    await popup.role('main').waitText('请打开任意网页，完成它的登录，然后重试。')
    expect(await violationsOf(popup)).toEqual([])
  })

  await test.step('what was written meanwhile is answered when the network is there', async () => {
    await phone.friendSays('强哥', '问一')
    await phone.portal('off')
    await waitForState(popup, '在线 · 后台在接收')
    await phone.waitForSent(1)
    expect((await phone.state()).logins).toBe(1)
  })
})

test('a login survives what can be survived without a scan, and ends when one signs out', async ({
  companion,
  popup,
  phone,
}) => {
  await phone.settings({ era: '2016' })
  await logIn(popup, phone)
  await makeRule(popup, RULE)
  await openDecisions(popup)

  await test.step('116 brings another ptwebqq: the page reads it, and a woken background gets its lists with it', async () => {
    const before = await ptwebqqOf(popup)
    await phone.rotatePtwebqq()
    await until('the new cookie', async () => (await ptwebqqOf(popup)) !== before)
    await phone.waitForPoll()
    const since = await lastRequest(phone)
    await phone.world({ addFriend: { number: 777000111, nick: '新来的', remark: '老同学' } })
    await companion.killBackground()
    await wake(popup)
    const [list] = await until('the lists', async () => {
      const asked = await callsOf(phone, '/get_user_friends2', since)
      return asked.some(({ retcode }) => retcode !== null) && asked
    })
    expect(list).toMatchObject({ retcode: 0 })
    await phone.friendSays('老同学', '问一')
    await waitForDecision(popup, '问一', '已回复')
    await popup.role('list', '记录').waitText('老同学')
    expect(await callsOf(phone, '/login2')).toHaveLength(1)
  })

  await test.step('121, and the account is won back with the same cookies', async () => {
    await phone.secondLogin({ relink: true })
    await phone.waitForPoll(20_000)
    await phone.friendSays('强哥', '问二')
    await waitForDecision(popup, '问二', '已回复')
    await waitForState(popup, '在线 · 后台在接收')
    expect((await phone.state()).logins).toBe(1)
    expect(await callsOf(phone, '/login2')).toHaveLength(2)
  })

  await test.step('no ticket is taken any more, but the login service still knows the account', async () => {
    await phone.fault({ path: 'login2', kind: 'retcode', retcode: 103 })
    await phone.fault({ path: 'get_online_buddies2', kind: 'retcode', retcode: 103, times: 2 })
    await phone.fault({ path: 'poll2', kind: 'retcode', retcode: 103, times: 2 })
    await until('another login', async () => (await phone.state()).logins === 2, 20_000)
    await phone.clearFaults()
    await waitForState(popup, '在线 · 后台在接收')
    await phone.waitForPoll()
    await phone.friendSays('Lily', '问三')
    await waitForDecision(popup, '问三', '已回复')
    expect(await callsOf(phone, '/ptqrshow')).toHaveLength(1)
  })

  await test.step('signed out: the service is told, and nobody logs in again', async () => {
    const since = await lastRequest(phone)
    await signOut(popup)
    await popup.text('已退出登录。规则和存档都还在。').waitVisible()
    expect((await phone.state()).login).toMatchObject({ alive: false, ended: 'logout' })
    await popup.role('img', '登录二维码').waitVisible()
    await phone.waitForQr()
    await until('the new code to be asked about', async () => (await callsOf(phone, '/ptqrlogin', since)).length > 1)
    for (const path of ['/pt4_auth', '/login2', '/poll2']) expect(await callsOf(phone, path, since), path).toEqual([])
  })

  await test.step('the next scan works at once', async () => {
    await logIn(popup, phone)
    await phone.friendSays('晨晨', '问四')
    expect((await phone.waitForSent(4)).map(({ text }) => text)).toEqual(['答一', '答二', '答三', '答四'])
  })
})

async function callsOf(phone: Phone, path: string, since = 0): Promise<LoggedRequest[]> {
  return (await phone.requests(since)).filter((request) => request.path.endsWith(path))
}

async function lastRequest(phone: Phone): Promise<number> {
  return (await phone.requests()).at(-1)?.id ?? 0
}

/** The poll that is held now ends, as every connection does when the network becomes another one. */
async function endHeldPoll(phone: Phone): Promise<void> {
  await phone.settings({ holdSeconds: 0.1 })
  await until('the poll to end', async () => (await phone.state()).polling?.held === false)
  await phone.settings({ holdSeconds: 60 })
}

/** Something a user does that wakes a background that has died. */
async function wake(popup: Tab): Promise<void> {
  await popup.role('button', '暂停 1 小时').click()
  await popup.role('button', '继续').click()
}

interface ExtensionPage {
  cookies: { get(which: { url: string; name: string }): Promise<{ value: string } | null> }
  storage: {
    session: {
      get(keys: string[]): Promise<{ login: { since: number }; seen: { at: number } }>
      set(items: object): Promise<void>
    }
  }
}
declare const browser: ExtensionPage | undefined
declare const chrome: ExtensionPage

/** Makes the login that is up older by `ms`, in the stored state that a woken background goes by. */
function ageLogin(page: Tab, ms: number): Promise<void> {
  return page.evaluate(async (age) => {
    const { session } = (typeof browser === 'undefined' ? chrome : browser).storage
    const { login, seen } = await session.get(['login', 'seen'])
    await session.set({
      login: { ...login, since: login.since - age },
      seen: { ...seen, at: seen.at - age },
    })
  }, ms)
}

/** The cookie as the page on w.qq.com reads it. */
function ptwebqqOf(page: Tab): Promise<string | null> {
  return page.evaluate(async () => {
    const { cookies } = typeof browser === 'undefined' ? chrome : browser
    return (await cookies.get({ url: 'http://w.qq.com/', name: 'ptwebqq' }))?.value ?? null
  }, undefined)
}
