// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../../simulator/index.ts'
import type { Simulator } from '../../simulator/index.ts'
import { connect, D, logIn, ptqrloginUrl, ptqrtoken, QR_URL, S } from './conversation.ts'
import { list, text } from './dig.ts'
import { control, createPlainClient } from './plain-client.ts'

let simulator: Simulator
beforeEach(async () => {
  simulator = await startSimulator()
})
afterEach(() => simulator.close())

async function showCode() {
  const client = createPlainClient(simulator)
  const picture = await client.get(QR_URL)
  const token = ptqrtoken(client.cookie('qrsig', 'ssl.ptlogin2.qq.com') ?? '')
  return { client, picture, token, ask: () => client.get(ptqrloginUrl(token)) }
}

describe('ptqrshow', () => {
  it('draws a 1-bit grey PNG, 165 pixels wide at scale 5, with a new qrsig each time', async () => {
    const { client, picture } = await showCode()
    const first = client.cookie('qrsig', 'ssl.ptlogin2.qq.com')
    const large = await client.get(QR_URL.replace('&s=3', '&s=5'))
    expect(picture.headers['content-type']).toBe('image/png')
    expect(large.bytes.readUInt32BE(16)).toBe(165)
    expect([...large.bytes.subarray(24, 26)]).toEqual([1, 0])
    expect(first).toMatch(/^[A-Za-z0-9*-]{64}$/)
    expect(client.cookie('qrsig', 'ssl.ptlogin2.qq.com')).not.toBe(first)
  })

  it('exists on https only', async () => {
    const reply = await createPlainClient(simulator).get(QR_URL.replace('https', 'http'))
    expect(reply.status).toBe(404)
  })
})

describe('ptqrlogin', () => {
  it('goes from 66 over 67 to 0 with the check_sig link and the nick', async () => {
    const { ask } = await showCode()
    expect((await ask()).text).toMatch(/^ptuiCB\('66','0','','0','二维码未失效。\(\d+\)', ''\);\r\n$/)
    await control(simulator, 'scan', {})
    expect((await ask()).text).toContain("ptuiCB('67'")
    await control(simulator, 'confirm', {})
    expect((await ask()).text).toMatch(
      /^ptuiCB\('0','0','http:\/\/ptlogin2\.web2\.qq\.com\/check_sig\?[^']*','0','登录成功！', '小明'\);/,
    )
  })

  it('accepts the old form of the call', async () => {
    const { client, token } = await showCode()
    const reply = await client.get(
      `https://ssl.ptlogin2.qq.com/ptqrlogin?ptqrtoken=${token}&webqq_type=10&remember_uin=1&login2qq=1&aid=501004106` +
        '&u1=http%3A%2F%2Fw.qq.com%2Fproxy.html%3Flogin2qq%3D1%26webqq_type%3D10&daid=164&mibao_css=m_webqq&js_ver=10141',
    )
    expect(reply.text).toContain("ptuiCB('66'")
  })

  it('answers a wrong token with the 403 page', async () => {
    const { client, token } = await showCode()
    const reply = await client.get(ptqrloginUrl(token + 1))
    expect(reply.status).toBe(403)
    expect(reply.text).toContain('Tencent Login Server')
  })

  it.each(['refuse', 'expire-qr'])('says 65 after %s', async (verb) => {
    const { ask } = await showCode()
    await control(simulator, verb, {})
    expect((await ask()).text).toContain("ptuiCB('65'")
  })
})

describe('check_sig', () => {
  it('redirects, sets p_skey on web2.qq.com before its expired twin on qq.com, and does so once', async () => {
    const { client, ask } = await showCode()
    await control(simulator, 'confirm', {})
    const link = /'(http:[^']*)'/.exec((await ask()).text)?.[1] ?? ''
    const reply = await client.get(link)
    const names = (reply.headers['set-cookie'] ?? []).map((line) =>
      /^(\w+)=(.?).*DOMAIN=([\w.]+)/.exec(line)?.slice(1, 4),
    )
    expect(reply.status).toBe(302)
    expect(reply.headers.location).toBe('http://w.qq.com/proxy.html')
    expect(names.filter((entry) => entry?.[0] === 'p_skey').map((entry) => entry?.[2])).toEqual([
      'web2.qq.com',
      'qq.com',
    ])
    expect(names.at(-1)).toEqual(['p_uin', 'o', 'web2.qq.com'])
    expect(client.cookie('p_skey', 's.web2.qq.com')).toMatch(/^.{43}_$/)
    expect((await client.get(link)).headers['set-cookie']).toBeUndefined()
  })
})

