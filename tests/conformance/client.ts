import type { Simulator } from '../simulator/index.ts'
import { createCookieJar } from './cookie-jar.ts'
import type { CookieJar } from './cookie-jar.ts'
import { exchange } from './raw-http.ts'
import type { Exchange, RawReply } from './raw-http.ts'

/** Changes to a request: a header that is null is left out; `cookies: false` sends none; `body` replaces the `r` form. */
export type Change = { headers?: Record<string, string | null>; cookies?: boolean; body?: string }

/** Speaks to the simulator over sockets, with the headers each host wants and a jar. Knows nothing of what it says. */
export type Client = {
  simulator: Simulator
  jar: CookieJar
  get(url: string, change?: Change): Promise<RawReply>
  /** POSTs a form whose only field `r` is the JSON of the value, or the string as it is. */
  post(url: string, r: unknown, change?: Change): Promise<RawReply>
  /** As `post`, for a reply that is a while in coming. */
  open(url: string, r: unknown, change?: Change): Exchange
}

const USER_AGENT = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/63.0.3239.84 Safari/537.36'

/** The Referer that the proxy frame of a host sends. */
const REFERERS: Record<string, string> = {
  's.web2.qq.com': 'https://s.web2.qq.com/proxy.html?v=20130916001&callback=1&id=1',
  'd1.web2.qq.com': 'https://d1.web2.qq.com/proxy.html?v=20151105001&callback=1&id=2',
}

/** A client with an empty jar, or with the given one. */
export function createClient(simulator: Simulator, jar: CookieJar = createCookieJar()): Client {
  function send(method: 'GET' | 'POST', address: string, body: string | null, change: Change): Exchange {
    const url = new URL(address)
    const isTls = url.protocol === 'https:'
    const cookie = change.cookies === false ? '' : jar.headerFor(url.hostname)
    const headers: Record<string, string | null> = {
      Host: url.hostname,
      Connection: 'keep-alive',
      'User-Agent': USER_AGENT,
      Referer: REFERERS[url.hostname] ?? null,
      Cookie: cookie === '' ? null : cookie,
      'Content-Type': body === null ? null : 'application/x-www-form-urlencoded',
      'Content-Length': body === null ? null : String(Buffer.byteLength(body)),
      ...change.headers,
    }
    const lines = Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]))
    return exchange(
      {
        port: isTls ? simulator.httpsPort : simulator.httpPort,
        tls: isTls ? { ca: simulator.caPem, servername: url.hostname } : null,
      },
      `${method} ${url.pathname}${url.search} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body ?? ''}`,
    )
  }

  const form = (r: unknown): string => `r=${encodeURIComponent(typeof r === 'string' ? r : JSON.stringify(r))}`
  async function kept({ reply }: Exchange): Promise<RawReply> {
    const whole = await reply
    jar.keep(whole)
    return whole
  }
  const open: Client['open'] = (url, r, change = {}) => send('POST', url, change.body ?? form(r), change)
  return {
    simulator,
    jar,
    get: (url, change = {}) => kept(send('GET', url, null, change)),
    post: (url, r, change) => kept(open(url, r, change)),
    open,
  }
}
