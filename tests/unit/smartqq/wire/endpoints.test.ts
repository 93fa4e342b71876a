import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  avatarOrigin,
  connectSources,
  endpoints,
  headerRules,
  hostPermissions,
  neededPermissions,
} from '../../../../lib/smartqq/wire/endpoints.ts'
import type { HeaderRule } from '../../../../lib/smartqq/wire/endpoints.ts'

const protocol = readFileSync(new URL('../../../../docs/PROTOCOL.md', import.meta.url), 'utf8')

const FACES = Array.from({ length: 10 }, (_, digit) => `http://face${digit}.web.qq.com`)

/** As the browser matches: a domain holds for all hosts below it. */
function isFor({ condition }: HeaderRule, host: string): boolean {
  const within = (domains: readonly string[] = []) => domains.some((one) => host === one || host.endsWith(`.${one}`))
  return within(condition.requestDomains) && !within(condition.excludedRequestDomains)
}

describe('endpoints', () => {
  it.each(Object.entries(endpoints))('%s is described in docs/PROTOCOL.md', (name, { url }) => {
    expect(protocol).toContain(`\`${name}\``)
    expect(protocol).toContain(new URL(url).pathname)
  })

  it('asks s. and d1. over https only', () => {
    const hosts = Object.values(endpoints).filter(({ url }) => /\/\/(s|d1)\.web2/.test(url))
    expect(hosts.length).toBeGreaterThan(10)
    expect(hosts.every(({ url }) => url.startsWith('https://'))).toBe(true)
  })

  it('waits longer for a poll than the server holds it', () => {
    expect(endpoints.poll.timeoutMs).toBe(120_000)
    expect(endpoints.sendFriend.timeoutMs).toBe(30_000)
  })
})

describe('avatarOrigin', () => {
  it.each([
    [3021457781, 1],
    [1876033140, 0],
    [2147483649, 9],
    [4294967297, 7],
    [9007199254740991, 1],
  ])('has the picture of %d on host %d', (number, digit) => {
    expect(avatarOrigin(number)).toBe(`http://face${digit}.web.qq.com`)
  })
})

describe('connectSources', () => {
  it('names every origin a request may go to and no other', () => {
    expect(connectSources()).toEqual([
      ...FACES,
      'http://ptlogin2.web2.qq.com',
      'http://ptlogin4.web2.qq.com',
      'https://d1.web2.qq.com',
      'https://ptlogin2.qq.com',
      'https://ptlogin2.web2.qq.com',
      'https://ptlogin4.web2.qq.com',
      'https://q.qlogo.cn',
      'https://qinfo.clt.qq.com',
      'https://qun.qq.com',
      'https://s.web2.qq.com',
      'https://ssl.ptlogin2.qq.com',
    ])
  })
})

describe('hostPermissions', () => {
  it('asks for no host that nothing in the extension calls', () => {
    const patterns = hostPermissions().join(' ')
    for (const host of ['pub.idqqimg.com', 'gchat.qpic.cn', 'd.web2.qq.com', 'http://web2.qq.com', '*.web2.qq.com'])
      expect(patterns).not.toContain(host)
  })

  it('asks for the hosts that are called, the page and the domain of the login cookie', () => {
    expect(hostPermissions()).toEqual([
      ...connectSources().map((origin) => `${origin}/*`),
      '*://web2.qq.com/*',
      '*://w.qq.com/*',
    ])
  })
})

describe('neededPermissions', () => {
  it('does without avatars, group pages and the sign-out at the service', () => {
    expect(neededPermissions()).toEqual([
      'http://ptlogin2.web2.qq.com/*',
      'http://ptlogin4.web2.qq.com/*',
      'https://d1.web2.qq.com/*',
      'https://ptlogin2.web2.qq.com/*',
      'https://ptlogin4.web2.qq.com/*',
      'https://s.web2.qq.com/*',
      'https://ssl.ptlogin2.qq.com/*',
      '*://web2.qq.com/*',
      '*://w.qq.com/*',
    ])
  })
})

