import type { Service } from '../service.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { failure, json } from '../wire/message.ts'
import { sessionOfTicket } from './checks.ts'
import { endSession } from './ptlogin.ts'

/** GET /channel/get_file2: nobody sends the bytes here, so the transfer times out. */
export function getFile(service: Service, request: WireRequest): WireReply {
  const session = sessionOfTicket(service, request.query.get('psessionid'))
  return session === null || session.ended !== null ? failure(103) : json({ retcode: 102, errmsg: '' })
}

/** GET /channel/logout2: the old way out. */
export function logout2(service: Service, request: WireRequest): WireReply {
  const session = sessionOfTicket(service, request.query.get('psessionid'))
  if (session === null || session.ended !== null) return failure(103)
  endSession(service, session, 'logout')
  return json({ retcode: 0, result: 'ok' })
}
