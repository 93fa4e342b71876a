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

/** A file of `site/`, as one of the service's own pages. */
function page(name: string, headers: Record<string, string> = {}): WireReply {
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

/** The login form (`/cgi-bin/xlogin` and the older `/cgi-bin/login`). */
export function xlogin(service: Service): WireReply {
  const cookie = setCookieLine({ name: 'pt_login_sig', value: service.random.hex(64), domain: 'ptlogin2.qq.com' })
  return page('xlogin.html', { 'Set-Cookie': cookie })
}
