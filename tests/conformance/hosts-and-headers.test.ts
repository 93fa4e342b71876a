// @vitest-environment node
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { askAbout, CLIENT_ID, D, getvfwebqqUrl, logIn, OWN_HASH, poll, ptqrshowUrl, S } from './calls.ts'
import type { Login } from './calls.ts'
import { createClient } from './client.ts'
import { control, stateOf } from './control.ts'
import { setCookies } from './cookie-jar.ts'
import { headerValues } from './raw-http.ts'

let simulator: Simulator
let login: Login
beforeAll(async () => {
  simulator = await startSimulator({ holdSeconds: 0.05 })
  login = await logIn(simulator)
})
afterAll(() => simulator.close())
beforeEach(() => control(simulator, 'settings', { emptyForm: '100012', clockOffset: 0 }))

const statusOf = async (url: string): Promise<number> => (await createClient(simulator).get(url)).status

describe('hosts', () => {
  // PROTOCOL: "Hosts"
  it.each([
    ['http://w.qq.com/', 200],
    ['http://w.qq.com/proxy.html', 200],
    ['https://xui.ptlogin2.qq.com/cgi-bin/xlogin?daid=164&appid=501004106', 200],
    ['https://ui.ptlogin2.qq.com/cgi-bin/login?daid=164&appid=501004106', 200],
    [ptqrshowUrl(), 200],
    ['http://ptlogin2.web2.qq.com/check_sig?ptsigx=none', 302],
    ['https://ptlogin2.web2.qq.com/check_sig?ptsigx=none', 302],
    ['http://ptlogin4.web2.qq.com/check_sig?ptsigx=none', 302],
    ['http://s.web2.qq.com/api/get_self_info2', 200],
    ['https://s.web2.qq.com/api/get_self_info2', 200],
    ['http://d1.web2.qq.com/channel/get_online_buddies2', 200],
    ['https://d1.web2.qq.com/channel/get_online_buddies2', 200],
    ['http://q.qlogo.cn/g?b=qq&nk=1234567890&s=100', 200],
    ['https://q.qlogo.cn/g?b=qq&nk=1234567890&s=100', 200],
  ])('%s answers with %d', async (url, status) => {
    expect(await statusOf(url)).toBe(status)
  })

  // PROTOCOL: "Hosts"
  it.each([
    'http://ssl.ptlogin2.qq.com/ptqrshow',
    'http://xui.ptlogin2.qq.com/cgi-bin/xlogin',
    'http://ptlogin2.qq.com/logout',
  ])('%s is a 404 page: ptlogin speaks https only', async (url) => {
    expect(await statusOf(url)).toBe(404)
  })

  // SIMULATOR: "Where it differs from the real service"
  it('d.web2.qq.com is a 403 page of the front server, as since December 2015', async () => {
    const reply = await login.get('http://d.web2.qq.com/channel/get_online_buddies2')
    expect(reply.statusLine).toBe('HTTP/1.1 403 Forbidden')
    expect(reply.text).toContain('<center><h1>403 Forbidden</h1></center>\r\n<hr><center>nginx</center>')
  })

  // HERE: "Avatars"
  it('face0 to face9.web.qq.com give the avatar of a uin, over http', async () => {
    const uin = (await stateOf(simulator)).friends[0]?.uin
    for (let digit = 0; digit < 10; digit++) {
      const url = `http://face${digit}.web.qq.com/cgi/svr/face/getface?cache=1&type=1&f=40&uin=${uin}&t=1515002300&vfwebqq=${login.vfwebqq}`
      const reply = await login.get(url)
      expect([reply.status, headerValues(reply, 'Content-Type')[0]?.split('/')[0]]).toEqual([200, 'image'])
    }
  })

  // HERE: "Avatars"
  it('face1 to face10.qun.qq.com gave them before', async () => {
    const uin = (await stateOf(simulator)).friends[0]?.uin
    for (const digit of [1, 10]) {
      const reply = await login.get(
        `http://face${digit}.qun.qq.com/cgi/svr/face/getface?cache=0&type=1&fid=0&uin=${uin}`,
      )
      expect(reply.status).toBe(200)
    }
  })

  // HERE: "The login form"
  it.each(['https://xui.ptlogin2.qq.com/cgi-bin/xlogin?daid=164', 'https://ui.ptlogin2.qq.com/cgi-bin/login?daid=164'])(
    'the login form %s sets six cookies on ptlogin2.qq.com for the session, pt_login_sig first',
    async (url) => {
      const cookies = setCookies(await createClient(simulator).get(url))
      expect(cookies.map(({ name }) => name)).toEqual([
        'pt_login_sig',
        'pt_clientip',
        'pt_serverip',
        'pt_local_token',
        'uikey',
        'ptui_identifier',
      ])
      for (const { domain, attributes } of cookies) {
        expect([domain, attributes.has('expires')]).toEqual(['ptlogin2.qq.com', false])
      }
    },
  )

  // HERE: "The login form"
  it('the login form says its parameters where clients cut them out, pt_login_sig among them', async () => {
    const reply = await createClient(simulator).get('https://ui.ptlogin2.qq.com/cgi-bin/login?daid=164')
    const sig = setCookies(reply)[0]?.value ?? ''
    expect(reply.text).toContain('<input type="hidden" name="aid" value="501004106" />')
    for (const parameter of [`g_login_sig=encodeURIComponent("${sig}")`, 'g_mibao_css=encodeURIComponent("m_webqq")']) {
      expect(reply.text).toContain(`var ${parameter};`)
    }
    expect(reply.text).toMatch(/g_pt_version=encodeURIComponent\("\d+"\)/)
  })

  // HERE: "Hosts beside the page"
  it.each([
    ['http://web2.qq.com/', 200],
    [
      'http://pinghot.qq.com/pingd?dm=w.qq.com.hot&url=/&hottag=smartqq.im.polltimeout&hotx=9999&hoty=9999&rand=4711',
      200,
    ],
    ['http://up.web2.qq.com/cgi-bin/cface_upload', 404],
    ['http://weboffline.ftn.qq.com/ftn_access/upload_offline_pic', 404],
    ['http://file1.web.qq.com/v2/1/2/3', 404],
    ['http://qiandao.qun.qq.com/cgi-bin/sign', 404],
    ['http://web2.qq.com/cgi-bin/webqq_chat/?cmd=1', 404],
  ])('%s answers with %d', async (url, status) => {
    expect(await statusOf(url)).toBe(status)
  })
})

