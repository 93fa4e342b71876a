// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { confirmedQr, getvfwebqqUrl, jsonOf, oldPtqrloginUrl, ptuiCallback, showQr } from './calls.ts'
import { createClient } from './client.ts'
import { control } from './control.ts'
import { createCookieJar, isExpired, setCookies } from './cookie-jar.ts'
import { time33 } from './hashes.ts'
import { headerValues } from './raw-http.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.close())

async function checkSig() {
  const client = createClient(simulator)
  const { link } = await confirmedQr(client)
  return { client, link, reply: await client.get(link) }
}

describe('check_sig', () => {
  // PROTOCOL: "checkSig"
  it('is a 302 of the login server to the page of u1, on a connection that closes', async () => {
    const { reply } = await checkSig()
    expect(reply.status).toBe(302)
    expect(headerValues(reply, 'Location')).toEqual(['http://w.qq.com/proxy.html'])
    expect(headerValues(reply, 'Server')).toEqual(['Tencent Login Server/2.0.0'])
    expect(headerValues(reply, 'P3P')).toEqual(['CP="CAO PSA OUR"'])
    expect(headerValues(reply, 'Connection').map((value) => value.toLowerCase())).toEqual(['close'])
    expect(headerValues(reply, 'Content-Type')[0]).toMatch(/^text\/html/)
  })

  // PROTOCOL: "checkSig"
  it('leads to proxy.html with login2qq and webqq_type when the old form asked for them', async () => {
    const client = createClient(simulator)
    const token = await showQr(client)
    await control(simulator, 'confirm')
    const link = ptuiCallback((await client.get(oldPtqrloginUrl(token))).text)[2] ?? ''
    expect(headerValues(await client.get(link), 'Location')).toEqual([
      'http://w.qq.com/proxy.html?login2qq=1&webqq_type=10',
    ])
  })

  // PROTOCOL: "Cookies"
  it('sends its Set-Cookie lines in the recorded order: the good p_skey, three expired twins, the good p_uin last', async () => {
    const { reply } = await checkSig()
    const lines = setCookies(reply).map((cookie) => [
      cookie.name,
      cookie.domain,
      isExpired(cookie) ? 'expired' : 'good',
    ])
    expect(lines.filter(([name]) => ['p_skey', 'pt4_token', 'p_uin'].includes(name ?? ''))).toEqual([
      ['p_skey', 'web2.qq.com', 'good'],
      ['pt4_token', 'web2.qq.com', 'good'],
      ['p_uin', 'qq.com', 'expired'],
      ['p_skey', 'qq.com', 'expired'],
      ['pt4_token', 'qq.com', 'expired'],
      ['p_uin', 'web2.qq.com', 'good'],
    ])
  })

  // PROTOCOL: "Cookies"
  it('gives the twins no value and a date in January 1970', async () => {
    const twins = setCookies((await checkSig()).reply).filter(isExpired)
    expect(twins.map(({ value }) => value)).toEqual(['', '', ''])
    for (const { attributes } of twins) expect(attributes.get('expires')).toMatch(/02.Jan.1970 00:00:00 GMT$/)
  })

  // HERE: "Cookies of ptqrlogin"
  it('gives p_skey 44 characters that end in _, and p_uin the number after an o', async () => {
    const { client } = await checkSig()
    expect(client.jar.value('p_skey', 's.web2.qq.com')).toMatch(/^[A-Za-z0-9*-]{43}_$/)
    expect(client.jar.value('p_uin', 'd1.web2.qq.com')).toMatch(/^o0*1234567890$/)
  })

  // PROTOCOL: "Cookies"
  it('sets uin and skey on qq.com again, with the values of ptqrlogin', async () => {
    const client = createClient(simulator)
    const { link, reply } = await confirmedQr(client)
    const earlier = new Map(setCookies(reply).map(({ name, value }) => [name, value]))
    const again = setCookies(await client.get(link)).filter(({ name }) => ['uin', 'skey'].includes(name))
    expect(again.map(({ name, domain }) => `${name} on ${domain}`)).toEqual(['uin on qq.com', 'skey on qq.com'])
    for (const { name, value } of again) expect(value).toBe(earlier.get(name))
  })

  // PROTOCOL: "checkSig"
  it('works once: the second call redirects as well, but sets nothing', async () => {
    const { client, link } = await checkSig()
    const again = await client.get(link)
    expect([again.status, setCookies(again)]).toEqual([302, []])
  })

  // PROTOCOL: "checkSig"
  it('works over https and on ptlogin4 too', async () => {
    for (const [from, to] of [
      ['http:', 'https:'],
      ['//ptlogin2.', '//ptlogin4.'],
    ] as const) {
      const client = createClient(simulator)
      const { link } = await confirmedQr(client)
      expect(setCookies(await client.get(link.replace(from, to))).map(({ name }) => name)).toContain('p_skey')
    }
  })

  // PROTOCOL: "Cookies"
  it('logs a jar in that knows domains', async () => {
    const { client } = await checkSig()
    expect(jsonOf(await client.get(getvfwebqqUrl))['retcode']).toBe(0)
  })

  // PROTOCOL: "Cookies"
  it('leaves a jar that forgets domains without p_skey, so that it gets 100000', async () => {
    const client = createClient(simulator, createCookieJar({ ignoresDomains: true }))
    await client.get((await confirmedQr(client)).link)
    expect(() => client.jar.value('p_skey', 's.web2.qq.com')).toThrow('has no cookie p_skey')
    expect((await client.get(getvfwebqqUrl)).text).toBe('{"retcode":100000}\n')
  })
})

describe('logout', () => {
  // SIMULATOR: "One login's life"
  it('by pt4_token and the proof of the skey ends the login, and deletes uin and skey on qq.com', async () => {
    const { client } = await checkSig()
    const token = client.jar.value('pt4_token', 'web2.qq.com')
    const key = time33(client.jar.value('skey', 'qq.com'))
    const reply = await client.get(
      `https://ptlogin2.qq.com/logout?pt4_token=${token}&pt4_hkey=${key}&pt4_ptcz=0&deep_logout=1`,
    )
    const deleted = setCookies(reply).filter(isExpired)
    expect(deleted.map(({ name, domain }) => `${name} on ${domain}`)).toEqual(
      expect.arrayContaining(['uin on qq.com', 'skey on qq.com']),
    )
    expect((await client.get(getvfwebqqUrl)).text).toBe('{"retcode":100000}\n')
  })
})
