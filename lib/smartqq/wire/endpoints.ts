import { SECOND } from '../../time.ts'

/** Fixed in the page's own script; in JSON it goes as a number. */
export const CLIENT_ID = 53999199

/** Where the user's own SmartQQ page lives; the presence script runs there. */
export const pageHost = 'w.qq.com'

/** One call of the SmartQQ wire. */
export interface Endpoint {
  method: 'GET' | 'POST'
  /** Without a query. */
  url: string
  /** Other origins the service may hand out for the same path. */
  alsoAt?: readonly string[]
  /** What the `Referer` has to say; null when the call needs none. */
  referer: string | null
  /** What the `Origin` of a POST has to say; null when the call has none. */
  origin: string | null
  timeoutMs: number
  /** The client or page that proves the call is made this way. */
  source: string
}

const STATIC = 'https://s.web2.qq.com'
const DYNAMIC = 'https://d1.web2.qq.com'
const PTLOGIN = 'https://ssl.ptlogin2.qq.com'

const LOGIN_FORM =
  'https://xui.ptlogin2.qq.com/cgi-bin/xlogin?daid=164&target=self&style=40&pt_disable_pwd=1&mibao_css=m_webqq' +
  '&appid=501004106&enable_qlogin=0&no_verifyimg=1&s_url=http%3A%2F%2Fw.qq.com%2Fproxy.html' +
  '&f_url=loginerroralert&strong_login=1&login_state=10&t=20131024001'

const STEP = 30 * SECOND
/** Twice what the server holds a poll: giving up earlier loses the messages of a reply that is on its way. */
const POLL = 120 * SECOND

/** A call to the lists and profiles ("static" host). The server only looks whether the proxy page's Referer is there. */
const listed = (method: Endpoint['method'], path: string, source: string): Endpoint => ({
  method,
  url: `${STATIC}/api/${path}`,
  referer: `${STATIC}/proxy.html?v=20130916001&callback=1&id=1`,
  origin: method === 'POST' ? STATIC : null,
  timeoutMs: STEP,
  source,
})

/** A call to the session and its messages ("dynamic" host). */
const channel = (method: Endpoint['method'], path: string, source: string, timeoutMs = STEP): Endpoint => ({
  method,
  url: `${DYNAMIC}/channel/${path}`,
  referer: `${DYNAMIC}/proxy.html?v=20151105001&callback=1&id=2`,
  origin: method === 'POST' ? DYNAMIC : null,
  timeoutMs,
  source,
})

/** A call to the QR login. */
const ptlogin = (path: string, source: string): Endpoint => ({
  method: 'GET',
  url: `${PTLOGIN}/${path}`,
  referer: LOGIN_FORM,
  origin: null,
  timeoutMs: STEP,
  source,
})

/**
 * Every SmartQQ call this extension makes, once. Client, host permissions, CSP and header rules are derived from it,
 * and docs/PROTOCOL.md describes each entry under its name here.
 */
