import type { EndpointName } from './endpoints.ts'

/** One request, ready to go out. Cookies, Referer and Origin are the transport's business. */
export interface WireRequest {
  endpoint: EndpointName
  method: 'GET' | 'POST'
  /** Whole, with its query. Holds tickets: not for logs. */
  url: string
  /** An `application/x-www-form-urlencoded` body; null for a GET. */
  body: string | null
  /** `data-url`: `body` of the reply is `data:<type>;base64,…`. */
  as: 'text' | 'data-url'
  /** `manual`: a redirect is not followed but told. Behind one may be a page of anybody's. */
  redirect: 'follow' | 'manual'
  timeoutMs: number
}

/** Whatever came back, error pages included. */
export interface WireReply {
  /** HTTP status; 0 for a redirect that was not followed. */
  status: number
  /** Decoded as UTF-8, whatever the Content-Type claims. */
  body: string
  /** The `Date` header, ms; null when there was none. */
  serverAt: number | null
  /** The server redirected and `redirect` was `manual`. */
  redirected: boolean
}

/**
 * Carries one request. The only seam between the protocol and the outside world.
 * @throws {NetworkError} and nothing else: no reply or `signal` aborted (`no-reply`), or a `time-out`
 */
export type Transport = (request: WireRequest, signal: AbortSignal) => Promise<WireReply>