describe('Referer, User-Agent and cookies', () => {
  const refused = '{"retcode":100101}\n'

  // PROTOCOL: "Headers"
  it.each([
    'https://s.web2.qq.com/proxy.html?v=20130916001&callback=1&id=1',
    'http://s.web2.qq.com/proxy.html?v=20130916001&callback=1&id=1',
    'https://d1.web2.qq.com/proxy.html?v=20151105001&callback=1&id=2',
    'https://d1.web2.qq.com/cfproxy.html?v=20151105001&callback=1',
    'http://d.web2.qq.com/proxy.html?v=20110331002&callback=1&id=2',
  ])('s and d1 both take the Referer %s: only that there is one is checked', async (Referer) => {
    const self = await login.get(`${S}/get_self_info2?t=1`, { headers: { Referer } })
    const polled = await poll(login, { headers: { Referer } })
    expect(self.text.startsWith('{"retcode":0,')).toBe(true)
    expect(polled.text).toContain('"retcode":100012')
  })

  // PROTOCOL: "Headers"
  it.each([
    ['no Referer', { Referer: null }],
    ['the Referer of another site', { Referer: 'https://example.org/proxy.html' }],
    ['the Referer of w.qq.com', { Referer: 'http://w.qq.com/' }],
    ['no User-Agent', { 'User-Agent': null }],
  ])('with %s every call of s and d1 is answered 100101', async (_name, headers) => {
    expect((await login.get(getvfwebqqUrl, { headers })).text).toBe(refused)
    expect((await login.get(`${S}/get_self_info2?t=1`, { headers })).text).toBe(refused)
    expect((await poll(login, { headers })).text).toBe(refused)
    expect((await login.post(`${D}/send_buddy_msg2`, {}, { headers })).text).toBe(refused)
  })

  // PROTOCOL: "Headers"
  it('with no cookie at all the calls that cookies authenticate are answered 100101', async () => {
    const r = { vfwebqq: login.vfwebqq, hash: OWN_HASH }
    expect((await login.get(getvfwebqqUrl, { cookies: false })).text).toBe(refused)
    expect((await login.post(`${S}/get_user_friends2`, r, { cookies: false })).text).toBe(refused)
    expect((await login.post(`${D}/login2`, {}, { cookies: false })).text).toBe(refused)
  })

  // SIMULATOR: "One login's life"
  it('polls without any cookie are accepted on psessionid alone, as the https frame of the page sends them', async () => {
    expect((await poll(login, { cookies: false })).text).toContain('"retcode":100012')
  })
})