describe('getvfwebqq and login2', () => {
  it('give the tickets of the account, login2 a vfwebqq that is not the right one', async () => {
    const { client, vfwebqq, psessionid, uin } = await logIn(simulator)
    expect(vfwebqq).toMatch(/^[0-9a-f]{80}$/)
    expect(psessionid).toMatch(/^[0-9a-f]{224}$/)
    expect(uin).toBe(1234567890)
    const again = await client.post(`${D}/login2`, {
      ptwebqq: '',
      clientid: 53999199,
      psessionid: '',
      status: 'online',
    })
    expect(text(again.json, 'result.vfwebqq')).toMatch(/^[0-9a-f]{80}$/)
    expect(text(again.json, 'result.vfwebqq')).not.toBe(vfwebqq)
  })

  it('refuse a request without Referer, User-Agent or cookies with 100101', async () => {
    const { client } = await logIn(simulator)
    const url = `${S}/getvfwebqq?ptwebqq=&clientid=53999199&psessionid=&t=1`
    expect((await client.get(url, { headers: { Referer: 'http://w.qq.com/' } })).json['retcode']).toBe(100101)
    expect((await client.get(url, { headers: { 'User-Agent': '' } })).json['retcode']).toBe(100101)
    expect((await client.get(url, { cookies: false })).json['retcode']).toBe(100101)
    expect((await client.get(url, { headers: { Cookie: 'p_skey=old; p_uin=o1234567890' } })).json['retcode']).toBe(
      100000,
    )
  })

  it('work with the cookies of login-cookies, without a scan', async () => {
    const login = await control(simulator, 'login-cookies', {})
    const header = list(login, 'cookies')
      .map((cookie) => `${text(cookie, 'name')}=${text(cookie, 'value')}`)
      .join('; ')
    const url = `${S}/getvfwebqq?ptwebqq=&clientid=53999199&psessionid=&t=1`
    const reply = await createPlainClient(simulator).get(url, { headers: { Cookie: header } })
    expect(reply.json['retcode']).toBe(0)
  })

  it('end with expire-login: 100000, 103', async () => {
    const { client } = await logIn(simulator)
    await control(simulator, 'expire-login', {})
    const url = `${S}/getvfwebqq?ptwebqq=&clientid=53999199&psessionid=&t=1`
    expect((await client.get(url)).json['retcode']).toBe(100000)
    const login = await client.post(`${D}/login2`, {
      ptwebqq: '',
      clientid: 53999199,
      psessionid: '',
      status: 'online',
    })
    expect(login.json['retcode']).toBe(103)
  })
})

describe('the replies', () => {
  it('are text/plain with a newline at the end and the Date of the shifted clock', async () => {
    const { client } = await logIn(simulator)
    await control(simulator, 'settings', { clockOffset: -3_600_000 })
    const reply = await client.get(`${S}/get_self_info2?t=1`)
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(reply.text.endsWith('}\n')).toBe(true)
    const shift = Date.parse(reply.headers.date ?? '') - Date.now()
    expect(shift).toBeLessThan(-3_590_000)
    expect(shift).toBeGreaterThan(-3_610_000)
  })

  it('are 404 for unknown hosts and paths, and a redirect for https://w.qq.com/', async () => {
    const client = createPlainClient(simulator)
    expect((await client.get('https://example.qq.com/')).status).toBe(404)
    expect((await client.get(`${S}/get_friend_uin2?tuin=1&type=1`)).status).toBe(404)
    const page = await client.get('https://w.qq.com/')
    expect([page.status, page.headers.location]).toEqual([302, 'http://w.qq.com/'])
    await control(simulator, 'settings', { httpsPage: 'serve' })
    expect((await client.get('https://w.qq.com/')).status).toBe(200)
  })
})

describe('logout and pt4_auth', () => {
  it('pt4_auth says no without the super cookies and gives a link with them', async () => {
    const { client } = await logIn(simulator)
    const url = (token: number): string =>
      `https://ssl.ptlogin2.qq.com/pt4_auth?daid=164&appid=501004106&auth_token=${token}`
    expect((await client.get(url(1))).text).toContain("ptui_auth_CB('1','')")
    const superToken = client.cookie('supertoken', 'ssl.ptlogin2.qq.com') ?? ''
    const granted = await client.get(url(time33(superToken)))
    await client.get(/'(http:[^']*)'/.exec(granted.text)?.[1] ?? '')
    expect((await connect(client)).uin).toBe(1234567890)
  })

  it('logout ends the login', async () => {
    const { client } = await logIn(simulator)
    const hkey = time33(client.cookie('skey', 'w.qq.com') ?? '')
    const token = client.cookie('pt4_token', 's.web2.qq.com') ?? ''
    await client.get(`https://ptlogin2.qq.com/logout?pt4_token=${token}&pt4_hkey=${hkey}&pt4_ptcz=0&deep_logout=1`)
    const { login } = await control(simulator, 'state')
    expect(login).toMatchObject({ alive: false, ended: 'logout' })
  })
})

function time33(value: string): number {
  let t = 0
  for (const char of value) t = (33 * t + char.charCodeAt(0)) % 4294967296
  return t
}
