import { readFileSync } from 'node:fs'
import type { Service } from '../service.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { html } from '../wire/message.ts'
import { setCookieLine } from '../wire/cookies.ts'

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
}

/** A page that a file holds. */
type Page = { status: number; headers: Record<string, string | string[]>; body: Buffer }

/** A file of `site/`, as one of the service's own pages. */
function page(name: string, headers: Record<string, string | string[]> = {}): Page {
  const type = TYPES[name.split('.').at(-1) ?? '']
  return {
    status: 200,
    headers: {
      'Content-Type': type ?? 'text/plain; charset=utf-8',
      'Cache-Control': 'no-cache',
      // Lets document.domain work in today's Chromium, on https too.
      'Origin-Agent-Cluster': '?0',
      ...headers,
    },
    body: readFileSync(new URL(`../site/${name}`, import.meta.url)),
  }
}

const file = (name: string) => (): WireReply => page(name)

/** http://w.qq.com/ serves the page; https://w.qq.com/ sends there unless the setting says to serve it. */
export function index(service: Service, request: WireRequest): WireReply {
  if (request.scheme === 'https' && service.settings.httpsPage === 'redirect') {
    return html('', 302, { Location: 'http://w.qq.com/' })
  }
  return page('index.html')
}

export const indexScript = file('page.js')
export const indexStyle = file('page.css')
/** Where check_sig leads: tells the page that the login is done. */
export const loginDone = file('login-done.html')
/** The frame that makes the page's http calls for it. */
export const proxy = file('proxy.html')
/** The frame that makes the page's https calls for it. */
export const cfproxy = file('cfproxy.html')

/**
 * The login form (`/cgi-bin/xlogin` and the older `/cgi-bin/login`). Clients read its parameters out of the text, or
 * `pt_login_sig` out of the cookies; the other cookies are there and nobody needs them.
 */
export function xlogin(service: Service): WireReply {
  const sig = service.random.text(64, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-')
  const cookies = [
    ['pt_login_sig', sig],
    ['pt_clientip', service.random.hex(16)],
    ['pt_serverip', service.random.hex(16)],
    ['pt_local_token', String(service.random.below(4_294_967_296))],
    ['uikey', service.random.hex(64)],
    ['ptui_identifier', service.random.hex(56).toUpperCase()],
  ] as const
  const lines = cookies.map(([name, value]) => setCookieLine({ name, value, domain: 'ptlogin2.qq.com' }))
  const form = page('xlogin.html', { 'Set-Cookie': lines })
  return { ...form, body: form.body.toString('utf8').replace('</body>', `${formParameters(sig)}</body>`) }
}

/** What the form knows of itself, spelt as clients cut it out of the text (Yinzo, Mojo): no blank on either side of `=`. */
function formParameters(loginSig: string): string {
  const parameters = Object.entries({
    g_pt_version: '10233',
    g_login_sig: loginSig,
    g_style: '16',
    g_mibao_css: 'm_webqq',
    g_daid: '164',
    g_appid: '501004106',
  })
  const script = parameters.map(([name, value]) => `var ${name}=encodeURIComponent("${value}");`).join('')
  return `<input type="hidden" name="aid" value="501004106" /><script>${script}</script>\n`
}
