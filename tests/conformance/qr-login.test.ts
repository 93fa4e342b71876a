// @vitest-environment node
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { confirmedQr, oldPtqrloginUrl, OWN_NUMBER, ptqrloginUrl, ptqrshowUrl, ptuiCallback, showQr } from './calls.ts'
import { createClient } from './client.ts'
import { control } from './control.ts'
import { isExpired, setCookies } from './cookie-jar.ts'
import type { SetCookie } from './cookie-jar.ts'
import { hash33, time33 } from './hashes.ts'
import { headerValues } from './raw-http.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.close())
afterEach(async () => {
  vi.useRealTimers()
  await control(simulator, 'settings', { ptwebqq: 'none' })
})

describe('ptqrtoken', () => {
  // PROTOCOL: "qrStatus"
  it.each([
    ['', 0],
    ['a', 97],
    ['Qjy*mWVaseiG-qeonlAXEtSvIMfHFWHB*0QN*Axsf6AZ*xWL6uDJ*WEGSl0YJhJM', 1264130581],
    ['g3x2rsxBl5XERjRyBw1UMc2vgoXpjLyVXUa0qBUX5BEqHg2UWuF8rJtk-KB*jL1A', 1591611444],
    ['0123456789abcdef'.repeat(4), 953329160],
  ])('of the qrsig "%s" is %d', (qrsig, token) => {
    expect(hash33(qrsig)).toBe(token)
  })
})

