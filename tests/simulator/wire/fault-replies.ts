import { emptyReply } from '../account/empty-reply.ts'
import { isRecord } from '../narrow.ts'
import type { Fault, FaultKind } from './faults.ts'
import { failure, html, json, nginxPage } from './message.ts'
import type { WireReply } from './message.ts'

/** Where the portal of a hotel or a train sends everybody. */
export const PORTAL_URL = 'http://w.qq.com/portal'

/** The page of a network that wants a login of its own before it lets anybody through. */
export const portalPage = (): WireReply =>
  html(
    '<!DOCTYPE html>\n<html><head><title>Wi-Fi 登录</title></head><body><h1>欢迎使用免费 Wi-Fi</h1>' +
      '<form method="post"><input name="phone"><button>登录</button></form></body></html>\n',
  )

const plain = (body: string): WireReply => ({
  status: 200,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body,
})

const closed = (): WireReply => 'reset'

/** What ptqrlogin said with codes that a scan does not bring about; the number in brackets stands for one request. */
const PTUI_WORDS: Record<number, string> = {
  3: '您输入的帐号或密码不正确，请重新输入。',
  4: '页面过期，请重试。*',
  7: '很遗憾，网络连接出现异常，请您稍后再试。(2220884626)',
  24: '很遗憾，网络连接出现异常，请您检查是否禁用cookies。(2220884626)',
}
const ptui = (code: number): WireReply =>
  html(`ptuiCB('${code}','${code === 4 ? 2 : 0}','','0','${PTUI_WORDS[code] ?? ''}', '');\r\n`)

const REPLIES: Record<FaultKind, (fault: Fault) => WireReply> = {
  html: () =>
    html('<!DOCTYPE html>\n<html><head><title>系统繁忙</title></head><body><p>服务器开小差了</p></body></html>\n'),
  empty: () => plain(''),
  malformed: () => plain('{"result":[{"poll_type":"message","value":{"content":[["font",{"col'),
  'unknown-shape': () => json({ retcode: 0, result: { surprise: [1, { two: null }], list: 'not a list' } }),
  'empty-form': ({ form }) => emptyReply(form, 0),
  'http-403': () => nginxPage(403),
  'http-404': () => nginxPage(404),
  'http-502': () => nginxPage(502),
  'http-503': () => nginxPage(503),
  'http-504': () => nginxPage(504),
  portal: portalPage,
  'portal-redirect': () => html('', 302, { Location: PORTAL_URL }),
  retcode: ({ retcode }) => failure(retcode),
  ptui: ({ retcode }) => ptui(retcode),
  hang: () => 'hang',
  reset: closed,
  'reset-before': closed,
  'uncertain-delivered': () => failure(1202),
  'uncertain-lost': () => failure(1202),
  'reset-delivered': closed,
  dropped: closed,
  'reset-after-dequeue': closed,
  'http-502-after-dequeue': () => nginxPage(502),
  'http-504-after-dequeue': () => nginxPage(504),
  duplicate: closed,
  'retcode-with-data': ({ retcode }) => failure(retcode),
  'raw-controls': closed,
  drip: closed,
  slow: closed,
}

/** The reply that a fault gives in place of the real one; what sends and late faults do to theirs is done elsewhere. */
export const faultReply = (fault: Fault): WireReply => REPLIES[fault.kind](fault)

const CONTROLS: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** JSON whose strings hold control characters as they are, which strict parsers refuse. */
const withRawControls = (body: string): string =>
  body.replace(/\\(?:u00([01][0-9a-f])|(.))/gi, (escape: string, hex: string | undefined, letter: string | undefined) =>
    hex === undefined ? (CONTROLS[letter ?? ''] ?? escape) : String.fromCharCode(Number.parseInt(hex, 16)),
  )

/** What a late fault makes of the reply of a call that was carried out. Time (`drip`, `slow`) is the front's business. */
export function afterwards(fault: Fault, reply: WireReply): WireReply {
  if (typeof reply === 'string' || typeof reply.body !== 'string') return reply
  const { kind } = fault
  if (kind === 'reset-after-dequeue' || kind === 'http-502-after-dequeue' || kind === 'http-504-after-dequeue') {
    return faultReply(fault)
  }
  if (kind === 'retcode-with-data') {
    return { ...reply, body: reply.body.replace(/"(retcode|errCode)":-?\d+/, `"$1":${fault.retcode}`) }
  }
  return kind === 'raw-controls' ? { ...reply, body: withRawControls(reply.body) } : reply
}

/** The items that a poll's reply brings; empty when it brings none, or is none. */
export function itemsIn(reply: WireReply): Record<string, unknown>[] {
  if (typeof reply === 'string' || typeof reply.body !== 'string' || !reply.body.includes('"poll_type"')) return []
  try {
    const value: unknown = JSON.parse(reply.body)
    const result = isRecord(value) ? value['result'] : null
    return Array.isArray(result) ? result.filter(isRecord) : []
  } catch {
    return []
  }
}
