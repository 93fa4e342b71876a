import { NetworkError } from './errors.ts'
import { time33 } from './hash.ts'
import { isCheckSig } from './qr-login.ts'
import { getRequest } from './request.ts'
import type { Transport } from './transport.ts'

/**
 * Asks for a new login without a scan, which works as long as the cookies `superuin`, `superkey` and `supertoken` of
 * ptlogin2.qq.com live. Source: Mojo-Webqq; the code beside the link does not matter (FCM-for-Mojo #111).
 * @param supertoken the cookie of that name
 * @returns the link for `checkSig`, which has to be followed next; null when the service wants a scan
 * @throws {NetworkError} without a usable reply
 */
export async function authAgain(transport: Transport, supertoken: string, signal: AbortSignal): Promise<string | null> {
  const query = { daid: 164, appid: 501004106, auth_token: time33(supertoken) }
  const reply = await transport(getRequest('authAgain', query), signal)
  if (reply.status < 200 || reply.status > 399) throw new NetworkError('authAgain', `HTTP ${reply.status}`)
  return readAuthAgain(reply.body)
}

/** `ptui_auth_CB('<code>','<link>')`, the quotes sometimes double and more arguments behind. */
function readAuthAgain(body: string): string | null {
  const link = /ptui_auth_CB\s*\(\s*['"]\d*['"]\s*,\s*['"]([^'"]+)['"]/.exec(body)?.[1]
  if (link === undefined || !isCheckSig(link)) return null
  const separator = link.includes('?') ? '&' : '?'
  return `${link}${separator}regmaster=&aid=501004106&s_url=${encodeURIComponent('http://w.qq.com/proxy.html')}`
}
