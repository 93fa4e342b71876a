import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { connectSources, endpoints, headerRules, hostPermissions } from '../../../../lib/smartqq/wire/endpoints.ts'
import { returnCodes } from '../../../../lib/smartqq/wire/return-codes.ts'

const protocol = readFileSync(new URL('../../../../docs/PROTOCOL.md', import.meta.url), 'utf8')

describe('endpoints', () => {
  it.each(Object.entries(endpoints))('%s is described in docs/PROTOCOL.md', (name, { url }) => {
    expect(protocol).toContain(`\`${name}\``)
    expect(protocol).toContain(new URL(url).pathname)
  })

  it.each(Object.keys(returnCodes))('the return code %s is explained in docs/PROTOCOL.md', (code) => {
    expect(protocol).toMatch(new RegExp(`^\\| [^|]*\\b${code}\\b[^|]*\\|`, 'm'))
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

describe('connectSources', () => {
  it('names every origin a request may go to and no other', () => {
    expect(connectSources()).toEqual([
      'http://ptlogin2.web2.qq.com',
      'http://ptlogin4.web2.qq.com',
      'https://d1.web2.qq.com',
      'https://ptlogin2.web2.qq.com',
      'https://ptlogin4.web2.qq.com',
      'https://s.web2.qq.com',
      'https://ssl.ptlogin2.qq.com',
    ])
  })
})

describe('hostPermissions', () => {
  it('asks for the hosts that are called, the page and the domain of the login cookie', () => {
    expect(hostPermissions()).toEqual([
      ...connectSources().map((origin) => `${origin}/*`),
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
    expect(rules).toHaveLength(5)
    expect(new Set(rules.map(({ id }) => id)).size).toBe(5)
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
    ])
    expect(headersOf('s.web2.qq.com', 'post')).toEqual([
      ['referer', 'https://s.web2.qq.com/proxy.html?v=20130916001&callback=1&id=1'],
      ['origin', 'https://s.web2.qq.com'],
    ])
  })

  it('gives a GET the Referer only', () => {
    expect(headersOf('d1.web2.qq.com', 'get')?.map(([header]) => header)).toEqual(['referer'])
    expect(headersOf('s.web2.qq.com', 'get')?.map(([header]) => header)).toEqual(['referer'])
    expect(headersOf('ssl.ptlogin2.qq.com', 'get')?.[0]?.[1]).toMatch(
      /^https:\/\/xui\.ptlogin2\.qq\.com\/cgi-bin\/xlogin/,
    )
  })

  it('leaves check_sig as the browser sends it', () => {
    expect(ruleFor('ptlogin2.web2.qq.com', 'get')).toBeUndefined()
  })
})
