import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { isRecord } from '../../simulator/narrow.ts'
import type { Simulator } from '../../simulator/index.ts'

type Cookie = { name: string; value: string; domain: string }
export type Reply = {
  status: number
  headers: IncomingHttpHeaders
  bytes: Buffer
  text: string
  json: Record<string, unknown>
}
export type Options = {
  r?: unknown
  form?: string
  headers?: Record<string, string>
  signal?: AbortSignal
  cookies?: boolean
}

/** An ordinary HTTP client with a cookie jar that knows domains and expiry, and nothing about SmartQQ. */
export function createPlainClient(simulator: Simulator) {
  let jar: Cookie[] = []

  function keep(line: string, host: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
    const [name = '', ...value] = pair.split('=')
    const attribute = (wanted: string): string | undefined =>
      attributes.find((part) => part.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1)
    const domain = attribute('domain') ?? host
    const expires = attribute('expires')
    jar = jar.filter((cookie) => cookie.name !== name || cookie.domain !== domain)
    if (expires === undefined || Date.parse(expires) > Date.now()) jar.push({ name, value: value.join('='), domain })
  }

  const cookiesFor = (host: string): string =>
    jar
      .filter(({ domain }) => host === domain || host.endsWith(`.${domain}`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')

  async function send(method: string, address: string, options: Options = {}): Promise<Reply> {
    const url = new URL(address)
    const isHttps = url.protocol === 'https:'
    const r = options.r === undefined ? null : `r=${encodeURIComponent(toR(options.r))}`
    const body = options.form ?? r
    const cookies = options.cookies === false ? '' : cookiesFor(url.hostname)
    const headers: Record<string, string | number> = {
      Host: url.hostname,
      'User-Agent': 'plain-client',
      ...(cookies === '' ? {} : { Cookie: cookies }),
      ...(/^(?:s|d1)\.web2/.test(url.hostname)
        ? { Referer: `https://${url.hostname}/proxy.html?v=1&callback=1&id=1` }
        : {}),
      ...(body === null
        ? {}
        : { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) }),
      ...options.headers,
    }
    const common = { host: '127.0.0.1', method, path: url.pathname + url.search, headers, signal: options.signal }
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = isHttps
        ? httpsRequest({ ...common, port: simulator.httpsPort, servername: url.hostname, ca: simulator.caPem }, resolve)
        : httpRequest({ ...common, port: simulator.httpPort }, resolve)
      outgoing.on('error', reject)
      outgoing.end(body ?? undefined)
    })
    for (const line of incoming.headers['set-cookie'] ?? []) keep(line, url.hostname)
    const bytes = await buffer(incoming)
    return {
      status: incoming.statusCode ?? 0,
      headers: incoming.headers,
      bytes,
      text: bytes.toString(),
      json: toJson(bytes),
    }
  }

  return {
    get: (address: string, options?: Options) => send('GET', address, options),
    post: (address: string, r: unknown, options?: Options) => send('POST', address, { ...options, r }),
    /** A form as it is, url-encoded. */
    submit: (address: string, form: string, options?: Options) => send('POST', address, { ...options, form }),
    cookie: (name: string, host: string) =>
      jar.find((cookie) => cookie.name === name && (host === cookie.domain || host.endsWith(`.${cookie.domain}`)))
        ?.value,
    jar: () => jar,
  }
}
export type PlainClient = ReturnType<typeof createPlainClient>

const toR = (r: unknown): string => (typeof r === 'string' ? r : JSON.stringify(r))

function toJson(bytes: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(bytes.toString())
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

/** The control API: POST with a body, GET without. Fails the test when it answers with an error. */
export async function control(simulator: Simulator, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const { status, answer } = await tryControl(simulator, path, body)
  if (status !== 200) throw new Error(`${path}: ${JSON.stringify(answer)}`)
  return answer
}

/** As `control`, for answers that are errors. */
export async function tryControl(
  simulator: Simulator,
  path: string,
  body?: unknown,
): Promise<{ status: number; answer: Record<string, unknown> }> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const reply = await fetch(`${simulator.controlUrl}/api/${path}`, init)
  const answer: unknown = await reply.json()
  return { status: reply.status, answer: isRecord(answer) ? answer : {} }
}
