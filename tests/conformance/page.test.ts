// @vitest-environment node
import { runInNewContext, Script } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { createClient } from './client.ts'
import type { Client } from './client.ts'
import { control } from './control.ts'
import { headerValues } from './raw-http.ts'

let simulator: Simulator
let client: Client
beforeAll(async () => {
  simulator = await startSimulator()
  client = createClient(simulator)
})
afterAll(() => simulator.close())

/** The one inline script of a page. */
async function scriptOf(url: string): Promise<string> {
  const { text } = await client.get(url, { headers: { Referer: null } })
  const script = /<script>([\s\S]*?)<\/script>/.exec(text)?.[1]
  if (script === undefined) throw new Error(`${url} has no inline script`)
  return script
}

type Sent = { method: string; url: string; body: unknown; headers: [string, string][] }
/** An XMLHttpRequest that answers every request with this, in `sent` order. */
function answering(reply: { status: number; responseText: string }, sent: Sent[]) {
  return class {
    status = 0
    responseText = ''
    onload = (): void => undefined
    readonly headers: [string, string][] = []
    method = ''
    url = ''
    open(method: string, url: string): void {
      this.method = method
      this.url = url
    }
    setRequestHeader(name: string, value: string): void {
      this.headers.push([name, value])
    }
    send(body: unknown): void {
      sent.push({ method: this.method, url: this.url, body, headers: this.headers })
      Object.assign(this, reply)
      this.onload()
    }
  }
}

describe('w.qq.com', () => {
  // SIMULATOR: "Where it differs from the real service"
  it('http://w.qq.com/ is an HTML page that logs in by a ptlogin frame and calls through proxy frames', async () => {
    const index = await client.get('http://w.qq.com/')
    expect([index.status, headerValues(index, 'Content-Type')[0]]).toEqual([200, 'text/html; charset=utf-8'])
    expect(index.text).toContain("document.domain = 'qq.com'")
    expect(index.text).toContain("speedTempCache = { '7832-22-1': {} }")
    expect(index.text).toContain('<script src="//pub.idqqimg.com/smartqq/js/mq.js?t=20161220">')
    const script = await client.get('http://pub.idqqimg.com/smartqq/js/mq.js?t=20161220')
    expect([script.status, headerValues(script, 'Content-Type')[0]]).toEqual([200, 'text/javascript; charset=utf-8'])
    expect(() => new Script(script.text)).not.toThrow()
    expect((await client.get('http://web2.qq.com/')).body).toEqual(index.body)
  })

  // SIMULATOR: "Settings"
  it('https://w.qq.com/ answers 302 to it, or serves the page when told to', async () => {
    const redirected = await client.get('https://w.qq.com/')
    expect([redirected.status, headerValues(redirected, 'Location')]).toEqual([302, ['http://w.qq.com/']])
    await control(simulator, 'settings', { httpsPage: 'serve' })
    const served = await client.get('https://w.qq.com/')
    await control(simulator, 'settings', { httpsPage: 'redirect' })
    expect(served.body).toEqual((await client.get('http://w.qq.com/')).body)
  })

  // HERE: "Frames of the page"
  it('proxy.html, where check_sig leads, shares document.domain and tells the page above the login type', async () => {
    const script = await scriptOf('http://w.qq.com/proxy.html?login2qq=1&webqq_type=10')
    const told: unknown[] = []
    const document = { domain: 'w.qq.com' }
    runInNewContext(script, {
      document,
      URLSearchParams,
      location: { search: '?login2qq=1&webqq_type=10' },
      parent: { mq: { main: { onPTLoginSuccess: (type: unknown) => told.push(type) } } },
      window: {},
    })
    expect([document.domain, told]).toEqual(['qq.com', [10]])
  })
})

