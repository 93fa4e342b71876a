import type { Simulator } from '../simulator/index.ts'
import { createClient } from './client.ts'
import type { Change, Client } from './client.ts'
import { control } from './control.ts'
import { setCookies } from './cookie-jar.ts'
import type { CookieJar } from './cookie-jar.ts'
import { hash33 } from './hashes.ts'
import type { Exchange, RawReply } from './raw-http.ts'

/** The two roots of the service's calls. */
export const S = 'https://s.web2.qq.com/api'
export const D = 'https://d1.web2.qq.com/channel'
export const CLIENT_ID = 53999199
/** The seeded world's own number, and the list hash of that number with an empty ptwebqq, worked out by hand. */
export const OWN_NUMBER = 1234567890
export const OWN_HASH = '000C00D5004D0099'

/** The picture; `scale` is the parameter `s`, pixels a module. */
export const ptqrshowUrl = (scale = 3): string =>
  `https://ssl.ptlogin2.qq.com/ptqrshow?appid=501004106&e=2&l=M&s=${scale}&d=72&v=4&t=0.123456&daid=164&pt_3rd_aid=0`

/** The form of 2018 (style 40). */
export const ptqrloginUrl = (token: number | string): string =>
  `https://ssl.ptlogin2.qq.com/ptqrlogin?u1=http%3A%2F%2Fw.qq.com%2Fproxy.html&ptqrtoken=${token}&ptredirect=0&h=1&t=1&g=1` +
  '&from_ui=1&ptlang=2052&action=0-0-1515002300000&js_ver=10233&js_type=1&login_sig=&pt_uistyle=40&aid=501004106' +
  '&daid=164&mibao_css=m_webqq&'

/** The form before (style 16), whose end of login carries the login type. */
export const oldPtqrloginUrl = (token: number | string): string =>
  `https://ssl.ptlogin2.qq.com/ptqrlogin?ptqrtoken=${token}&webqq_type=10&remember_uin=1&login2qq=1&aid=501004106` +
  '&u1=http%3A%2F%2Fw.qq.com%2Fproxy.html%3Flogin2qq%3D1%26webqq_type%3D10&ptredirect=0&ptlang=2052&daid=164&from_ui=1' +
  '&pttype=1&dumy=&fp=loginerroralert&action=0-0-4321&mibao_css=m_webqq&t=undefined&g=1&js_type=0&js_ver=10141' +
  '&login_sig=&pt_randsalt=0'

/** Fetches a picture and returns the token of its qrsig. */
export async function showQr(client: Client): Promise<number> {
  const shown = await client.get(ptqrshowUrl())
  return hash33(setCookies(shown)[0]?.value ?? '')
}

/** The six arguments of a `ptuiCB(…)` call. @throws Error when the text is not exactly one such call */
export function ptuiCallback(text: string): string[] {
  const call = /^ptuiCB\('(.*)','(.*)','(.*)','(.*)','(.*)', '(.*)'\);(?:\r\n)?$/.exec(text)
  if (call === null) throw new Error(`no ptuiCB call: ${text}`)
  return call.slice(1)
}

/** Scans and confirms; the reply with code 0, and the link in it. */
export async function confirmedQr(client: Client): Promise<{ reply: RawReply; link: string }> {
  const token = await showQr(client)
  await control(client.simulator, 'confirm')
  const reply = await client.get(ptqrloginUrl(token))
  return { reply, link: ptuiCallback(reply.text)[2] ?? '' }
}

/** A client with the login's tickets. */
export type Login = Client & { vfwebqq: string; psessionid: string }

/**
 * Everything up to login2, and get_online_buddies2 unless told not to, which the first poll needs.
 * `jar`: an own jar instead of a proper one.
 */
export async function logIn(
  simulator: Simulator,
  options: { asksOnline?: boolean; jar?: CookieJar } = {},
): Promise<Login> {
  const client = createClient(simulator, options.jar)
  const { link } = await confirmedQr(client)
  await client.get(link)
  const { vfwebqq } = resultOf(await client.get(getvfwebqqUrl)) as { vfwebqq: string }
  const { psessionid } = resultOf(await client.post(`${D}/login2`, LOGIN2)) as { psessionid: string }
  const login = { ...client, vfwebqq, psessionid }
  if (options.asksOnline !== false) await onlineBuddies(login)
  return login
}

export const getvfwebqqUrl = `${S}/getvfwebqq?ptwebqq=&clientid=${CLIENT_ID}&psessionid=&t=1515002300000`
export const LOGIN2 = { ptwebqq: '', clientid: CLIENT_ID, psessionid: '', status: 'online' }

export const onlineBuddies = (login: Login): Promise<RawReply> =>
  login.get(
    `${D}/get_online_buddies2?vfwebqq=${login.vfwebqq}&clientid=${CLIENT_ID}&psessionid=${login.psessionid}&t=1515002300000`,
  )

/** A call of s.web2 about one person or group. */
export const askAbout = (login: Login, call: string, query: string): Promise<RawReply> =>
  login.get(
    `${S}/${call}?${query}&vfwebqq=${login.vfwebqq}&clientid=${CLIENT_ID}&psessionid=${login.psessionid}&t=1515002300000`,
  )

export const pollBody = ({ psessionid }: Login): Record<string, unknown> => ({
  ptwebqq: '',
  clientid: CLIENT_ID,
  psessionid,
  key: '',
})

/** Polls once and waits for the end. */
export const poll = (login: Login, change?: Change): Promise<RawReply> =>
  login.post(`${D}/poll2`, pollBody(login), change)

/** Begins a poll. */
export const openPoll = (login: Login, change?: Change): Exchange => login.open(`${D}/poll2`, pollBody(login), change)

/** The font that ends every content one sends. */
export const FONT = ['font', { name: '宋体', size: 10, style: [0, 0, 0], color: '000000' }]

let lastMsgId = 22700000
/** The `r` of a send, in the page's order of fields. `target` is to, group_uin or did. */
export const sendBody = (
  { psessionid }: Login,
  target: Record<string, unknown>,
  parts: unknown[],
): Record<string, unknown> => ({
  ...target,
  content: JSON.stringify([...parts, FONT]),
  face: 252,
  clientid: CLIENT_ID,
  msg_id: ++lastMsgId,
  psessionid,
})

/** The body as an object. @throws SyntaxError when it is not JSON */
export const jsonOf = (reply: RawReply): Record<string, unknown> => JSON.parse(reply.text) as Record<string, unknown>

/** The `result` of a reply; the caller says in what shape it expects it. */
export const resultOf = (reply: RawReply): unknown => jsonOf(reply)['result']

/** One item of a poll reply. */
export type Item = { poll_type: string; value: Record<string, unknown> & { content: unknown[] } }
export const itemsOf = (reply: RawReply): Item[] => resultOf(reply) as Item[]
