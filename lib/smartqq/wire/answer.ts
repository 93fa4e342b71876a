import type { WireReply } from './transport.ts'

/** What came back when it was no code: the web server's own word, nothing, or something that makes no sense. */
export type Shape =
  /** Led somewhere else: a login page, or the portal of a café's network. Not followed. */
  | 'redirect'
  | 'http-403'
  | 'http-404'
  | 'http-4xx'
  | 'http-502'
  | 'http-503'
  | 'http-504'
  | 'http-5xx'
  /** A good status with a page that neither nginx nor Tencent has signed: a captive portal. */
  | 'portal-page'
  /** A good status with an error page of nginx or of Tencent's own servers. */
  | 'error-page'
  /** A good status and no body. */
  | 'empty'
  /** Neither page nor JSON: cut off on the way, mostly. */
  | 'broken'
  /** JSON with neither code nor data. */
  | 'no-code'
  /** The chat service's own complaint that `r` is no JSON. */
  | 'invalid-json'
  /** Reset, refused, offline. */
  | 'no-reply'
  /** We gave up waiting. */
  | 'time-out'

/**
 * What says more than the code it comes with: a finished QR login that leads to the safety centre, qun's
 * `anti-malicious`, and a 116 without the ptwebqq it speaks of.
 */
export type Said = 'frozen-link' | 'too-many-calls' | 'no-renewal'

/** What came back: a return code (`retcode`, `errCode`, `ec`), what says more than it, or the shape of a reply without. */
export type Answer = number | Said | Shape

/** How an answer that did not help is told to the user. `portal`: the network asks for a login of its own first. */
export type Trouble = 'network' | 'server' | 'strange-reply' | 'portal'

const BY_STATUS: Readonly<Record<number, Shape>> = {
  403: 'http-403',
  404: 'http-404',
  502: 'http-502',
  503: 'http-503',
  504: 'http-504',
  /** "Network Authentication Required": what honest portals say (RFC 6585). */
  511: 'portal-page',
}

/** Signatures of pages that come from SmartQQ's own side: nginx, ptlogin, and the proxies in front (pandolia/qqbot #70). */
const SERVICE_PAGE = /\bnginx\b|tencent login server|\bstgw\b/i

/** The shape of a reply that is not a JSON object. Total. */
export function shapeOf({ status, body, redirected }: Pick<WireReply, 'status' | 'body' | 'redirected'>): Shape {
  if (redirected || (status >= 300 && status < 400)) return 'redirect'
  // kitech #14: the Erlang error page of the chat service, under whatever status.
  if (body.includes('invalid_json')) return 'invalid-json'
  const known = BY_STATUS[status]
  if (known) return known
  if (status >= 500) return 'http-5xx'
  if (status >= 400) return 'http-4xx'
  if (body.trim() === '') return 'empty'
  if (!isPage(body)) return 'broken'
  return SERVICE_PAGE.test(body) || body.includes('Error occured') ? 'error-page' : 'portal-page'
}

/** Whether a text that is no JSON has mark-up in it; a JSON text that was cut off may hold mark-up too. */
function isPage(body: string): boolean {
  return !/^\s*[[{]/.test(body) && /<[!/]?[a-z]/i.test(body)
}

const TROUBLES: Readonly<Partial<Record<Answer, Trouble>>> = {
  'no-reply': 'network',
  'time-out': 'network',
  redirect: 'portal',
  'portal-page': 'portal',
  broken: 'strange-reply',
  'no-code': 'strange-reply',
}

/** How the user is told. A code, or a page of the service's own, says that the service is there and is not content. */
export function troubleOf(answer: Answer): Trouble {
  return TROUBLES[answer] ?? 'server'
}
