import { personOf } from '../find-by-key.ts'
import type { Session } from '../account/sessions.ts'
import { notAccepted, relinkNeeded } from '../account/polls.ts'
import { isOneOf } from '../narrow.ts'
import { OWN_STATUSES } from '../service.ts'
import type { Service } from '../service.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { code, json } from '../wire/message.ts'
import { pause } from '../wire/pace.ts'
import { isKnownClient, isReply, parsedR, sessionOfTicket } from './checks.ts'
import { recentRows } from './lists.ts'

/** The living login a psessionid names, or 103. */
function living(service: Service, psessionid: unknown): Session | WireReply {
  const session = sessionOfTicket(service, psessionid)
  return session === null || session.ended !== null ? notAccepted() : session
}

/** GET /channel/get_online_buddies2: who is online; also what makes the first poll work. */
export function getOnlineBuddies(service: Service, request: WireRequest): WireReply {
  const session = living(service, request.query.get('psessionid'))
  if (isReply(session)) return session
  session.onlineAsked = true
  const result = service.world.friends.flatMap(({ number }) => {
    const { presence } = personOf(service.world, number)
    if (presence === null) return []
    return [{ client_type: presence.clientType, status: presence.status, uin: session.handles.uinOf(number) }]
  })
  return json({ result, retcode: 0 })
}

/** POST /channel/get_recent_list2. */
export function getRecentList(service: Service, request: WireRequest): WireReply {
  const r = parsedR(request)
  if (r === null) return code(100006)
  const session = living(service, r['psessionid'])
  return isReply(session) ? session : json({ result: recentRows(service, session), retcode: 0 })
}

/** GET /channel/change_status2. */
export function changeStatus(service: Service, request: WireRequest): WireReply {
  const session = living(service, request.query.get('psessionid'))
  if (isReply(session)) return session
  const status = request.query.get('newstatus')
  if (!isOneOf(OWN_STATUSES, status)) return code(100001)
  service.ownStatus = status
  return json({ retcode: 0, result: 'ok' })
}

/** GET /channel/shake2, input_notify2: taken and forgotten. */
export function takeNotice(service: Service, request: WireRequest): WireReply {
  const session = living(service, request.query.get('psessionid'))
  return isReply(session) ? session : json({ retcode: 0, result: 'ok' })
}

/** POST /channel/poll2: the long poll. Authenticated by psessionid alone. */
export async function poll2(service: Service, request: WireRequest): Promise<WireReply> {
  const r = parsedR(request)
  if (r === null) return code(100006)
  if (!isKnownClient(service, r['clientid'])) return code(122)
  const session = sessionOfTicket(service, r['psessionid'])
  if (session === null) return notAccepted()
  if (session.ended !== null) {
    if (session.ended !== 'elsewhere' || session.toldElsewhere) return notAccepted()
    session.toldElsewhere = true
    return relinkNeeded()
  }
  if (session.connected && request.viaPage) await onlineOnItsWay(session, request)
  if (!session.connected || !session.onlineAsked) return notAccepted()
  if (session.nextPtwebqq !== null) return rotated(session, session.nextPtwebqq)
  return service.polls.wait(request)
}

const PATIENCE_MS = 2000
const STEP_MS = 10
/**
 * The page asks who is online and for the recent list side by side, and polls once it has the second: in a slow browser the
 * first may come last, and the page would lose ten seconds by it.
 */
async function onlineOnItsWay(session: Session, { gone }: WireRequest): Promise<void> {
  const until = Date.now() + PATIENCE_MS
  while (!session.onlineAsked && !gone.aborted && Date.now() < until) await pause(STEP_MS)
}

/** Code 116: the new ptwebqq counts from now on. */
export function rotated(session: Session, next: string): WireReply {
  session.ptwebqq = next
  session.nextPtwebqq = null
  return json({ retcode: 116, p: next })
}
