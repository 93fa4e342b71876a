// @vitest-environment node
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { PAGE_BUILDS } from '../simulator/settings.ts'
import { bootToPoll, COOKIES, createPages, pathsOf } from './page-in-window.ts'
import type { PageInWindow } from './page-in-window.ts'

const pages = createPages()
beforeAll(pages.start)
afterEach(pages.closeAll)
const { open, booted } = pages
const evaluate = (page: PageInWindow, code: string): unknown => page.window.eval(code)
const inGroup = (from_uin: number, send_uin: number, text: string) => ({
  poll_type: 'group_message',
  value: { content: [['font', {}], text], from_uin, send_uin, time: 1480000000 },
})

describe.each(PAGE_BUILDS)('the page of build %s', (build) => {
  // PROTOCOL: "From loading to the first poll"
  it('shows the login form when ptwebqq or skey is missing, and calls nothing', () => {
    for (const missing of ['ptwebqq', 'skey'] as const) {
      const { [missing]: _, ...rest } = COOKIES
      const page = open(build, rest)
      const form = page.window.document.querySelector('.login-panel > iframe')
      expect(form?.getAttribute('src')).toBe(
        'https://ui.ptlogin2.qq.com/cgi-bin/login?daid=164&target=self&style=16&mibao_css=m_webqq&appid=501004106' +
          '&enable_qlogin=0&no_verifyimg=1&s_url=http%3A%2F%2Fw.qq.com%2Fproxy.html&f_url=loginerroralert&strong_login=1' +
          '&login_state=10&t=20131024001',
      )
      expect(page.window.document.querySelector('.masker')).not.toBeNull()
      expect(page.frames()).toEqual([])
    }
  })

  // PROTOCOL: "From loading to the first poll"
  it('goes on without ptwebqq when the end of the login form says so', () => {
    const page = open(build, { uin: COOKIES.uin, skey: COOKIES.skey })
    evaluate(page, 'mq.main.onPTLoginSuccess(10)')
    page.ready(1)
    expect(pathsOf(page)).toEqual(['getvfwebqq'])
    expect(new URL(page.last('getvfwebqq').url).searchParams.get('ptwebqq')).toBe('')
  })

  // PROTOCOL: "From loading to the first poll"
  it('makes its calls in the known order, each with its parameters in theirs', () => {
    const page = booted(build)
    expect(page.calls.map(({ method, url, names }) => [method, url.split('?')[0], ...names])).toEqual([
      ['GET', 'http://s.web2.qq.com/api/getvfwebqq', 'ptwebqq', 'clientid', 'psessionid', 't'],
      ['POST', 'http://d1.web2.qq.com/channel/login2', 'ptwebqq', 'clientid', 'psessionid', 'status'],
      ['POST', 'http://s.web2.qq.com/api/get_user_friends2', 'vfwebqq', 'hash'],
      ['POST', 'http://s.web2.qq.com/api/get_group_name_list_mask2', 'vfwebqq', 'hash'],
      ['GET', 'http://s.web2.qq.com/api/get_discus_list', 'clientid', 'psessionid', 'vfwebqq', 't'],
      ['GET', 'http://s.web2.qq.com/api/get_self_info2', 't'],
      ['GET', 'http://d1.web2.qq.com/channel/get_online_buddies2', 'vfwebqq', 'clientid', 'psessionid', 't'],
      ['POST', 'http://d1.web2.qq.com/channel/get_recent_list2', 'vfwebqq', 'clientid', 'psessionid'],
      [
        'POST',
        `${build === '20161220' ? 'https' : 'http'}://d1.web2.qq.com/channel/poll2`,
        'ptwebqq',
        'clientid',
        'psessionid',
        'key',
      ],
    ])
    expect(page.last('poll2').r).toEqual({ ptwebqq: '7e2f3c9a', clientid: 53999199, psessionid: 'ps', key: '' })
    // The one in login2's reply is not taken.
    expect(page.last('get_user_friends2').r?.['vfwebqq']).toBe('vf')
  })

  // PROTOCOL: "Frames"
  it('makes its hidden frames when they are first needed, and lets calls wait until a frame is ready', () => {
    const page = open(build)
    expect(page.frames().map(({ id }) => id)).toEqual(['qqweb_proxySendIframe_1'])
    expect(page.calls).toEqual([])
    page.ready(1)
    expect(pathsOf(page)).toEqual(['getvfwebqq'])
    page.answer('getvfwebqq', { retcode: 0, result: { vfwebqq: 'vf' } })
    expect(pathsOf(page)).toEqual(['getvfwebqq'])

    const all = booted(build).frames()
    expect(all.every(({ id, name }) => id === name)).toBe(true)
    expect(all.map(({ id, src }) => [id, src])).toEqual([
      ['qqweb_proxySendIframe_1', 'http://s.web2.qq.com/proxy.html?v=20130916001&callback=1&id=1'],
      ['qqweb_proxySendIframe_2', 'http://d1.web2.qq.com/proxy.html?v=20151105001&callback=1&id=2'],
      ...(build === '20161220'
        ? [['qqweb_proxySendIframe3', 'https://d1.web2.qq.com/cfproxy.html?v=20151105001&callback=1']]
        : []),
    ])
  })

  // PROTOCOL: "Frames"
  it('asks d.web2 without a uin cookie', () => {
    const page = open(build, { skey: '@abc', ptwebqq: 'x' })
    page.ready(1)
    page.answer('getvfwebqq', { retcode: 0, result: { vfwebqq: 'vf' } })
    expect(page.frames()[1]?.src).toBe('http://d.web2.qq.com/proxy.html?v=20130916001&callback=1&id=2')
  })

  // PROTOCOL: "From loading to the first poll"
  it.each(['get_user_friends2', 'get_group_name_list_mask2', 'get_discus_list', 'get_recent_list2'])(
    'never polls when %s is refused',
    (path) => {
      const page = open(build)
      const { answer } = page
      bootToPoll(
        { ...page, answer: (name, value) => tryAnswer(name, name === path ? { retcode: 100003 } : value) },
        build,
      )
      function tryAnswer(name: string, value: unknown): void {
        if (pathsOf(page).includes(name)) answer(name, value)
      }
      expect(pathsOf(page)).toContain(path)
      expect(pathsOf(page)).not.toContain('poll2')
    },
  )

  // PROTOCOL: "Its polls"
  it.each([
    ['0', { retcode: 0 }],
    ['102', { retcode: 102 }],
    ['a result that cannot be handled', { retcode: 0, result: [inGroup(404, 31, 'x')] }],
  ])('polls again at once after %s', (_name, reply) => {
    const page = booted(build)
    const count = page.calls.length
    try {
      page.answer('poll2', reply)
    } catch {
      // What the page throws when it does not know the group.
    }
    expect(pathsOf(page).slice(count)).toEqual(['poll2'])
  })

  // PROTOCOL: "Its polls"
  it('takes the new ptwebqq of 116 into memory and cookie', () => {
    const page = booted(build)
    page.answer('poll2', { retcode: 116, p: 'newer' })
    expect(page.last('poll2').r?.['ptwebqq']).toBe('newer')
  })

  // PROTOCOL: "Its polls"
  it('ends its polls at 100, though it thinks itself online', () => {
    const page = booted(build)
    const count = page.calls.length
    page.answer('poll2', { retcode: 100 })
    expect(page.calls.length).toBe(count)
    expect(page.window.document.querySelector('.message_bubble.show .message_content')?.textContent).toContain(
      '请重新登录',
    )
    expect(evaluate(page, 'mq.main.isOnline()')).toBe(true)
  })

  // PROTOCOL: "Its polls"
  it('makes a burst of nine polls when the line fails, then relinks and takes over both tickets', async () => {
    const page = booted(build)
    const count = page.calls.length
    for (let i = 0; i < 9; i++) page.fail('poll2', 'onError')
    expect(pathsOf(page).slice(count)).toEqual(Array<string>(8).fill('poll2'))
    expect(evaluate(page, 'mq.main.isOnline()')).toBe(false)
    await vi.waitFor(() => expect(pathsOf(page).slice(count + 8)).toEqual(['login2']), 5000)
    expect(page.last('login2').names).toEqual(['ptwebqq', 'clientid', 'psessionid', 'key', 'state'])
    page.answer('login2', { retcode: 0, result: { psessionid: 'ps2', vfwebqq: 'vf2', uin: 123456789 } })
    expect(page.last('poll2').r?.['psessionid']).toBe('ps2')
    expect(evaluate(page, 'mq.vfwebqq')).toBe('vf2')
  })
})

