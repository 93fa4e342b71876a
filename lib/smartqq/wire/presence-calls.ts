import type { OwnState } from '../../backend.ts'
import { failure, isGood } from './caller.ts'
import type { Caller } from './caller.ts'
import { CLIENT_ID } from './endpoints.ts'
import type { EndpointName } from './endpoints.ts'
import { readEnvelope } from './envelope.ts'
import { getRequest } from './request.ts'

/** What one does in a login without saying anything. All of it is answered with code 0 and the result "ok". */
export interface PresenceCalls {
  /**
   * Sets the own state. The page asks for the online friends right after it, with the same fields, and so must a caller.
   * `offline` ends the session: polls are answered with 109 or 110 then.
   */
  changeStatus(state: OwnState, signal?: AbortSignal): Promise<void>
  /** Ends the session of the message host, as clients did until 2015. The cookies stay good. */
  closeChannel(signal?: AbortSignal): Promise<void>
  /** Shakes a friend's window (窗口抖动). */
  shake(uin: number, signal?: AbortSignal): Promise<void>
  /** Tells a friend that one is typing. */
  inputNotify(uin: number, signal?: AbortSignal): Promise<void>
}

export function presenceCalls({ ask, tickets, now }: Caller): PresenceCalls {
  async function tell(endpoint: EndpointName, fields: Record<string, string | number>, signal?: AbortSignal) {
    const query = { ...fields, clientid: CLIENT_ID, psessionid: tickets().psessionid, t: now() }
    const envelope = readEnvelope(endpoint, await ask(getRequest(endpoint, query), signal))
    if (!isGood(endpoint, envelope)) throw failure(endpoint, envelope)
  }
  return {
    changeStatus: (state, signal) => tell('changeStatus', { newstatus: state }, signal),
    closeChannel: (signal) => tell('closeChannel', { ids: '' }, signal),
    shake: (uin, signal) => tell('shake', { to_uin: uin }, signal),
    inputNotify: (uin, signal) => tell('inputNotify', { to_uin: uin }, signal),
  }
}
