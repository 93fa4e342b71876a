import type { Session } from '../account/sessions.ts'
import { ownsUin } from '../account/sessions.ts'
import { isRecord } from '../narrow.ts'
import type { Service } from '../service.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { code } from '../wire/message.ts'

const PROXY_REFERER = /^https?:\/\/(?:[a-z0-9-]+\.)*web2\.qq\.com\/[^?#]*proxy\.html/

/** 100101: the checks that s.web2 and d1.web2 make on the headers alone. Null when they are in order. */
export function refuseHeaders(request: WireRequest): WireReply | null {
  const referer = request.headers.referer
  const isProper = referer !== undefined && PROXY_REFERER.test(referer) && (request.headers['user-agent'] ?? '') !== ''
  return isProper ? null : code(100101)
}

/** What the login cookies say: a living login, or the reply that refuses them. */
export function sessionOfCookies(service: Service, request: WireRequest): Session | WireReply {
  const { cookies } = request
  if (cookies.size === 0) return code(100101)
  const session = service.sessions.byPSkey(cookies.get('p_skey') ?? '')
  const isOwn = ownsUin(service.world, cookies.get('p_uin'))
  // The cookies of qq.com may be absent, but those of another login are not accepted.
  const skey = cookies.get('skey')
  const uin = cookies.get('uin')
  const fits = session !== null && isOwn && (skey === undefined || skey === session.skey)
  if (!fits || session.ended !== null || (uin !== undefined && !ownsUin(service.world, uin))) return code(100000)
  return session
}

/** Whether a check ended in a reply. */
export const isReply = (value: Session | WireReply | Record<string, unknown>): value is WireReply =>
  value === 'reset' || value === 'hang' || (typeof value === 'object' && 'status' in value && 'body' in value)

/** The `r` field as an object (in the query too: some clients send it with GET), or null when it is none. */
export function parsedR(request: WireRequest): Record<string, unknown> | null {
  const r = request.form.get('r') ?? request.query.get('r')
  if (r === null) return null
  try {
    const value: unknown = JSON.parse(r)
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}

/** A login by its psessionid. Only d1 calls use it; they need no cookies, since the page's https frame carries none. */
export function sessionOfTicket(service: Service, psessionid: unknown): Session | null {
  return typeof psessionid === 'string' && psessionid !== '' ? service.sessions.byPsessionid(psessionid) : null
}