describe('proxy.html of s.web2 and d1.web2', () => {
  async function loaded(host: string, search: string, reply = { status: 200, responseText: '{"retcode":0}\n' }) {
    const calls: unknown[][] = []
    const sent: Sent[] = []
    const context: Record<string, unknown> = {
      document: { domain: host },
      URLSearchParams,
      location: { search },
      parent: { alloy: { ajaxProxyCallback: (...given: unknown[]) => calls.push(given) } },
      window: {},
      XMLHttpRequest: answering(reply, sent),
      console,
    }
    runInNewContext(await scriptOf(`http://${host}/proxy.html${search}`), context)
    const ajax = context['ajax'] as (url: string, o: Record<string, unknown>) => void
    return { context, calls, sent, ajax }
  }

  // HERE: "Frames of the page"
  it.each([
    ['s.web2.qq.com', '?v=20130916001&callback=1&id=1', 1],
    ['d1.web2.qq.com', '?v=20151105001&callback=1&id=2', 2],
  ])('on %s shares document.domain and says that it is ready: the number 1, and its id', async (host, search, id) => {
    const { context, calls } = await loaded(host, search)
    expect(context['document']).toEqual({ domain: 'qq.com' })
    expect(calls).toEqual([[1, id]])
  })

  // HERE: "Frames of the page"
  it('offers ajax(url, o), which posts a form and hands the answer to onSuccess as it is', async () => {
    const { ajax, sent } = await loaded('d1.web2.qq.com', '?v=20151105001&callback=1&id=2')
    const answers: unknown[] = []
    const url = 'http://d1.web2.qq.com/channel/poll2'
    ajax(url, {
      method: 'POST',
      data: 'r=%7B%7D',
      onSuccess: (xhr: { responseText: string }) => answers.push(xhr.responseText),
    })
    expect(sent).toEqual([
      { method: 'POST', url, body: 'r=%7B%7D', headers: [['Content-Type', 'application/x-www-form-urlencoded']] },
    ])
    expect(answers).toEqual(['{"retcode":0}\n'])
  })

  // HERE: "Frames of the page"
  it('hands an error page to onError', async () => {
    const { ajax } = await loaded('d1.web2.qq.com', '?id=2', { status: 504, responseText: '<html>' })
    const told: string[] = []
    ajax('http://d1.web2.qq.com/channel/poll2', {
      onSuccess: () => told.push('success'),
      onError: () => told.push('error'),
    })
    expect(told).toEqual(['error'])
  })

  // HERE: "Frames of the page"
  it.each([
    'http://s.web2.qq.com/proxy.html',
    'http://d1.web2.qq.com/proxy.html',
    'https://d1.web2.qq.com/cfproxy.html',
    'http://w.qq.com/',
  ])('%s may be framed, asks for no Referer or cookie, and keeps document.domain settable', async (url) => {
    const reply = await client.get(url, { headers: { Referer: null }, cookies: false })
    expect(reply.status).toBe(200)
    expect(headerValues(reply, 'X-Frame-Options')).toEqual([])
    expect(headerValues(reply, 'Content-Security-Policy')).toEqual([])
    expect(headerValues(reply, 'Origin-Agent-Cluster')).toEqual(['?0'])
  })
})

describe('cfproxy.html of d1.web2', () => {
  async function ask(data: unknown, origin = 'http://w.qq.com') {
    const sent: Sent[] = []
    const replies: [unknown, string][] = []
    let listener: (event: unknown) => void = () => undefined
    runInNewContext(await scriptOf('https://d1.web2.qq.com/cfproxy.html?v=20151105001&callback=1'), {
      addEventListener: (_type: string, added: typeof listener) => {
        listener = added
      },
      XMLHttpRequest: answering({ status: 200, responseText: '{"retcode":0}\n' }, sent),
    })
    const source = { postMessage: (message: unknown, target: string) => replies.push([message, target]) }
    listener({ data, origin, source })
    return { sent, replies }
  }
  const uri = 'https://d1.web2.qq.com/channel/poll2'
  const request = (to: string) =>
    JSON.stringify({
      id: 7,
      option: {
        method: 'POST',
        data: 'r=%7B%7D',
        isAsync: true,
        timeout: 120000,
        contentType: 'application/x-www-form-urlencoded',
        uri: to,
      },
      uri: to,
      iframeName: 'qqweb_proxySendIframe3',
      host: 'http://w.qq.com/',
      timestamp: 1480000000000,
    })

  // HERE: "Frames of the page"
  it('takes a request as a JSON string and posts back id, type and the answer, to the page only', async () => {
    const { sent, replies } = await ask(request(uri))
    expect(sent).toEqual([
      { method: 'POST', url: uri, body: 'r=%7B%7D', headers: [['Content-Type', 'application/x-www-form-urlencoded']] },
    ])
    const [message, target] = replies[0] ?? []
    expect([JSON.parse(String(message)), target]).toEqual([
      { id: 7, type: 'onSuccess', option: { responseText: '{"retcode":0}\n', status: 200 } },
      'http://w.qq.com',
    ])
  })

  // HERE: "Frames of the page"
  it.each([
    ['another page', request(uri), 'https://example.org'],
    ['the page, for another host', request('https://example.org/'), 'http://w.qq.com'],
    ['the page, but no JSON', 'hello', 'http://w.qq.com'],
  ])('does nothing for %s', async (_name, data, origin) => {
    expect(await ask(data, origin)).toEqual({ sent: [], replies: [] })
  })
})

describe('the login form', () => {
  // PROTOCOL: "qrStatus"
  it.each(['https://xui.ptlogin2.qq.com/cgi-bin/xlogin?daid=164', 'https://ui.ptlogin2.qq.com/cgi-bin/login?daid=164'])(
    '%s shows the picture and asks ptqrlogin in the form of 2018',
    async (url) => {
      const { text } = await client.get(url)
      expect(text).toContain('/ptqrshow?appid=501004106')
      expect(text).toContain('/ptqrlogin?u1=')
      expect(text).toContain('ptuiCB')
    },
  )
})