describe('the https frame of build 20161220', () => {
  // PROTOCOL: "Frames"
  it('is used from its load on, with this envelope', () => {
    const page = open('20161220')
    bootToPoll({ ...page, loaded: () => undefined }, '20161220')
    expect(pathsOf(page)).not.toContain('poll2')
    page.loaded()
    const { timestamp, origin, ...posted } = page.last('poll2').posted ?? {}
    expect([typeof timestamp, origin]).toEqual(['number', 'https://d1.web2.qq.com'])
    expect(posted).toEqual({
      id: 0,
      option: {
        method: 'POST',
        data: `r=${encodeURIComponent(JSON.stringify(page.last('poll2').r))}`,
        isAsync: true,
        timeout: 120000,
        contentType: 'application/x-www-form-urlencoded',
        uri: 'https://d1.web2.qq.com/channel/poll2',
      },
      uri: 'https://d1.web2.qq.com/channel/poll2',
      iframeName: 'qqweb_proxySendIframe3',
      host: 'http://w.qq.com/',
    })
    page.answer('poll2', { retcode: 0 })
    expect(page.last('poll2').posted?.['id']).toBe(1)
  })

  // PROTOCOL: "Frames"
  it('may answer with an object; other origins, unknown ids and second answers do nothing', () => {
    const page = booted('20161220')
    const { window } = page
    const count = page.calls.length
    const tell = (data: unknown, origin = 'https://d1.web2.qq.com'): unknown =>
      window.dispatchEvent(new window.MessageEvent('message', { data, origin }))
    const option = { responseText: '{"retcode":0}', status: 200 }
    tell(JSON.stringify({ id: 0, type: 'onSuccess', option }), 'https://ui.ptlogin2.qq.com')
    tell({ id: 'mine', type: 'onSuccess', option })
    expect(page.calls.length).toBe(count)
    tell({ id: 0, type: 'onSuccess', option })
    tell({ id: 0, type: 'onSuccess', option })
    expect(page.calls.length).toBe(count + 1)
  })

  // PROTOCOL: "Frames"
  it('is what build 201604 uses too, once the user wants https', () => {
    const page = open('201604', COOKIES, "localStorage.setItem('enableHttps', 'true');")
    bootToPoll(page, '20161220')
    expect(page.last('poll2').frame).toBe('qqweb_proxySendIframe3')
  })
})
