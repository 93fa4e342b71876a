import type { SendOutcome } from '../../backend.ts'
import { CLIENT_ID } from './endpoints.ts'
import { toEnvelope } from './envelope.ts'
import { NetworkError } from './errors.ts'
import { postRequest } from './request.ts'
import { sendMeaning } from './return-codes.ts'
import type { Tickets } from './session.ts'
import type { Transport, WireReply } from './transport.ts'

/** The send calls and what each calls its target. */
const TARGETS = { sendFriend: 'to', sendGroup: 'group_uin', sendDiscuss: 'did' } as const
export type SendName = keyof typeof TARGETS

/**
 * Sends once. Whatever happens is an outcome: without a reply nobody knows whether the message went out.
 * @param content what `writeContent` gives
 * @param msgId to keep growing within a login: a number that comes again may be taken for a duplicate
 */
export async function send(
  transport: Transport,
  name: SendName,
  message: { target: number; content: string; msgId: number },
  { face, psessionid }: Tickets,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { target, content, msgId } = message
  const r = { [TARGETS[name]]: target, content, face, clientid: CLIENT_ID, msg_id: msgId, psessionid }
  try {
    return toSendOutcome(await transport(postRequest(name, r), signal))
  } catch (error) {
    if (error instanceof NetworkError) return { kind: 'uncertain', code: null }
    throw error
  }
}

/** "Sent" is the server's word only; the echo that comes back through the poll is the better proof. */
export function toSendOutcome(reply: WireReply): SendOutcome {
  const code = toEnvelope(reply.body)?.code ?? null
  if (code !== null) {
    const kind = sendMeaning(code)
    return kind === 'sent' ? { kind } : { kind, code }
  }
  // The web server's own 4xx, a redirect, or the complaint that `r` is no JSON: it never got as far as the chat.
  const isTurnedAway = reply.redirected || (reply.status >= 400 && reply.status < 500)
  return { kind: isTurnedAway || reply.body.includes('invalid_json') ? 'refused' : 'uncertain', code: null }
}
