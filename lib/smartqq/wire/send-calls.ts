import * as z from 'zod/mini'
import type { Caller } from './caller.ts'
import { getRequest } from './request.ts'
import { send } from './send.ts'
import type { SendName, WireSendOutcome } from './send.ts'

/** Where one knows a stranger from. */
export interface Acquaintance {
  through: 'group' | 'discuss'
  /** gid or did. */
  number: number
}

/** The sends, which never throw for the wire's sake: see `send.ts`. */
export interface SendCalls {
  sendFriend(uin: number, content: string, msgId: number, signal?: AbortSignal): Promise<WireSendOutcome>
  sendGroup(gid: number, content: string, msgId: number, signal?: AbortSignal): Promise<WireSendOutcome>
  sendDiscuss(did: number, content: string, msgId: number, signal?: AbortSignal): Promise<WireSendOutcome>
  /**
   * To a stranger (临时会话). Answered like the others, but the service has delivered none since January 2016.
   * @param signature what `sessSignature` gave for that stranger
   */
  sendSess(
    to: { uin: number; signature: string; through: Acquaintance['through'] },
    content: string,
    msgId: number,
    signal?: AbortSignal,
  ): Promise<WireSendOutcome>
  /**
   * The signature that a message to a stranger carries; needed once per stranger (Mojo-Webqq keeps it for 300 s).
   * @throws {WireError} like every call that is no send
   */
  sessSignature(uin: number, from: Acquaintance, signal?: AbortSignal): Promise<string>
}

/** `service_type`. */
const SERVICES = { group: 0, discuss: 1 } as const

const signatureSchema = z.object({ value: z.string().check(z.minLength(1)) })

export function sendCalls({ call, ask, tickets, session, now }: Caller): SendCalls {
  const deliver = (name: SendName, message: Parameters<typeof send>[2], signal = new AbortController().signal) =>
    send(ask, name, message, tickets(), signal)
  const sendBy =
    (name: Exclude<SendName, 'sendSess'>) => (target: number, content: string, msgId: number, signal?: AbortSignal) =>
      deliver(name, { target, content, msgId }, signal)
  return {
    sendFriend: sendBy('sendFriend'),
    sendGroup: sendBy('sendGroup'),
    sendDiscuss: sendBy('sendDiscuss'),
    sendSess({ uin, signature, through }, content, msgId, signal) {
      const last = { group_sig: signature, service_type: SERVICES[through] }
      return deliver('sendSess', { target: uin, content, msgId, last }, signal)
    },
    async sessSignature(uin, { through, number }, signal) {
      const { clientid, psessionid } = session()
      const query = { id: number, to_uin: uin, service_type: SERVICES[through], clientid, psessionid, t: now() }
      return (await call(getRequest('sessSignature', query), signatureSchema, signal)).value
    },
  }
}
