import type { Answer, Shape } from './answer.ts'
import type { EndpointName } from './endpoints.ts'

/**
 * Base of everything the wire throws. Texts name the call and a code, never a URL, a ticket or what a reply said: they
 * end up in logs.
 */
export class WireError extends Error {
  override name = 'WireError'
  readonly endpoint: EndpointName
  /** What came back, for the tables of `return-codes`. */
  readonly answer: Answer
  constructor(endpoint: EndpointName, what: string, answer: Answer) {
    super(`${endpoint}: ${what}`)
    this.endpoint = endpoint
    this.answer = answer
  }
}

/** No reply of SmartQQ's came: offline, timed out, cut off, or somebody else's page. Worth retrying. */
export class NetworkError extends WireError {
  override name = 'NetworkError'
  constructor(endpoint: EndpointName, what: string, answer: Shape = 'no-reply') {
    super(endpoint, what, answer)
  }
}

/** A reply came in a shape we do not know: the service's change or our mistake. Retrying at once does not help. */
export class MalformedReplyError extends WireError {
  override name = 'MalformedReplyError'
  constructor(endpoint: EndpointName, what: string, answer: Shape = 'no-code') {
    super(endpoint, what, answer)
  }
}

/** The service understood and said no. */
export class RefusedError extends WireError {
  override name = 'RefusedError'
  /** Its `retcode`. */
  readonly code: number
  constructor(endpoint: EndpointName, code: number, answer: Answer = code) {
    super(endpoint, `refused with code ${code}`, answer)
    this.code = code
  }
}
