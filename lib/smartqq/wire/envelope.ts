import { shapeOf, type Answer } from './answer.ts'
import { MalformedReplyError, NetworkError } from './errors.ts'
import type { EndpointName } from './endpoints.ts'
import { wireNumber } from './shapes.ts'
import { parseLoosely } from './parse-loosely.ts'
import type { WireReply } from './transport.ts'

/** A reply taken apart; nothing in it is checked yet but its code. */
export interface Envelope {
  /** `retcode`, `errCode` in the send replies since 2015, `ec` on qun's hosts; null when it carries none of them. */
  code: number | null
  /** Undefined when the reply has none. */
  result: unknown
  /** The whole reply, for fields that stand beside `result`. */
  fields: Readonly<Record<string, unknown>>
}

/** The envelope of a reply body, or null when the body is not a JSON object. */
export function toEnvelope(body: string): Envelope | null {
  const value = parseLoosely(body)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const fields = value as Record<string, unknown>
  const code = wireNumber.safeParse(fields['retcode'] ?? fields['errCode'] ?? fields['ec'])
  return { code: code.success ? code.data : null, result: fields['result'], fields }
}

/** What a reply without the data it should have says. qun's "anti-malicious" stands in its `em` (pandolia/qqbot #244). */
export function answerOf({ code, fields }: Envelope): Answer {
  const em = fields['em']
  if (typeof em === 'string' && em.includes('anti-malicious')) return 'too-many-calls'
  return code ?? 'no-code'
}

/**
 * The envelope of a reply that must have one.
 * @throws {NetworkError} for an error page of the web server, a redirect, or a page from somebody else
 * @throws {MalformedReplyError} for anything else that is not a JSON object
 */
export function readEnvelope(endpoint: EndpointName, reply: WireReply): Envelope {
  const envelope = toEnvelope(reply.body)
  if (envelope) return envelope
  const shape = shapeOf(reply)
  if (shape === 'empty') throw new MalformedReplyError(endpoint, 'empty reply', shape)
  if (shape === 'broken' || shape === 'invalid-json') {
    throw new MalformedReplyError(endpoint, 'not a JSON object', shape)
  }
  throw new NetworkError(endpoint, `HTTP ${reply.status} (${shape})`, shape)
}
