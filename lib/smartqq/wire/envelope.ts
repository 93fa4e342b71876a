import { MalformedReplyError, NetworkError } from './errors.ts'
import type { EndpointName } from './endpoints.ts'
import { wireNumber } from './shapes.ts'
import { parseLoosely } from './parse-loosely.ts'
import type { WireReply } from './transport.ts'

/** A reply taken apart; nothing in it is checked yet but its code. */
export interface Envelope {
  /** `retcode`, or `errCode` in the send replies since 2015; null when it carries neither. */
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
  const code = wireNumber.safeParse(fields['retcode'] ?? fields['errCode'])
  return { code: code.success ? code.data : null, result: fields['result'], fields }
}

/**
 * The envelope of a reply that must have one.
 * @throws {NetworkError} for an error page of the web server
 * @throws {MalformedReplyError} for anything else that is not a JSON object
 */
export function readEnvelope(endpoint: EndpointName, reply: WireReply): Envelope {
  const envelope = toEnvelope(reply.body)
  if (envelope) return envelope
  if (reply.status < 200 || reply.status > 299) throw new NetworkError(endpoint, `HTTP ${reply.status}`)
  throw new MalformedReplyError(endpoint, reply.body.trim() === '' ? 'empty reply' : 'not a JSON object')
}
