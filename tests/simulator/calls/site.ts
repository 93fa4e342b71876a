import type { Service } from '../service.ts'
import type { WireReply } from '../wire/message.ts'
import { setCookieLine } from '../wire/cookies.ts'
import { siteFile } from './site-file.ts'

const file = (name: string) => (): WireReply => siteFile(name)

/** The style of our page. */
export const pageStyle = file('page.css')
/** Where check_sig leads: tells the page that the login is done. */
export const loginDone = file('login-done.html')
/** What the end of the login loads beside itself; it took cookies over once, which nobody needs here. */
export const cookieProxy = file('web2_cookie_proxy.html')
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
  const form = siteFile('xlogin.html', { 'Set-Cookie': lines })
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
