import { expect, test } from './support/fixtures.ts'
import type { Tab } from './support/companion.ts'
import { logIn, waitForState } from './support/steps.ts'
import type { LoggedRequest, Phone } from '../support/phone.ts'
import { until } from '../support/until.ts'

test('a code that was refused or is too old is replaced by itself, and the next one logs in', async ({
  popup,
  phone,
}) => {
  const code = popup.role('img', '登录二维码')
  await code.waitVisible()
  await phone.waitForQr()
  const refused = await code.attribute('src')

  await phone.scan()
  await popup.text('已扫码，请在手机上确认').waitVisible()
  await phone.refuse()
  const second = await nextCode(popup, refused)
  await popup.text('上一个二维码已过期，或在手机上被拒绝。这是新的。').waitVisible()

  await phone.waitForQr()
  await phone.expireQr()
  await nextCode(popup, second)
  expect(await calls(phone, '/ptqrshow')).toHaveLength(3)
  await logIn(popup, phone)
})

test('trouble on the way is said in words, passes by itself, or is tried again with a button', async ({
  popup,
  phone,
}) => {
  await popup.role('img', '登录二维码').waitVisible()

  await test.step('a web page of the network, or nonsense, in place of the state: the code stays good', async () => {
    await phone.fault({ path: 'ptqrlogin', kind: 'html' })
    await popup.text('没能取到二维码：您的网络要求先登录。请打开任意网页完成登录，再重试。').waitVisible()
    await popup.role('img', '登录二维码').waitVisible(15_000)
    await phone.fault({ path: 'ptqrlogin', kind: 'malformed' })
    await popup.text('服务器的回答看不懂，二维码没有取到。请稍后重试。').waitVisible()
    await popup.role('img', '登录二维码').waitVisible(15_000)
    expect(await calls(phone, '/ptqrshow')).toHaveLength(1)
  })

  await test.step('a code that another one has taken the cookie from is refused with 403, and replaced', async () => {
    await changeCookie(popup, 'qrsig')
    await popup.text('上一个二维码已过期，或在手机上被拒绝。这是新的。').waitVisible()
    await popup.role('img', '登录二维码').waitVisible()
    expect((await calls(phone, '/ptqrlogin')).map(({ status }) => status)).toContain(403)
    expect(await calls(phone, '/ptqrshow')).toHaveLength(2)
  })

  await test.step('the line is cut, and whole again', async () => {
    await phone.cutLine(true)
    await popup.text('没能取到二维码：连不上服务器。请检查网络后重试。').waitVisible()
    await phone.cutLine(false)
    await logIn(popup, phone)
  })
})

test.describe('a browser that keeps no cookies', () => {
  test.use({ launch: { blockCookies: true } })

  test('says that a login is not possible so, and what to allow; no code is shown in vain', async ({
    popup,
    phone,
  }) => {
    await popup.text('浏览器没有保存 qq.com 的 Cookie').waitVisible()
    expect(await popup.role('img', '登录二维码').count()).toBe(0)
    expect(await calls(phone, '/ptqrlogin')).toEqual([])
    await popup.role('button', '写第一条规则').waitVisible()
  })
})

test('the code lives as long as somebody looks at it', async ({ companion, popup, phone }) => {
  await popup.role('img', '登录二维码').waitVisible()
  await until('the code to be asked about', async () => (await calls(phone, '/ptqrlogin')).length > 0)
  const other = await companion.open(companion.extensionUrl('workbench.html'))
  await popup.close()
  await until('the background to notice', () => storedQr(other).then((qr) => qr?.state === 'idle'))
  const closedAt = (await phone.requests()).at(-1)?.id ?? 0

  const reopened = await companion.popup()
  await reopened.role('img', '登录二维码').waitVisible()
  // Asked every two seconds: whoever went on about the old code would have asked before the first question about the new one.
  await until('the new code to be asked about', async () => (await calls(phone, '/ptqrlogin', closedAt)).length > 0)
  expect(await calls(phone, '/ptqrshow', closedAt)).toHaveLength(1)
  expect(await calls(phone, '/ptqrlogin', closedAt)).toHaveLength(1)
})

test('a login that another place took is given up, said in words, and not fought for', async ({ popup, phone }) => {
  await logIn(popup, phone)
  const before = (await phone.requests()).at(-1)?.id ?? 0
  await phone.secondLogin()
  await popup.text('账号在别处登录，这里已下线。要在这里继续，请重新扫码。').waitVisible(15_000)
  await waitForState(popup, '等待扫码')
  await expectQuiet(popup, phone, before, 1)
})

test('a kick is said with the words of the service, as text', async ({ popup, phone }) => {
  const reason = '您的帐号在另一地点登录，您已<b>被迫</b>下线。'
  await logIn(popup, phone)
  const before = (await phone.requests()).at(-1)?.id ?? 0
  await phone.kick(reason)
  await popup.text('服务器让这次登录下线了：请重新扫码。离线期间的消息不会被补发。').waitVisible()
  await popup.text(`服务器说：${reason}`, { exact: true }).waitVisible()
  await expectQuiet(popup, phone, before, 0)
  await test.step('a new scan brings everything back', () => logIn(popup, phone))
})

/** While the new code is shown and asked about twice, nobody logs in or polls; before that, `relinks` tries at most. */
async function expectQuiet(popup: Tab, phone: Phone, since: number, relinks: number): Promise<void> {
  await popup.role('img', '登录二维码').waitVisible(15_000)
  await until('two questions about the new code', async () => (await calls(phone, '/ptqrlogin', since)).length >= 2)
  const shown = (await calls(phone, '/ptqrshow', since))[0]?.id ?? 0
  expect((await calls(phone, '/channel/login2', since)).length).toBeLessThanOrEqual(relinks)
  for (const path of ['/channel/login2', '/channel/poll2']) expect(await calls(phone, path, shown)).toEqual([])
}

async function calls(phone: Phone, path: string, since = 0): Promise<LoggedRequest[]> {
  return (await phone.requests(since)).filter((request) => request.path.startsWith(path))
}

async function nextCode(popup: Tab, old: string | null): Promise<string> {
  return until(
    'another code',
    async () => {
      const code = popup.role('img', '登录二维码')
      const src = (await code.isVisible()) && (await code.attribute('src'))
      return src !== old && src
    },
    15_000,
  )
}

interface ExtensionPage {
  cookies: {
    get(which: { url: string; name: string }): Promise<{ domain: string; path: string } | null>
    set(cookie: object): Promise<unknown>
  }
  storage: { session: { get(key: string): Promise<{ qr?: { state: string } }> } }
}
declare const browser: ExtensionPage | undefined
declare const chrome: ExtensionPage

/** The code's cookie as it would be had another tab asked for a code meanwhile. */
function changeCookie(page: Tab, name: string): Promise<void> {
  return page.evaluate(async (changed) => {
    const api = typeof browser === 'undefined' ? chrome : browser
    const url = 'https://ssl.ptlogin2.qq.com/'
    const { domain, path } = (await api.cookies.get({ url, name: changed })) ?? { domain: '', path: '/' }
    await api.cookies.set({ url, name: changed, value: 'of-another-code', domain, path, secure: true })
  }, name)
}

function storedQr(page: Tab): Promise<{ state: string } | undefined> {
  return page.evaluate(
    async () => (await (typeof browser === 'undefined' ? chrome : browser).storage.session.get('qr')).qr,
    undefined,
  )
}