describe('ptqrshow', () => {
  // PROTOCOL: "qrShow"
  it('sets qrsig, 64 characters, on ptlogin2.qq.com for the session', async () => {
    const reply = await createClient(simulator).get(ptqrshowUrl())
    expect(headerValues(reply, 'Set-Cookie')).toHaveLength(1)
    const [cookie] = setCookies(reply)
    expect(cookie?.name).toBe('qrsig')
    expect(cookie?.value).toMatch(/^[A-Za-z0-9*-]{64}$/)
    expect([...(cookie?.attributes ?? [])]).toEqual([
      ['path', '/'],
      ['domain', 'ptlogin2.qq.com'],
    ])
  })

  // PROTOCOL: "Cookies"
  it('gives a new qrsig and a new picture each time', async () => {
    const client = createClient(simulator)
    const [first, second] = [await client.get(ptqrshowUrl()), await client.get(ptqrshowUrl())]
    expect(setCookies(first)[0]?.value).not.toBe(setCookies(second)[0]?.value)
    expect(first.body.equals(second.body)).toBe(false)
  })

  // SIMULATOR: "One login's life"
  it('is a PNG of one bit a pixel, 165 pixels square at s=5 and smaller at s=3', async () => {
    const client = createClient(simulator)
    const large = await client.get(ptqrshowUrl(5))
    const small = await client.get(ptqrshowUrl(3))
    expect(headerValues(large, 'Content-Type')).toEqual(['image/png'])
    expect(large.body.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
    // IHDR: width, height, bits a sample, colour type 0 = grey.
    expect([large.body.readUInt32BE(16), large.body.readUInt32BE(20), large.body[24], large.body[25]]).toEqual([
      165, 165, 1, 0,
    ])
    expect(small.body.readUInt32BE(16)).toBeLessThan(165)
  })
})

describe('ptqrlogin', () => {
  // PROTOCOL: "qrStatus"
  it.each([
    ['the form of 2018', ptqrloginUrl],
    ['the form before', oldPtqrloginUrl],
  ])('goes 66, 67, 0 with %s', async (_name, url) => {
    const client = createClient(simulator)
    const token = await showQr(client)
    expect((await client.get(url(token))).text).toMatch(/^ptuiCB\('66','0','','0','二维码未失效。\(\d+\)', ''\);\r\n$/)
    await control(simulator, 'scan')
    expect((await client.get(url(token))).text).toMatch(/^ptuiCB\('67','0','','0','二维码认证中。\(\d+\)', ''\);\r\n$/)
    await control(simulator, 'confirm')
    expect((await client.get(url(token))).text).toMatch(
      /^ptuiCB\('0','0','http:\/\/[^']+','0','登录成功！', '小明'\);\r\n$/,
    )
  })

  // PROTOCOL: "qrStatus"
  it.each([
    ['missing', () => ''],
    ['wrong', (token: number) => String(token + 1)],
    ['the qrsig itself', (_token: number, qrsig: string) => qrsig],
  ])('is a 403 page signed by the login server when ptqrtoken is %s', async (_name, made) => {
    const client = createClient(simulator)
    const token = await showQr(client)
    const reply = await client.get(ptqrloginUrl(made(token, client.jar.value('qrsig', 'ssl.ptlogin2.qq.com'))))
    expect(reply.status).toBe(403)
    expect(headerValues(reply, 'Content-Type')[0]).toMatch(/^text\/html/)
    expect(reply.text).toContain('Tencent Login Server')
  })

  // PROTOCOL: "qrStatus"
  it('is a 403 page when the token is of another picture, or the qrsig cookie is not sent', async () => {
    const client = createClient(simulator)
    const older = await showQr(client)
    const newer = await showQr(client)
    expect((await client.get(ptqrloginUrl(older))).status).toBe(403)
    expect((await client.get(ptqrloginUrl(newer), { cookies: false })).status).toBe(403)
    expect((await client.get(ptqrloginUrl(newer))).status).toBe(200)
  })

  // PROTOCOL: "qrStatus"
  it.each([
    ['aid', 'aid=501004106', 'aid=1'],
    ['daid', 'daid=164', 'daid=1'],
  ])('answers 7 when %s is another application', async (_name, right, wrong) => {
    const client = createClient(simulator)
    const url = ptqrloginUrl(await showQr(client)).replace(`&${right}`, `&${wrong}`)
    const [code, , link, , message] = ptuiCallback((await client.get(url)).text)
    expect([code, link]).toEqual(['7', ''])
    expect(message).toMatch(/^很遗憾，网络连接出现异常，请您稍后再试。\(\d+\)$/)
  })

  // PROTOCOL: "qrStatus"
  it('answers 65 for a code that was refused on the phone', async () => {
    const client = createClient(simulator)
    const token = await showQr(client)
    await control(simulator, 'scan')
    await control(simulator, 'refuse')
    expect((await client.get(ptqrloginUrl(token))).text).toMatch(
      /^ptuiCB\('65','0','','0','二维码已失效。\(\d+\)', ''\);\r\n$/,
    )
  })

  // PROTOCOL: "qrShow"
  it('answers 66 for a code of 119 seconds and 65 for one of 121', async () => {
    const client = createClient(simulator)
    const token = await showQr(client)
    const shownAt = Date.now()
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(shownAt + 119_000)
    expect(ptuiCallback((await client.get(ptqrloginUrl(token))).text)[0]).toBe('66')
    vi.setSystemTime(shownAt + 121_000)
    expect(ptuiCallback((await client.get(ptqrloginUrl(token))).text)[0]).toBe('65')
  })

  // PROTOCOL: "checkSig"
  it('hands out a check_sig link over http on ptlogin2.web2.qq.com, with the number and a key of 128 hex', async () => {
    const { link } = await confirmedQr(createClient(simulator))
    expect(link).toMatch(
      new RegExp(
        `^http://ptlogin2\\.web2\\.qq\\.com/check_sig\\?pttype=1&uin=${OWN_NUMBER}&service=ptqrlogin&nodirect=0` +
          '&ptsigx=[0-9a-f]{128}&s_url=http%3A%2F%2Fw\\.qq\\.com%2Fproxy\\.html&f_url=&ptlang=2052&ptredirect=100' +
          '&aid=501004106&daid=164&j_later=0&low_login_hour=0&regmaster=0&pt_login_type=3&pt_aid=0&pt_aaid=16' +
          '&pt_light=0&pt_3rd_aid=0$',
      ),
    )
  })

  // PROTOCOL: "Cookies"
  it('sets uin and skey on qq.com only with code 0', async () => {
    const client = createClient(simulator)
    const token = await showQr(client)
    expect(setCookies(await client.get(ptqrloginUrl(token)))).toEqual([])
    await control(simulator, 'confirm')
    const cookies = setCookies(await client.get(ptqrloginUrl(token)))
    const named = (name: string) => cookies.find((cookie) => cookie.name === name)
    expect([named('uin')?.domain, named('skey')?.domain]).toEqual(['qq.com', 'qq.com'])
    expect(Number(named('uin')?.value.replace(/^o/, ''))).toBe(OWN_NUMBER)
    expect(named('skey')?.value).toMatch(/^@[A-Za-z0-9]{9}$/)
    expect(named('skey')?.attributes.has('expires')).toBe(false)
  })

  // HERE: "Cookies of ptqrlogin"
  it('sets two cookies for thirty days beside the tickets, one of them HttpOnly, and clears ptcz and airkey of old', async () => {
    const cookies = setCookies((await confirmedQr(createClient(simulator))).reply)
    const inDays = ({ attributes }: SetCookie): number =>
      Math.round((Date.parse(attributes.get('expires') ?? '') - Date.now()) / 86_400_000)
    const kept = cookies
      .filter(({ name }) => name.startsWith('pt_'))
      .map((cookie) => [cookie.name, cookie.domain, inDays(cookie), cookie.attributes.has('httponly')])
    expect(kept).toEqual([
      ['pt_recent_uins', 'ptlogin2.qq.com', 30, true],
      ['pt_guid_sig', 'ptlogin2.qq.com', 30, false],
    ])
    expect(cookies.filter(isExpired).map(({ name, domain }) => `${name} on ${domain}`)).toEqual([
      'ptcz on ptlogin2.qq.com',
      'airkey on ptlogin2.qq.com',
      'airkey on qq.com',
    ])
  })

  // PROTOCOL: "qrStatus"
  it('answers 65 for a qrsig that fits its token and that nobody handed out', async () => {
    const client = createClient(simulator)
    const qrsig = 'hJ9GvNx*oIvLjP5I5dQ19KPa3zwxNI62eALLO*g2JLbKPYsZIRsnbJIxNe74NzQQ'
    const reply = await client.get(ptqrloginUrl(hash33(qrsig)), { headers: { Cookie: `qrsig=${qrsig}` } })
    expect(ptuiCallback(reply.text)[0]).toBe('65')
  })

  // HERE: "Cookies of ptqrlogin"
  it('sets the super cookies on ptlogin2.qq.com, and the long-lived ones on qq.com until 2038', async () => {
    const { reply } = await confirmedQr(createClient(simulator))
    const cookies = setCookies(reply)
    const on = (domain: string) => cookies.flatMap((cookie) => (cookie.domain === domain ? [cookie.name] : []))
    expect(on('ptlogin2.qq.com')).toEqual(
      expect.arrayContaining(['superuin', 'superkey', 'supertoken', `ptnick_${OWN_NUMBER}`]),
    )
    expect(on('qq.com')).toEqual(expect.arrayContaining(['pt2gguin', 'uin', 'skey', 'ptisp', 'RK', 'ptcz']))
    const named = (name: string) => cookies.find((cookie) => cookie.name === name)
    expect(named('superkey')?.attributes.has('httponly')).toBe(true)
    expect(named('supertoken')?.value).toMatch(/^\d+$/)
    expect(Buffer.from(named(`ptnick_${OWN_NUMBER}`)?.value ?? '', 'hex').toString()).toBe('小明')
    expect(named('ptcz')?.value).toMatch(/^[0-9a-f]{64}$/)
    expect(named('RK')?.value).toHaveLength(10)
    for (const name of ['pt2gguin', 'RK', 'ptcz']) {
      expect(new Date(named(name)?.attributes.get('expires') ?? '').getUTCFullYear()).toBe(2038)
    }
  })

  // PROTOCOL: "Cookies"
  it('sets no ptwebqq, as since January 2018, and one of 64 hex on qq.com for the years before', async () => {
    const since2018 = setCookies((await confirmedQr(createClient(simulator))).reply)
    expect(since2018.map(({ name }) => name)).not.toContain('ptwebqq')
    await control(simulator, 'settings', { ptwebqq: 'issued' })
    const before = setCookies((await confirmedQr(createClient(simulator))).reply)
    const ptwebqq = before.find(({ name }) => name === 'ptwebqq')
    expect(ptwebqq?.domain).toBe('qq.com')
    expect(ptwebqq?.value).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('other codes of ptqrlogin', () => {
  // PROTOCOL: "qrStatus"
  it.each([
    [3, '0', /^您输入的帐号或密码不正确/],
    [4, '2', /^页面过期/],
    [7, '0', /\(\d+\)$/],
    [10, '0', /^$/],
    [24, '0', /禁用cookies/],
    [10005, '0', /^$/],
  ])('%d comes as any other, with sub code %s', async (code, sub, words) => {
    const client = createClient(simulator)
    const token = await showQr(client)
    await control(simulator, 'fault', { path: '/ptqrlogin', kind: 'ptui', retcode: code })
    const [first, second, link, , message = ''] = ptuiCallback((await client.get(ptqrloginUrl(token))).text)
    expect([first, second, link]).toEqual([String(code), sub, ''])
    expect(message).toMatch(words)
    expect(ptuiCallback((await client.get(ptqrloginUrl(token))).text)[0]).toBe('66')
  })
})

describe('a frozen account', () => {
  // PROTOCOL: "qrStatus"
  it('is told 0 with a page of aq.qq.com in place of check_sig, and gets no tickets', async () => {
    await control(simulator, 'settings', { frozen: true })
    const { reply, link } = await confirmedQr(createClient(simulator))
    await control(simulator, 'settings', { frozen: false })
    expect(ptuiCallback(reply.text)).toMatchObject({ 0: '0', 4: '登录成功！', 5: '小明' })
    expect(link).toMatch(/^http:\/\/aq\.qq\.com\/cn\/services\/abnormal\/abnormal_index\?/)
    expect(setCookies(reply)).toEqual([])
  })
})

describe('pt4_auth', () => {
  const url = (token: number) =>
    `https://ssl.ptlogin2.qq.com/pt4_auth?daid=164&appid=501004106&auth_token=${token}&t=0.5`

  // HERE: "pt4_auth"
  it.each([
    ['397467000', 3597819412],
    ['@beMESLu1X', 2659342294],
    ['4200000000', 3241031270],
  ])('time33 of "%s" is %d', (text, token) => {
    expect(time33(text)).toBe(token)
  })

  // HERE: "pt4_auth"
  it('says no without the super cookies, and hands out a check_sig link with them', async () => {
    const client = createClient(simulator)
    await client.get((await confirmedQr(client)).link)
    const token = time33(client.jar.value('supertoken', 'ssl.ptlogin2.qq.com'))
    expect((await client.get(url(token), { cookies: false })).text).toBe("ptui_auth_CB('1','');\r\n")
    expect((await client.get(url(token + 1))).text).toBe("ptui_auth_CB('1','');\r\n")
    expect((await client.get(url(token))).text).toMatch(
      /^ptui_auth_CB\('0','http:\/\/ptlogin2\.web2\.qq\.com\/check_sig\?[^']+'\);\r\n$/,
    )
  })
})
