import type { EndpointName } from './endpoints.ts'

/**
 * Base of everything the wire throws. Texts and causes name the call and a code, never a URL, a ticket or what a
 * reply said: they end up in logs.
 */
export class WireError extends Error {
  override name = 'WireError'
  readonly endpoint: EndpointName
  constructor(endpoint: EndpointName, what: string, options?: ErrorOptions) {
    super(`${endpoint}: ${what}`, options)
    this.endpoint = endpoint
  }
}

/** No reply of SmartQQ's came: offline, timed out, cut off, or an error page of the web server. Worth retrying. */
export class NetworkError extends WireError {
  override name = 'NetworkError'
}

/** A reply came in a shape we do not know: the service's change or our mistake. Retrying at once does not help. */
export class MalformedReplyError extends WireError {
  override name = 'MalformedReplyError'
}

/** The service understood and said no. */
export class RefusedError extends WireError {
  override name = 'RefusedError'
  /** Its `retcode`. */
  readonly code: number
  constructor(endpoint: EndpointName, code: number, options?: ErrorOptions) {
    super(endpoint, `refused with code ${code}`, options)
    this.code = code
  }
}