describe('headerRules', () => {
  const rules = headerRules('the-extension')
  const ruleFor = (host: string, method: string) =>
    rules.find(({ condition }) => condition.requestDomains[0] === host && condition.requestMethods[0] === method)
  const headersOf = (host: string, method: string) =>
    ruleFor(host, method)?.action.requestHeaders.map(({ header, value }) => [header, value])

  it('applies to our own background requests alone', () => {
    expect(rules).toHaveLength(9)
    expect(new Set(rules.map(({ id }) => id)).size).toBe(9)
    for (const { condition } of rules) {
      expect(condition).toMatchObject({
        initiatorDomains: ['the-extension'],
        tabIds: [-1],
        resourceTypes: ['xmlhttprequest'],
      })
    }
  })

  it('gives a POST the Referer and the Origin of the proxy page', () => {
    expect(headersOf('d1.web2.qq.com', 'post')).toEqual([
      ['referer', 'https://d1.web2.qq.com/proxy.html?v=20151105001&callback=1&id=2'],
      ['origin', 'https://d1.web2.qq.com'],
      ['connection', 'close'],
    ])
    expect(headersOf('s.web2.qq.com', 'post')).toEqual([
      ['referer', 'https://s.web2.qq.com/proxy.html?v=20130916001&callback=1&id=1'],
      ['origin', 'https://s.web2.qq.com'],
    ])
  })

  it('keeps no connection to the host of the sends, over which the browser would repeat a send by itself', () => {
    for (const method of ['get', 'post']) {
      expect(headersOf('d1.web2.qq.com', method)).toContainEqual(['connection', 'close'])
      expect(headersOf('s.web2.qq.com', method)).not.toContainEqual(['connection', 'close'])
    }
  })

  it('gives a GET the Referer, and no Origin', () => {
    expect(headersOf('d1.web2.qq.com', 'get')?.map(([header]) => header)).toEqual(['referer', 'connection'])
    expect(headersOf('s.web2.qq.com', 'get')?.map(([header]) => header)).toEqual(['referer'])
    expect(headersOf('ssl.ptlogin2.qq.com', 'get')?.[0]?.[1]).toMatch(
      /^https:\/\/xui\.ptlogin2\.qq\.com\/cgi-bin\/xlogin/,
    )
  })

  it('gives pictures and the sign-out the Referer of the page, and the group pages their own', () => {
    expect(ruleFor('face0.web.qq.com', 'get')?.condition.requestDomains).toEqual(
      FACES.map((origin) => new URL(origin).hostname),
    )
    expect(headersOf('face0.web.qq.com', 'get')).toEqual([['referer', 'http://w.qq.com/']])
    expect(headersOf('ptlogin2.qq.com', 'get')).toEqual([['referer', 'http://w.qq.com/']])
    expect(headersOf('qun.qq.com', 'post')).toEqual([
      ['referer', 'https://qun.qq.com/member.html'],
      ['origin', 'https://qun.qq.com'],
    ])
    expect(headersOf('qinfo.clt.qq.com', 'post')?.[1]).toEqual(['origin', 'https://qinfo.clt.qq.com'])
  })

  it('keeps a rule off the hosts below its own that have another', () => {
    expect(ruleFor('ptlogin2.qq.com', 'get')?.condition.excludedRequestDomains).toEqual(['ssl.ptlogin2.qq.com'])
    for (const { condition } of rules) {
      const [method] = condition.requestMethods
      for (const host of condition.requestDomains) {
        const same = rules.filter((rule) => isFor(rule, host) && rule.condition.requestMethods[0] === method)
        expect([host, method, same.length]).toEqual([host, method, 1])
      }
    }
  })

  it('leaves check_sig as the browser sends it', () => {
    expect(rules.filter((rule) => isFor(rule, 'ptlogin2.web2.qq.com'))).toEqual([])
  })
})
