import { isRecord } from '../narrow.ts'
import type { Service } from '../service.ts'
import type { WireRequest } from './message.ts'

/** A ticket wherever a request may carry it: in `r`, in the query, in the form. */
function ticketOf(request: WireRequest): string | null {
  const r = request.form.get('r') ?? request.query.get('r')
  if (r !== null) {
    try {
      const value: unknown = JSON.parse(r)
      const ticket = isRecord(value) ? value['psessionid'] : null
      if (typeof ticket === 'string' && ticket !== '') return ticket
    } catch {
      // What is no JSON has no ticket in it.
    }
  }
  return request.query.get('psessionid') ?? request.form.get('psessionid')
}

/**
 * Which account a request is made for. The ticket counts first: a client may go on with the one of an account whose cookies
 * another login has replaced. A ticket that several share says nothing.
 */
export function accountOf(request: WireRequest, services: readonly Service[], current: Service): Service {
  if (services.length === 1) return current
  const { cookies, query } = request
  const ticket = ticketOf(request)
  const byTicket = ticket === null ? [] : services.filter(({ sessions }) => sessions.byPsessionid(ticket) !== null)
  if (byTicket.length === 1 && byTicket[0] !== undefined) return byTicket[0]

  const qrsig = request.path === '/ptqrlogin' ? cookies.get('qrsig') : undefined
  const scanned = qrsig === undefined ? null : (current.qr.byQrsig(qrsig)?.session ?? null)
  if (scanned !== null) return services.find(({ world }) => world.ownNumber === scanned.account) ?? current

  const hasSession = ({ sessions }: Service): boolean =>
    sessions.byPtsigx(query.get('ptsigx') ?? '') !== null || sessions.byPt4Token(query.get('pt4_token') ?? '') !== null
  const named = ['p_uin', 'superuin', 'uin'].map((name) => cookies.get(name) ?? '').find((each) => each !== '')
  return (
    services.find(hasSession) ??
    services.find(({ world }) => named !== undefined && Number(named.replace(/^o/, '')) === world.ownNumber) ??
    current
  )
}
