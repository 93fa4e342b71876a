import { expect, test } from './support/fixtures.ts'
import { askPolicy } from './support/policy-fetch.ts'
import { openOfficialPage } from './support/official-page.ts'
import { exportAll, logIn, makeRule } from './support/steps.ts'
import type { LoggedRequest } from '../support/phone.ts'

test.use({
  preferences: { replyDelayMs: 0 },
  // Each refused fetch is also complained about on the console.
  allowedErrors: [/Content.?Security.?Policy/i],
})

/** What a call looks like on the wire: docs/PROTOCOL.md has each. */
interface Call {
  method: 'GET' | 'POST'
  host: string
  path: string
  referer: string | null
}

const LOGIN_FORM =
  'https://xui.ptlogin2.qq.com/cgi-bin/xlogin?daid=164&target=self&style=40&pt_disable_pwd=1&mibao_css=m_webqq' +
  '&appid=501004106&enable_qlogin=0&no_verifyimg=1&s_url=http%3A%2F%2Fw.qq.com%2Fproxy.html&f_url=loginerroralert' +
  '&strong_login=1&login_state=10&t=20131024001'
const STATIC = { host: 's.web2.qq.com', referer: 'https://s.web2.qq.com/proxy.html?v=20130916001&callback=1&id=1' }
const DYNAMIC = { host: 'd1.web2.qq.com', referer: 'https://d1.web2.qq.com/proxy.html?v=20151105001&callback=1&id=2' }
const PTLOGIN = { host: 'ssl.ptlogin2.qq.com', referer: LOGIN_FORM }
const QUN = { host: 'qun.qq.com', referer: 'https://qun.qq.com/member.html' }
/** The last digit of a number says which of the ten hosts has its picture. */
const FACE = { host: 'face?.web.qq.com', referer: 'http://w.qq.com/' }

/** The calls of such a session. All go over https but two that the service knows as http: check_sig and the avatars. */
const CALLS: Call[] = [
  { method: 'GET', ...PTLOGIN, path: '/ptqrshow' },
  { method: 'GET', ...PTLOGIN, path: '/ptqrlogin' },
  { method: 'GET', host: 'ptlogin2.web2.qq.com', path: '/check_sig', referer: null },
  { method: 'GET', ...STATIC, path: '/api/getvfwebqq' },
  { method: 'POST', ...STATIC, path: '/api/get_user_friends2' },
  { method: 'POST', ...STATIC, path: '/api/get_group_name_list_mask2' },
  { method: 'GET', ...STATIC, path: '/api/get_discus_list' },
  { method: 'GET', ...STATIC, path: '/api/get_self_info2' },
  { method: 'GET', ...STATIC, path: '/api/get_friend_info2' },
  { method: 'GET', ...STATIC, path: '/api/get_single_long_nick2' },
  { method: 'GET', ...STATIC, path: '/api/get_qq_level2' },
  { method: 'GET', ...STATIC, path: '/api/get_friend_uin2' },
  { method: 'GET', ...STATIC, path: '/api/get_group_info_ext2' },
  { method: 'POST', ...DYNAMIC, path: '/channel/login2' },
  { method: 'GET', ...DYNAMIC, path: '/channel/get_online_buddies2' },
  { method: 'POST', ...DYNAMIC, path: '/channel/get_recent_list2' },
  { method: 'GET', ...DYNAMIC, path: '/channel/get_discu_info' },
  { method: 'POST', ...DYNAMIC, path: '/channel/poll2' },
  { method: 'POST', ...DYNAMIC, path: '/channel/send_buddy_msg2' },
  { method: 'POST', ...DYNAMIC, path: '/channel/send_qun_msg2' },
  { method: 'POST', ...DYNAMIC, path: '/channel/send_discu_msg2' },
  { method: 'POST', ...QUN, path: '/cgi-bin/qun_mgr/get_group_list' },
  { method: 'POST', ...QUN, path: '/cgi-bin/qun_mgr/get_friend_list' },
  { method: 'GET', ...FACE, path: '/cgi/svr/face/getface' },
]

