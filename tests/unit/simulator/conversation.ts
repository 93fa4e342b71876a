import type { Simulator } from '../../simulator/index.ts'
import { dig, list, number, text } from './dig.ts'
import { control, createPlainClient } from './plain-client.ts'
import type { PlainClient } from './plain-client.ts'

export const S = 'https://s.web2.qq.com/api'
export const D = 'https://d1.web2.qq.com/channel'
export const CLIENT_ID = 53999199
export const OWN_HASH = '000C00D5004D0099'

/** hash33 of the facts, written again here so that the simulator's own is not its judge. */
export function ptqrtoken(qrsig: string): number {
  let e = 0
  for (const char of qrsig) e += (e << 5) + char.charCodeAt(0)
  return e & 0x7fffffff
}

export const ptqrloginUrl = (token: number): string =>
  `https://ssl.ptlogin2.qq.com/ptqrlogin?u1=http%3A%2F%2Fw.qq.com%2Fproxy.html&ptqrtoken=${token}&ptredirect=0&h=1&t=1&g=1` +
  '&from_ui=1&ptlang=2052&action=0-0-1&js_ver=10233&js_type=1&login_sig=&pt_uistyle=40&aid=501004106&daid=164&mibao_css=m_webqq&'

export const QR_URL =
  'https://ssl.ptlogin2.qq.com/ptqrshow?appid=501004106&e=2&l=M&s=3&d=72&v=4&t=0.123456&daid=164&pt_3rd_aid=0'

export type Tickets = { client: PlainClient; vfwebqq: string; psessionid: string; uin: number }

/** Scans, confirms and goes through check_sig, getvfwebqq and login2 (and get_online_buddies2 unless told not to). */
export async function logIn(simulator: Simulator, options: { askOnline?: boolean } = {}): Promise<Tickets> {
  const client = createPlainClient(simulator)
  await client.get(QR_URL)
  const token = ptqrtoken(client.cookie('qrsig', 'ssl.ptlogin2.qq.com') ?? '')
  await control(simulator, 'confirm', {})
  const reply = await client.get(ptqrloginUrl(token))
  const link = /'(http:\/\/ptlogin2\.web2\.qq\.com\/check_sig[^']*)'/.exec(reply.text)?.[1]
  if (link === undefined) throw new Error(`no check_sig link in ${reply.text}`)
  await client.get(link)
  return connect(client, options)
}

/** getvfwebqq, login2 and get_online_buddies2 with the cookies the client has. */
export async function connect(client: PlainClient, options: { askOnline?: boolean } = {}): Promise<Tickets> {
  const vf = await client.get(`${S}/getvfwebqq?ptwebqq=&clientid=${CLIENT_ID}&psessionid=&t=1`)
  const vfwebqq = text(vf.json, 'result.vfwebqq')
  const login = await client.post(`${D}/login2`, { ptwebqq: '', clientid: CLIENT_ID, psessionid: '', status: 'online' })
  const psessionid = text(login.json, 'result.psessionid')
  const uin = number(login.json, 'result.uin')
  const tickets = { client, vfwebqq, psessionid, uin }
  if (options.askOnline !== false) await askOnline(tickets)
  return tickets
}

export const askOnline = ({ client, vfwebqq, psessionid }: Tickets) =>
  client.get(`${D}/get_online_buddies2?vfwebqq=${vfwebqq}&clientid=${CLIENT_ID}&psessionid=${psessionid}&t=1`)

export const poll = ({ client, psessionid }: Tickets, options?: { signal?: AbortSignal; cookies?: boolean }) =>
  client.post(`${D}/poll2`, { ptwebqq: '', clientid: CLIENT_ID, psessionid, key: '' }, options)

export const FONT = ['font', { name: '宋体', size: 10, style: [0, 0, 0], color: '000000' }]

let lastMsgId = 22700000
export const sendFriend = ({ client, psessionid }: Tickets, to: number, parts: unknown[]) =>
  client.post(`${D}/send_buddy_msg2`, {
    to,
    content: JSON.stringify([...parts, FONT]),
    face: 252,
    clientid: CLIENT_ID,
    msg_id: ++lastMsgId,
    psessionid,
  })

/** The result of get_user_friends2. */
export async function friendList({ client, vfwebqq }: Tickets): Promise<unknown> {
  const reply = await client.post(`${S}/get_user_friends2`, { vfwebqq, hash: OWN_HASH })
  return reply.json['result']
}

/** The uins of the friend list, in the world's order. */
export async function friendUins(tickets: Tickets): Promise<number[]> {
  const friends = await friendList(tickets)
  return list(friends, 'friends').map((friend) => number(friend, 'uin'))
}

/** The items of a poll reply. */
export const itemsOf = (reply: { json: unknown }): unknown[] => list(reply.json, 'result')

/** The content of an item after its font. */
export const saidIn = (item: unknown): unknown[] => list(item, 'value.content').slice(1)

/** Waits for a condition that another socket brings about. */
export async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
  const giveUpAt = Date.now() + 5000
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error(`gave up waiting until ${what}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

export const untilPollHeld = (simulator: Simulator) =>
  until(async () => {
    return dig(await control(simulator, 'state'), 'polling.held') === true
  }, 'a poll is held')
