import type { Session } from '../account/sessions.ts'
import { personOf } from '../find-by-key.ts'
import { isOneOf } from '../narrow.ts'
import { OWN_STATUSES } from '../service.ts'
import type { Service } from '../service.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { code, json } from '../wire/message.ts'
import { isKnownClient, isReply, parsedR, sessionOfCookies } from './checks.ts'

/** GET /api/getvfwebqq: the ticket for the s.web2 calls. */
export function getvfwebqq(service: Service, request: WireRequest): WireReply {
  const session = sessionOfCookies(service, request)
  return isReply(session) ? session : json({ retcode: 0, result: { vfwebqq: session.vfwebqq } })
}

/** POST /channel/login2: opens the channel. With `state` or `key` it is the page's relink and keeps what was asked. */
export function login2(service: Service, request: WireRequest): WireReply {
  if (request.cookies.size === 0) return code(100101)
  const r = parsedR(request)
  if (r === null) return code(100006)
  if (!isKnownClient(service, r['clientid'])) return code(122)
  const status = r['state'] ?? r['status']
  if (!isOneOf(OWN_STATUSES, status)) return code(100001)
  if (!request.cookies.has('p_skey')) return code(108)

  const known = service.sessions.byPSkey(request.cookies.get('p_skey') ?? '')
  if (known !== null && known.ended === 'elsewhere' && known.canRelink && service.sessions.current() === known) {
    known.ended = null
    known.toldElsewhere = false
  }
  const session = sessionOfCookies(service, request)
  if (isReply(session)) return code(103)

  const isRelink = r['state'] !== undefined || r['key'] !== undefined
  if (!isRelink) session.onlineAsked = false
  session.connected = true
  service.ownStatus = status
  service.login2Count += 1
  return json({
    result: {
      cip: 23600812,
      f: 0,
      index: 1075,
      port: 47450,
      psessionid: session.psessionid,
      status,
      uin: personOf(service.world, service.world.ownNumber).number,
      user_state: 0,
      // On a relink the page takes this value over; on a first login it is known to be a wrong one.
      vfwebqq: isRelink || service.settings.login2Vfwebqq === 'right' ? session.vfwebqq : wrongVfwebqq(session),
    },
    retcode: 0,
  })
}

/** In the recorded reply it is the end of the psessionid. */
const wrongVfwebqq = ({ psessionid }: Session): string => psessionid.slice(-80)