test('a whole session sends nothing but the calls of the table, with their headers', async ({
  companion,
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await makeRule(popup, { keyword: '在吗', reply: '稍后联系', everywhere: true })

  await test.step('answers to a friend, in a group and in a discussion', async () => {
    await phone.friendSays('强哥', '在吗')
    await phone.groupSays('周末羽毛球', 398877000, '@小明 在吗')
    await phone.discussSays(900100001, '强哥', { text: '在吗', mentionMe: true })
    await phone.waitForSent(3, 0, 20_000)
  })

  await test.step('details in the workbench, and an export', async () => {
    await popup.role('tab', '最近').click()
    await popup.role('radio', '会话').click()
    await popup.role('list', '会话').role('button').first().click()
    const workbench = await companion.waitForTab('workbench.html')
    const searches = [
      ['阿强', '强哥'],
      ['周末羽毛球', '球友'],
    ] as const
    for (const [search, name] of searches) {
      await workbench.role('searchbox').fill(search)
      await workbench.role('link', name).click()
      const card = workbench.role('article', name, { exact: true })
      await card.role('button', '刷新').click()
      await card.role('status').waitText('已更新')
    }
    await workbench.close()
    await exportAll(companion, popup)
  })

  const seen = (await phone.requests()).filter(isNotTheBrowsers)
  expect(seen.filter((request) => !callOf(request)).map(addressOf)).toEqual([])
  const made = new Set(seen.map(callOf))
  expect(CALLS.filter((call) => !made.has(call))).toEqual([])
  const wrong = seen.filter((request) => {
    const referer = callOf(request)?.referer ?? null
    const origin = request.method === 'POST' ? `https://${request.host}` : null
    return request.referer !== referer || request.origin !== origin
  })
  expect(wrong).toEqual([])
})

test('requests of pages keep their own Referer and Origin', async ({ companion, popup, phone }) => {
  await phone.settings({ ptwebqq: 'issued' })
  await logIn(popup, phone)
  const before = (await phone.requests()).at(-1)?.id ?? 0

  await test.step('the page w.qq.com, in its http frames and in that of https', async () => {
    const page = await openOfficialPage(companion, phone)
    await page.waitForPoll()
    const calls = (await phone.requests(before)).filter(({ viaPage, path }) => viaPage && !path.endsWith('proxy.html'))
    expect(calls.length).toBeGreaterThan(5)
    expect(new Set(calls.map(({ scheme }) => scheme))).toEqual(new Set(['http', 'https']))
    for (const { scheme, host, method, referer, origin } of calls) {
      expect(referer).toMatch(`${scheme}://${host}/${scheme === 'https' ? 'cf' : ''}proxy.html?`)
      expect(origin).toBe(method === 'POST' ? `${scheme}://${host}` : null)
    }
    await page.tab.close()
  })

  await test.step('a page on a host that the extension calls too', async () => {
    const address = 'https://d1.web2.qq.com/cfproxy.html'
    const page = await companion.open(address)
    await page.evaluate(async () => {
      await fetch('/channel/get_online_buddies2')
      await fetch('/channel/get_recent_list2', { method: 'POST', body: 'r={}' })
    }, undefined)
    const own = (await phone.requests(before)).filter(
      ({ referer, path }) => referer === address && path.startsWith('/channel/'),
    )
    expect(own.map(({ path, origin }) => [path, origin])).toEqual([
      ['/channel/get_online_buddies2', null],
      ['/channel/get_recent_list2', 'https://d1.web2.qq.com'],
    ])
  })
})

test('no other host can be reached, from the background, the popup or the workbench', async ({
  companion,
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  const workbench = await companion.open(companion.extensionUrl('workbench.html'))
  const places: [string, (url: string) => Promise<boolean>][] = [
    ['background', companion.backgroundMayFetch],
    ['popup', async (url) => (await popup.evaluate(askPolicy, { url, from: 'here' })) === 'let through'],
    ['workbench', async (url) => (await workbench.evaluate(askPolicy, { url, from: 'here' })) === 'let through'],
  ]
  for (const [place, mayFetch] of places) {
    const others = ['https://example.com/', 'http://s.web2.qq.com/', 'https://w.qq.com/', 'http://qun.qq.com/']
    for (const url of [...others, 'https://qiandao.qun.qq.com/', 'https://pub.idqqimg.com/', 'http://gchat.qpic.cn/'])
      expect([place, url, await mayFetch(url)]).toEqual([place, url, false])
    // The question itself works: a host of the table is let through.
    expect([place, await mayFetch('https://s.web2.qq.com/proxy.html')]).toEqual([place, true])
  }
  const strange = (await phone.requests()).filter((one) => isNotTheBrowsers(one) && !callOf(one))
  expect(strange.map(addressOf)).toEqual(places.map(() => 'GET https://s.web2.qq.com/proxy.html'))
})

/** Firefox asks its own maker's servers for settings; here those names lead to the simulator too. */
const isNotTheBrowsers = ({ host }: LoggedRequest) => !/(?:^|\.)(?:mozilla\.(?:com|org|net)|firefox\.com)$/.test(host)

const addressOf = ({ method, scheme, host, path }: LoggedRequest) => `${method} ${scheme}://${host}${path}`

/** The call of the list that a request is; undefined when it is none. */
function callOf(request: LoggedRequest): Call | undefined {
  const isPlain = request.path === '/check_sig' || request.path === '/cgi/svr/face/getface'
  if (request.scheme !== (isPlain ? 'http' : 'https')) return undefined
  const place = request.host.replace(/^face\d\./, 'face?.')
  return CALLS.find(({ method, host, path }) => request.method === method && place === host && request.path === path)
}
