import type { SendOutcome } from '../../backend.ts'
import { shapeOf, type Answer } from './answer.ts'
import { CLIENT_ID } from './endpoints.ts'
import { toEnvelope } from './envelope.ts'
import { NetworkError } from './errors.ts'
import { postRequest } from './request.ts'
import { meaningOf } from './return-codes/meaning-of.ts'
import type { Tickets } from './session.ts'
import type { Transport, WireReply } from './transport.ts'

/** The send calls and what each calls its target. */
const TARGETS = { sendFriend: 'to', sendGroup: 'group_uin', sendDiscuss: 'did', sendSess: 'to' } as const
export type SendName = keyof typeof TARGETS

/** How a send ended, and what its answer says about the login. */
export interface WireSendOutcome {
  outcome: SendOutcome
  /** The answer makes the session doubtful: ask get_online_buddies2 whether it still works. */
  testSession: boolean
  /** The ptwebqq that the answer renewed, to be taken over. */
  ptwebqq?: string
}

/**
 * Sends once. Whatever happens is an outcome: without a reply nobody knows whether the message went out.
 * @param content what `writeContent` gives
 * @param msgId to keep growing within a login: a number that comes again may be taken for a duplicate
 * @param last fields that the call has after those of every send
 */
export async function send(
  transport: Transport,
  name: SendName,
  message: { target: number; content: string; msgId: number; last?: Readonly<Record<string, string | number>> },
  { face, psessionid }: Tickets,
  signal: AbortSignal,
): Promise<WireSendOutcome> {
  const { target, content, msgId, last = {} } = message
  const r = { [TARGETS[name]]: target, content, face, clientid: CLIENT_ID, msg_id: msgId, psessionid, ...last }
  try {
    return readSendReply(await transport(postRequest(name, r), signal))
  } catch (error) {
    if (error instanceof NetworkError) return sendOutcome(error.answer)
    throw error
  }
}

/** Total: every reply is an outcome. */
export function readSendReply(reply: WireReply): WireSendOutcome {
  const envelope = toEnvelope(reply.body)
  return envelope ? sendOutcome(envelope.code ?? 'no-code', envelope.fields['p']) : sendOutcome(shapeOf(reply))
}

/**
 * "Sent" is the server's word only; the echo that comes back through the poll is the better proof.
 * @param p the renewed ptwebqq that may stand beside a code
 */
function sendOutcome(answer: Answer, p?: unknown): WireSendOutcome {
  const code = typeof answer === 'number' ? answer : null
  const isRenewed = typeof p === 'string'
  const meaning = meaningOf('send', answer)
  const { do: kind, testSession = false } =
    meaning.do === 'store-ptwebqq' && !isRenewed ? meaningOf('send', 'no-renewal') : meaning
  switch (kind) {
    case 'sent':
      return { outcome: { kind }, testSession }
    case 'store-ptwebqq':
      return { outcome: { kind: 'uncertain', code }, testSession, ...(isRenewed ? { ptwebqq: p } : {}) }
    case 'unknown-target':
    case 'refused':
    case 'uncertain':
      return { outcome: { kind, code }, testSession }
  }
}