export const endpoints = {
  qrShow: ptlogin('ptqrshow', 'smartqq-sdk-php, Mojo-Webqq'),
  qrStatus: ptlogin('ptqrlogin', 'smartqq-sdk-php, Mojo-Webqq (style 40)'),
  checkSig: {
    method: 'GET',
    // The URL is handed out by qrStatus and used as it is; this entry says where it may point.
    url: 'http://ptlogin2.web2.qq.com/check_sig',
    alsoAt: ['https://ptlogin2.web2.qq.com', 'http://ptlogin4.web2.qq.com', 'https://ptlogin4.web2.qq.com'],
    referer: null,
    origin: null,
    timeoutMs: STEP,
    source: 'smartqq-sdk-php, Mojo-Webqq, ScienJus/smartqq',
  },
  vfwebqq: listed('GET', 'getvfwebqq', 'page script 20161220'),
  login2: channel('POST', 'login2', 'page script 20161220'),
  friends: listed('POST', 'get_user_friends2', 'page script 20161220'),
  groups: listed('POST', 'get_group_name_list_mask2', 'page script 20161220'),
  discusses: listed('GET', 'get_discus_list', 'page script 20161220'),
  online: channel('GET', 'get_online_buddies2', 'page script 20161220'),
  recent: channel('POST', 'get_recent_list2', 'page script 20161220'),
  self: listed('GET', 'get_self_info2', 'page script 20161220'),
  friendInfo: listed('GET', 'get_friend_info2', 'page script 20161220'),
  longNick: listed('GET', 'get_single_long_nick2', 'page script 20161220'),
  groupInfo: listed('GET', 'get_group_info_ext2', 'page script 20161220'),
  discussInfo: channel('GET', 'get_discu_info', 'page script 20161220'),
  poll: channel('POST', 'poll2', 'page script 20161220', POLL),
  sendFriend: channel('POST', 'send_buddy_msg2', 'page script 20161220'),
  sendGroup: channel('POST', 'send_qun_msg2', 'page script 20161220'),
  sendDiscuss: channel('POST', 'send_discu_msg2', 'page script 20161220'),
} as const satisfies Record<string, Endpoint>

export type EndpointName = keyof typeof endpoints

const all: readonly Endpoint[] = Object.values(endpoints)

/** Origins our requests go to and nothing else: the `connect-src` of the extension's CSP. */
export function connectSources(): string[] {
  return [...new Set(all.flatMap(({ url, alsoAt = [] }) => [new URL(url).origin, ...alsoAt]))].sort()
}

/**
 * Match patterns the manifest has to ask for. Beyond the hosts we call:
 * - the page's own host over both schemes, for the presence script and for reading the qq.com cookies by name;
 * - the bare `web2.qq.com`, which no request goes to: Chromium tells `cookies.onChanged` about the login cookie
 *   `p_skey` (Domain web2.qq.com) only to those who may see the cookie's own domain. Measured in both browsers: with
 *   it the change is told, and in Chromium without it there is silence. `*.web2.qq.com` would be wider than needed.
 */
export function hostPermissions(): string[] {
  const called = connectSources().map((origin) => `${origin}/*`)
  return [...called, '*://web2.qq.com/*', `*://${pageHost}/*`]
}

/** A declarativeNetRequest session rule, as plain data. */
export interface HeaderRule {
  id: number
  action: { type: 'modifyHeaders'; requestHeaders: { header: string; operation: 'set'; value: string }[] }
  condition: {
    requestDomains: string[]
    requestMethods: ('get' | 'post')[]
    resourceTypes: 'xmlhttprequest'[]
    initiatorDomains: string[]
    tabIds: number[]
  }
}

/**
 * The rules that give our background's requests the Referer (and POSTs the Origin) the service insists on, and leave
 * everybody else's alone: `tabIds: [-1]` keeps out all pages, `initiatorDomains` all other extensions.
 * GETs get no Origin, because the real page's have none.
 * @param initiatorHost host of `runtime.getURL('/')`: the id in Chromium, the UUID in Firefox
 */
export function headerRules(initiatorHost: string): HeaderRule[] {
  const rules = new Map<string, Omit<HeaderRule, 'id'>>()
  for (const { method, url, referer, origin } of all) {
    if (referer === null) continue
    const { hostname } = new URL(url)
    const requestHeaders = [{ header: 'referer', operation: 'set' as const, value: referer }]
    if (origin !== null) requestHeaders.push({ header: 'origin', operation: 'set', value: origin })
    rules.set(`${method} ${hostname}`, {
      action: { type: 'modifyHeaders', requestHeaders },
      condition: {
        requestDomains: [hostname],
        requestMethods: [method === 'POST' ? 'post' : 'get'],
        resourceTypes: ['xmlhttprequest'],
        initiatorDomains: [initiatorHost],
        tabIds: [-1],
      },
    })
  }
  return [...rules.values()].map((rule, index) => ({ id: index + 1, ...rule }))
}
