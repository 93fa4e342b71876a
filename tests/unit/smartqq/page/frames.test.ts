import { describe, expect, it } from 'vitest'
import { isFromHttpsFrame, isFromPage, placeOnPage } from '../../../../lib/smartqq/page/frames.ts'

const at = (url: string, isTop: boolean) => placeOnPage(new URL(url), isTop)

describe('placeOnPage', () => {
  it('knows the page under both its names, as the whole tab only', () => {
    expect(at('http://w.qq.com/', true)).toBe('page')
    expect(at('https://web2.qq.com/index.html?guide=0', true)).toBe('page')
    expect(at('http://w.qq.com/', false)).toBeNull()
  })

  it('knows its hidden frames on the three hosts the page uses', () => {
    for (const host of ['s', 'd', 'd1'])
      expect(at(`http://${host}.web2.qq.com/proxy.html?v=20130916001&callback=1&id=1`, false)).toBe('http-frame')
    expect(at('https://d1.web2.qq.com/cfproxy.html?v=20151105001&callback=1', false)).toBe('https-frame')
  })

  it('leaves everything else alone: the end of a login, the frame that copies cookies, other hosts, a frame as a tab', () => {
    for (const url of [
      'http://w.qq.com/proxy.html?login2qq=1&webqq_type=10',
      'http://web2.qq.com/web2_cookie_proxy.html',
      'http://web2.qq.com/proxy.html',
      'http://ptlogin2.web2.qq.com/proxy.html',
      'http://s.web2.qq.com/other/proxy.html',
    ]) {
      expect(at(url, false)).toBeNull()
      expect(at(url, true)).toBeNull()
    }
    expect(at('http://s.web2.qq.com/proxy.html', true)).toBeNull()
  })
})

describe('origins of message events', () => {
  it('takes the page by either scheme, the https frame by https, and no name that only looks like theirs', () => {
    expect(['http://w.qq.com', 'https://w.qq.com', 'http://web2.qq.com'].map(isFromPage)).toEqual([true, true, true])
    expect(['https://d1.web2.qq.com', 'https://d.web2.qq.com'].map(isFromHttpsFrame)).toEqual([true, true])
    for (const origin of [
      'https://xui.ptlogin2.qq.com',
      'https://s.web2.qq.com',
      'http://d1.web2.qq.com',
      'https://d1.web2.qq.com.example',
      'null',
      '',
    ])
      expect([isFromPage(origin), isFromHttpsFrame(origin)]).toEqual([false, false])
    expect(isFromPage('https://d1.web2.qq.com')).toBe(false)
  })
})
