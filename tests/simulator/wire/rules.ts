import { pastEnd } from '../account/polls.ts'
import { parsedR, sessionOfTicket } from '../calls/checks.ts'
import { isRecord } from '../narrow.ts'
import type { Service } from '../service.ts'
import { hash33 } from './hashes.ts'
import type { WireReply, WireRequest } from './message.ts'
import { failure, json } from './message.ts'

/**
 * What the year or the age of a login changes about a request before its call is looked up: the old host name, the token that
 * was not asked for yet.
 */
export function asOfEra({ settings }: Service, request: WireRequest): WireRequest {
  const host = request.host === 'd.web2.qq.com' && settings.dHost === 'open' ? 'd1.web2.qq.com' : request.host
  const qrsig = request.cookies.get('qrsig')
  if (request.path === '/ptqrlogin' && settings.ptqrtoken === 'ignored' && qrsig !== undefined) {
    request.query.set('ptqrtoken', String(hash33(qrsig)))
  }
  return host === request.host ? request : { ...request, host }
}

const HOUR = 3_600_000

/** Whether the current login is so old that group details fail though polling works (qqbot #121, #128). */
function isAged({ sessions, settings, clock }: Service): boolean {
  const session = sessions.current()
  return session !== null && settings.agedHours > 0 && clock.now() - session.scannedAt >= settings.agedHours * HOUR
}

/**
 * Polls that are answered at once: of a login whose time is over, and of an account that its client has made `offline` (109).
 * Null when the call itself decides.
 */
export function insteadOf(service: Service, request: WireRequest): WireReply | null {
  if (request.path !== '/channel/poll2') return null
  const session = sessionOfTicket(service, parsedR(request)?.['psessionid'])
  if (session?.ended === 'expired') return pastEnd(service.settings)
  return session?.ended === null && service.ownStatus === 'offline' ? failure(109) : null
}

/** Members as they come from an old login: uins alone. */
function withoutNicks(body: string): WireReply {
  const value: unknown = JSON.parse(body)
  const result = isRecord(value) && isRecord(value['result']) ? value['result'] : null
  if (result === null || !Array.isArray(result['minfo'])) return json(value)
  const minfo = result['minfo'].filter(isRecord).map(({ uin }) => ({ uin }))
  return json({ retcode: 0, result: { ...result, minfo } })
}

/** What the year, the age of the login and the settings make of a reply. */
export function asReplied(service: Service, request: WireRequest, reply: WireReply): WireReply {
  if (typeof reply === 'string' || typeof reply.body !== 'string') return reply
  const { settings } = service
  if (request.path === '/api/get_group_info_ext2' && isAged(service) && reply.body.includes('"retcode":0,')) {
    return settings.agedForm === '100003' ? failure(100003) : withoutNicks(reply.body)
  }
  return reply
}

/** How a reply is written: Content-Type and Chinese of JSON. Runs last. */
export function asWritten({ settings }: Service, reply: WireReply): WireReply {
  if (typeof reply === 'string' || typeof reply.body !== 'string' || !isJson(reply.body)) return reply
  const body = settings.chinese === 'escaped' ? escaped(reply.body) : reply.body
  const headers = { ...reply.headers }
  if (settings.contentType === 'none') delete headers['Content-Type']
  if (settings.contentType === 'text/html') headers['Content-Type'] = 'text/html; charset=utf-8'
  return { ...reply, body, headers }
}

const isJson = (body: string): boolean => body.startsWith('{')

/** Chinese as old replies have it: `\u` and four upper-case digits. */
const escaped = (body: string): string =>
  body.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`)