describe('requests', () => {
  // PROTOCOL: "Form of requests and replies"
  it('clientid and psessionid beside r, as older clients post them, are accepted', async () => {
    const { psessionid } = login
    const r = { ptwebqq: '', clientid: CLIENT_ID, psessionid, key: '' }
    const body = `r=${encodeURIComponent(JSON.stringify(r))}&clientid=${CLIENT_ID}&psessionid=${psessionid}`
    expect((await login.post(`${D}/poll2`, null, { body })).text).toContain('"retcode":100012')
  })

  // HERE: "Lists by GET"
  it('the friend list can be asked for by GET with r in the query, as Mojo does', async () => {
    const r = { vfwebqq: login.vfwebqq, hash: OWN_HASH }
    const byGet = await login.get(`${S}/get_user_friends2?r=${encodeURIComponent(JSON.stringify(r))}`)
    const byPost = await login.post(`${S}/get_user_friends2`, r)
    expect(byGet.body).toEqual(byPost.body)
  })

  // PROTOCOL: "Return codes"
  it.each(['', 'r=', 'r=%7Bnot+json', 'vfwebqq=x', 'r=%5B1%5D'])(
    'the body "%s" is answered 100006 by lists, login2 and poll2',
    async (body) => {
      for (const url of [`${S}/get_user_friends2`, `${D}/login2`, `${D}/poll2`, `${D}/get_recent_list2`]) {
        expect((await login.post(url, null, { body })).text).toBe('{"retcode":100006}\n')
      }
    },
  )
})

describe('replies', () => {
  // PROTOCOL: "Form of requests and replies"
  it('are status 200, text/plain, UTF-8 and end in a newline', async () => {
    const r = { vfwebqq: login.vfwebqq, hash: OWN_HASH }
    const replies = [
      await login.get(getvfwebqqUrl),
      await login.post(`${S}/get_user_friends2`, r),
      await login.get(`${S}/get_self_info2?t=1`),
      await poll(login),
    ]
    for (const reply of replies) {
      expect(reply.statusLine).toBe('HTTP/1.1 200 OK')
      expect(headerValues(reply, 'Content-Type')).toEqual(['text/plain; charset=utf-8'])
      expect(reply.body.at(-1)).toBe(0x0a)
      expect(reply.body.indexOf('\n')).toBe(reply.body.length - 1)
    }
  })

  // PROTOCOL: "Form of requests and replies"
  it('carry Chinese as raw UTF-8 and the characters < > & and apostrophe as \\u escapes', async () => {
    await control(simulator, 'world', { rename: { person: 900000001, nick: `<'&>中` } })
    const { text, body } = await login.post(`${S}/get_user_friends2`, { vfwebqq: login.vfwebqq, hash: OWN_HASH })
    expect(text).toContain(String.raw`"nick":"\u0026lt;\u0026#39;\u0026amp;\u0026gt;中"`)
    expect(text).not.toMatch(/[<>&']/)
    expect(body.includes(Buffer.from('e4b8ad', 'hex'))).toBe(true)
  })

  // HERE: "Recorded replies"
  it('have no Access-Control header, whatever the Origin', async () => {
    const reply = await login.get(`${S}/get_self_info2?t=1`, { headers: { Origin: 'https://s.web2.qq.com' } })
    expect(
      reply.headers.map(([name]) => name.toLowerCase()).filter((name) => name.startsWith('access-control')),
    ).toEqual([])
  })

  // SIMULATOR: "Settings"
  it("carry a Date by the service's clock", async () => {
    await control(simulator, 'settings', { clockOffset: 3_600_000 })
    const reply = await login.get(`${S}/get_self_info2?t=1`)
    const ahead = Date.parse(headerValues(reply, 'Date')[0] ?? '') - Date.now()
    expect(ahead).toBeGreaterThan(3_590_000)
    expect(ahead).toBeLessThanOrEqual(3_600_000)
  })

  // PROTOCOL: "Return codes"
  it.each([
    ['http-502', 'HTTP/1.1 502 Bad Gateway'],
    ['http-504', 'HTTP/1.1 504 Gateway Time-out'],
  ])('of a back end that is down (%s) are nginx pages', async (kind, title) => {
    await control(simulator, 'fault', { path: 'get_self_info2', kind })
    const reply = await login.get(`${S}/get_self_info2?t=1`)
    expect(`HTTP/1.1 ${reply.status}`).toBe(title.slice(0, 12))
    expect(headerValues(reply, 'Content-Type')[0]).toMatch(/^text\/html/)
    expect(reply.text).toContain(`<center><h1>${title.slice(9)}</h1></center>\r\n<hr><center>nginx</center>`)
  })

  // HERE: "Other profile calls"
  it('of get_friend_uin2, closed in April 2017, are 404 pages', async () => {
    const uin = (await stateOf(simulator)).friends[0]?.uin
    expect((await askAbout(login, 'get_friend_uin2', `tuin=${uin}&type=1`)).status).toBe(404)
  })
})
