import type { Session } from '../account/sessions.ts'
import { ownsUin } from '../account/sessions.ts'
import { isRecord } from '../narrow.ts'
import type { Service } from '../service.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { code } from '../wire/message.ts'

/** The page's constant; clients write it as a number or as a string. */
const CLIENT_ID = '53999199'

/** Whether this is the one client that the service knows; in 2013 every page drew a number of its own. */
export const isKnownClient = ({ settings }: Service, clientid: unknown): boolean =>
  settings.era === '2013' ? /^\d+$/.test(String(clientid)) : String(clientid) === CLIENT_ID

/** Which of the proxy pages, and on which host, is not looked at. */
const PROXY_REFERER = /^https?:\/\/(?:[a-z0-9-]+\.)*web2\.qq\.com(?::\d+)?\/[^?#]*proxy\.html/

/** Years in which PHPSmartQQ logged in without a User-Agent, and called login2 without a Referer. */
const LAX_ERAS = ['2013', '2015', '2016']

/** 100101: the checks that s.web2 and d1.web2 make on the headers alone. Null when they are in order. */
export function refuseHeaders({ settings }: Service, request: WireRequest): WireReply | null {
  if (LAX_ERAS.includes(settings.era)) return null
  const referer = request.headers.referer
  const isProper = referer !== undefined && PROXY_REFERER.test(referer) && (request.headers['user-agent'] ?? '') !== ''
  return isProper ? null : code(100101)
}

/** What the login cookies say: a living login, or the reply that refuses them. */
export function sessionOfCookies(service: Service, request: WireRequest): Session | WireReply {
  const { cookies } = request
  if (cookies.size === 0) return code(100101)
  const session = service.sessions.byPSkey(cookies.get('p_skey') ?? '')
  // Clients whose jar knows no domains (rebown) lose p_uin to its expired twin and send it empty.
  const named = cookies.get('p_uin') ?? ''
  const isOwn = named === '' || ownsUin(service.world, named)
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
