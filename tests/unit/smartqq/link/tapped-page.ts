import { endpoints } from '../../../../lib/smartqq/wire/endpoints.ts'
import type { EndpointName } from '../../../../lib/smartqq/wire/endpoints.ts'
import type { OpenPage } from '../../../../lib/smartqq/link/open-page.ts'

type Fields = Record<string, string | number>

export const TICKETS = { ptwebqq: 'pt', psessionid: 'ps', vfwebqq: 'vf' }
const HTTP_FRAME = 'http://d1.web2.qq.com/proxy.html?v=20151105001&callback=1&id=2'
const HTTPS_FRAME = 'https://d1.web2.qq.com/cfproxy.html?v=20151105001&callback=1'

/** What the scripts on a page report of one call, step by step. */
export interface TappedCall {
  asked(ageMs?: number): Promise<void>
  answered(body: unknown, change?: { status?: number; date?: string | null }): Promise<void>
  failed(why?: 'error' | 'timeout' | 'abort'): Promise<void>
  /** The same, as the messages to and from the https frame show it. */
  posted(): Promise<void>
  heard(body: unknown): Promise<void>
  heardFailure(type: 'onError' | 'onTimeout'): Promise<void>
}

/** The reports of one page, as its tap and its relay write them (page script 20161220). */
export function tappedPage(page: OpenPage) {
  let lastId = 0
  let lastEnvelope = -1

  function call(endpoint: EndpointName, fields: Fields): TappedCall {
    const { method, url } = endpoints[endpoint]
    const http = url.replace('https:', 'http:')
    const request = {
      id: String(++lastId),
      method,
      url: method === 'GET' ? `${http}?${new URLSearchParams(fields as Record<string, string>)}` : http,
      body: method === 'GET' ? null : `r=${encodeURIComponent(JSON.stringify(fields))}`,
    }
    const text = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body))
    const envelope = ++lastEnvelope
    const heard = (type: string, option?: object) => page.heard(JSON.stringify({ id: envelope, type, option }), 'page')
    return {
      asked: (ageMs = 0) => page.tapped({ kind: 'request', ageMs, ...request }, HTTP_FRAME),
      answered: (body, change = {}) =>
        page.tapped(
          { kind: 'reply', n: lastId, status: 200, text: text(body), date: null, ...request, ...change },
          HTTP_FRAME,
        ),
      failed: (why = 'error') => page.tapped({ kind: 'failed', n: lastId, why, ...request }, HTTP_FRAME),
      posted: () =>
        page.heard(
          JSON.stringify({
            id: envelope,
            option: { method, data: request.body, isAsync: true, timeout: 120_000, uri: url },
            uri: url,
            iframeName: 'qqweb_proxySendIframe3',
            host: 'http://w.qq.com/',
            timestamp: 1_480_000_000_000,
          }),
          'frame',
        ),
      heard: (body) => heard('onSuccess', { responseText: text(body), status: 200 }),
      heardFailure: (type) => heard(type),
    }
  }

  const poll = (tickets: Partial<typeof TICKETS> = {}) => {
    const { ptwebqq, psessionid } = { ...TICKETS, ...tickets }
    return call('poll', { ptwebqq, clientid: 53999199, psessionid, key: '' })
  }
  const ask = async (endpoint: EndpointName, fields: Fields, body: unknown) => {
    const each = call(endpoint, fields)
    await each.asked()
    await each.answered(body)
  }

  return {
    page,
    call,
    poll,
    hello: (tapped: boolean, frame: 'http' | 'https' = 'http') =>
      page.tapped({ kind: 'hello', tapped }, frame === 'http' ? HTTP_FRAME : HTTPS_FRAME),
    /** getvfwebqq and login2, well answered. */
    async logsIn(uin = 10001, tickets: Partial<typeof TICKETS> = {}) {
      const { ptwebqq, psessionid, vfwebqq } = { ...TICKETS, ...tickets }
      const fields = { ptwebqq, clientid: 53999199, psessionid: '' }
      await ask('vfwebqq', fields, { retcode: 0, result: { vfwebqq } })
      await ask('login2', { ...fields, status: 'online' }, { retcode: 0, result: { psessionid, uin, vfwebqq: 'no' } })
    },
    /** The lists and the own profile, then everything else up to the first poll, which is on its way then. */
    async boots(uin = 10001, tickets: Partial<typeof TICKETS> = {}) {
      await this.logsIn(uin, tickets)
      const { psessionid, vfwebqq } = { ...TICKETS, ...tickets }
      await ask(
        'friends',
        { vfwebqq, hash: 'x' },
        { retcode: 0, result: { friends: [], info: [{ uin: 5, nick: 'Lily' }] } },
      )
      await ask(
        'groups',
        { vfwebqq, hash: 'x' },
        { retcode: 0, result: { gnamelist: [{ gid: 90, code: 91, name: '羽毛球' }] } },
      )
      await ask('discusses', { clientid: 53999199, psessionid, vfwebqq }, { retcode: 0, result: { dnamelist: [] } })
      await ask('self', { t: 1 }, { retcode: 0, result: { uin, nick: '小明', face: 252 } })
      await ask('online', { vfwebqq, clientid: 53999199, psessionid }, { retcode: 0, result: [] })
      await ask('recent', { vfwebqq, clientid: 53999199, psessionid }, { retcode: 0, result: [] })
      const first = poll(tickets)
      await first.asked()
      return first
    },
    async showsForm() {
      page.state({ loginForm: true, frozen: false })
    },
  }
}

export type TappedPage = ReturnType<typeof tappedPage>
