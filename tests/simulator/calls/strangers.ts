import type { Session } from '../account/sessions.ts'
import { personOf } from '../find-by-key.ts'
import type { Service } from '../service.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { code, failure, json, sendOk } from '../wire/message.ts'
import { sessionOfTicket } from './checks.ts'
import { isRefused, LONGEST_TEXT_BYTES, readSend } from './send-body.ts'

/** The signatures that a login was given, each for one stranger (uin). */
const signatures = new WeakMap<Session, Map<string, number>>()

function signaturesOf(session: Session): Map<string, number> {
  const known = signatures.get(session) ?? new Map<string, number>()
  signatures.set(session, known)
  return known
}

/** GET /channel/get_c2cmsg_sig2: a signature for a stranger; still given when his messages go nowhere any more. */
export function getC2cSig(service: Service, request: WireRequest): WireReply {
  const session = sessionOfTicket(service, request.query.get('psessionid'))
  if (session === null || session.ended !== null) return failure(103)
  const value = service.random.hex(32)
  signaturesOf(session).set(value, Number(request.query.get('to_uin')))
  const flags = { text: 1, pic: 1, file: 1, audio: 1, video: 1 }
  return json({ retcode: 0, result: { type: 0, value, flags } })
}

/**
 * POST /channel/send_sess_msg2: a message to a stranger. It wants the signature given for him, and reaches him only while
 * `tempMessages` says so; whoever sends is told that all went well.
 */
export function sendSess(service: Service, request: WireRequest): WireReply {
  const body = readSend(service, request, 'to')
  if (isRefused(body)) return body
  const { r, session, id, msgId, text, raw } = body
  const { group_sig: signature, service_type: kind } = r
  if (typeof signature !== 'string' || kind === undefined) return code(100006)
  const number = session.handles.numberOf(id)
  const isSigned = signaturesOf(session).get(signature) === id
  const isShort = Buffer.byteLength(text) <= LONGEST_TEXT_BYTES
  service.sent.add({
    at: Date.now(),
    kind: 'stranger',
    to: number === null ? null : { number, name: personOf(service.world, number).nick },
    targetId: id,
    text,
    content: raw,
    msgId,
    delivered: service.settings.tempMessages === 'delivered' && number !== null && isSigned && isShort,
    reply: 0,
  })
  return sendOk(service.settings)
}
