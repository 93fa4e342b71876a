import { createServer as createHttp } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { traceOf } from '../narrow.ts'
import type { Accounts } from '../accounts.ts'
import type { Service } from '../service.ts'
import { parseCookies } from './cookies.ts'
import { afterwards, faultReply, itemsIn, PORTAL_URL, portalPage } from './fault-replies.ts'
import { isUncertain } from './faults.ts'
import type { Fault } from './faults.ts'
import type { WireReply, WireRequest } from './message.ts'
import { drip, pause } from './pace.ts'
import { retcodeOf } from './request-log.ts'
import type { LoggedRequest } from './request-log.ts'
import { route } from './routes.ts'
import { asOfEra, asReplied, asWritten, insteadOf } from './rules.ts'
import { rolledFault } from './send-luck.ts'

/** A network that answers for everybody until one logs in to it: with its page, or by sending everybody there. */
export type Portal = 'off' | 'page' | 'redirect'

/** The two servers that answer for the service's host names. */
export type Front = {
  http: Server
  https: Server
  /** While the line is cut every connection is closed at once. */
  setCut(cut: boolean): void
  isCut(): boolean
  setPortal(portal: Portal): void
  portal(): Portal
  /** Closes what is open and stops. */
  stop(): Promise<void>
}

/**
 * Whether the w.qq.com page seems to have sent a request: plain http to s or d1 (its proxy frames; clients of the last
 * years use https), or https from cfproxy.html, asked for by a page of the same origin. Whether that frame has cookies differs
 * between browsers.
 */
function seemsFromPage(scheme: string, host: string, headers: IncomingMessage['headers']): boolean {
  if (!/^(?:s|d1)\.web2\.qq\.com$/.test(host)) return false
  if (scheme === 'http') return true
  const isFrame = headers.referer?.startsWith('https://d1.web2.qq.com/cfproxy.html') ?? false
  return isFrame && headers['sec-fetch-site'] === 'same-origin'
}

export function createFront(accounts: Accounts, identity: { cert: string; key: string }): Front {
  const { shared } = accounts
  const sockets = new Set<Socket>()
  let cut = false
  let portal: Portal = 'off'
  let lastId = 0

  async function toWireRequest(
    scheme: 'http' | 'https',
    incoming: IncomingMessage,
    gone: AbortSignal,
  ): Promise<WireRequest> {
    const host = (incoming.headers.host ?? '').toLowerCase().replace(/:\d+$/, '')
    const url = new URL(`${scheme}://host${incoming.url?.startsWith('/') === true ? incoming.url : '/'}`)
    const body = incoming.method === 'POST' ? await text(incoming) : ''
    return {
      id: ++lastId,
      scheme,
      host,
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      cookies: parseCookies(incoming.headers.cookie),
      form: new URLSearchParams(body),
      viaPage: seemsFromPage(scheme, host, incoming.headers),
      gone,
    }
  }

  async function answer(scheme: 'http' | 'https', incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const request = await toWireRequest(scheme, incoming, gone.signal)
    const entry = shared.requests.begin(request)
    gone.signal.addEventListener('abort', () => {
      entry.endedAt ??= Date.now()
      if (entry.status === null) entry.aborted = true
    })
    const held = ofPortal(request)
    if (held !== null) return write(response, held, entry, null)
    accounts.endDue()
    const service = accounts.of(request)
    const reply = await replyTo(service, request)
    // Taken as the reply goes out, so that a fault planned while a poll is held meets what it brings.
    const isWorthless = request.path === '/channel/poll2' && itemsIn(reply).length === 0
    const late = isWorthless || reply === 'hang' ? null : shared.faults.takeLate(request.path)
    if (late?.kind === 'duplicate') comeAgain(service, reply, late)
    await write(response, asWritten(service, late === null ? reply : afterwards(late, reply)), entry, late)
    // Runs whatever became of the reply: a send was carried out, its echo is on its way.
    if (typeof reply !== 'string' && reply.afterSent !== undefined) setImmediate(reply.afterSent)
  }

  async function replyTo(service: Service, asked: WireRequest): Promise<WireReply> {
    const request = asOfEra(service, asked)
    const fault = shared.faults.take(request.path) ?? rolledFault(shared, request.path)
    const uncertain = fault !== null && isUncertain(fault) && request.path.includes('/send_') ? fault : null
    if (fault !== null && uncertain === null) return faultReply(fault)
    const reply = insteadOf(service, request) ?? (await route(service, request, uncertain))
    return asReplied(service, request, reply)
  }

  function ofPortal(request: WireRequest): WireReply | null {
    const { host, pathname } = new URL(PORTAL_URL)
    const isPortal = request.host === host && request.path === pathname
    if (portal === 'off') return isPortal ? portalPage() : null
    return portal === 'page' || isPortal ? portalPage() : { status: 302, headers: { Location: PORTAL_URL }, body: '' }
  }

  /** Items that the service hands out a second time. */
  function comeAgain({ polls, settings }: Service, reply: WireReply, { ms }: Fault): void {
    const items = itemsIn(reply)
    const inOrder = settings.batchOrder === 'newest' ? items.toReversed() : items
    // After the reply at the earliest, so that the next poll gets them.
    setTimeout(() => polls.deliver(inOrder), ms).unref()
  }

  async function write(
    response: ServerResponse,
    reply: WireReply,
    entry: LoggedRequest,
    late: Fault | null,
  ): Promise<void> {
    if (reply === 'hang') return
    if (late?.kind === 'slow') await pause(late.ms)
    if (reply === 'reset') {
      response.socket?.destroy()
      return
    }
    if (response.destroyed) return
    response.sendDate = false
    response.writeHead(reply.status, {
      Date: new Date(shared.now()).toUTCString(),
      // Said outright, since an empty reply was recorded with a length of 0 and not as a chunked one.
      'Content-Length': Buffer.byteLength(reply.body),
      ...reply.headers,
    })
    entry.status = reply.status
    entry.retcode = retcodeOf(reply.body)
    if (late?.kind === 'drip') await drip(response, Buffer.from(reply.body), late.ms)
    entry.endedAt = Date.now()
    response.end(late?.kind === 'drip' ? '' : reply.body)
  }

  const listener =
    (scheme: 'http' | 'https') =>
    (incoming: IncomingMessage, response: ServerResponse): void => {
      answer(scheme, incoming, response).catch((error: unknown) => {
        // A client that leaves in the middle of its body is no fault of ours; anything else must be seen.
        if (incoming.destroyed && !incoming.complete) return
        shared.report(`${scheme}://${incoming.headers.host ?? ''}${incoming.url ?? ''}: ${traceOf(error)}`)
        if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain' })
        response.end('simulator error\n')
      })
    }

  const http = createHttp(listener('http'))
  const https = createHttps({ cert: identity.cert, key: identity.key }, listener('https'))
  for (const server of [http, https]) {
    // `connection` comes before TLS, so that a cut line does not even shake hands.
    server.on('connection', (socket: Socket) => {
      if (cut) {
        socket.destroy()
        return
      }
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })
    server.keepAliveTimeout = 15_000
  }

  const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()))
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    http,
    https,
    setCut(on) {
      cut = on
      if (on) hangUp()
    },
    isCut: () => cut,
    setPortal(next) {
      portal = next
    },
    portal: () => portal,
    async stop() {
      const closed = [close(http), close(https)]
      hangUp()
      await Promise.all(closed)
    },
  }
}
