import { browser } from 'wxt/browser'
import type { LoginCookie } from '../../lib/smartqq/link/ports.ts'

/**
 * Where each login cookie is read. By name and not by listing: with our host permissions Chromium lists no cookie of
 * the whole qq.com, but gives each to who asks for it by its name (docs/PROTOCOL.md, cookies).
 */
const AT: Record<LoginCookie, string> = {
  uin: 'http://w.qq.com/',
  skey: 'http://w.qq.com/',
  ptwebqq: 'http://w.qq.com/',
  p_skey: 'https://d1.web2.qq.com/',
  ptcz: 'http://w.qq.com/',
  pt4_token: 'https://d1.web2.qq.com/',
  superuin: 'https://ssl.ptlogin2.qq.com/',
  supertoken: 'https://ssl.ptlogin2.qq.com/',
}

/** What signing out forgets. The others belong to the login service, which tells them by itself what they are worth. */
const FORGOTTEN = ['uin', 'skey', 'ptwebqq', 'p_skey', 'pt4_token'] as const

/** Value of a login cookie in the user's own jar; null when it is missing or empty. */
export async function loginCookie(name: LoginCookie): Promise<string | null> {
  return (await browser.cookies.get({ url: AT[name], name }))?.value || null
}

/** Cookie of the QR code that was shown last; null when the browser keeps no cookies for the login host. */
export async function qrCookie(): Promise<string | null> {
  return (await browser.cookies.get({ url: 'https://ssl.ptlogin2.qq.com/', name: 'qrsig' }))?.value || null
}

/** What the page's own sign-out forgets, and the key of the message hosts. */
export async function forgetLoginCookies(): Promise<void> {
  await Promise.all(FORGOTTEN.map((name) => browser.cookies.remove({ url: AT[name], name })))
}

/** Renews `ptwebqq` where the page keeps it. */
export async function putPtwebqq(value: string): Promise<void> {
  await browser.cookies.set({ url: AT.ptwebqq, name: 'ptwebqq', value, domain: 'qq.com', path: '/' })
}

/** Calls back when a login has arrived in the jar. */
export function onLoginCookie(listener: () => void): void {
  browser.cookies.onChanged.addListener(({ cookie, removed }) => {
    if (!removed && cookie.name === 'p_skey' && cookie.value) listener()
  })
}
