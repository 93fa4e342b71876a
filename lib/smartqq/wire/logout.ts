import { hash33, time33 } from './hash.ts'
import { getRequest } from './request.ts'
import type { Transport } from './transport.ts'

/** The cookies of these names; null where the jar has none. */
export interface LogoutCookies {
  pt4Token: string | null
  skey: string | null
  ptcz: string | null
}

/**
 * Tells the login service that this login is over; the next QR login works at once then. What it answers is of no use:
 * the cookies are forgotten by who calls. Source: Mojo-Webqq.
 * @throws {NetworkError} without a reply
 */
export async function logout(transport: Transport, cookies: LogoutCookies, signal: AbortSignal): Promise<void> {
  const request = getRequest('logout', {
    pt4_token: cookies.pt4Token ?? '',
    pt4_hkey: time33(cookies.skey ?? ''),
    pt4_ptcz: hash33(cookies.ptcz ?? ''),
    deep_logout: 1,
  })
  await transport({ ...request, redirect: 'manual' }, signal)
}
