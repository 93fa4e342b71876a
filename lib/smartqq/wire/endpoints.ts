import { SECOND } from '../../time.ts'

/** Fixed in the page's own script; in JSON it goes as a number. */
export const CLIENT_ID = 53999199

/** Where the user's own SmartQQ page lives: mostly on the first; on the other from April to July 2018. */
export const pageHosts = ['w.qq.com', 'web2.qq.com'] as const
/** Where cookies of qq.com are read. */
export const pageHost = pageHosts[0]

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
  /** Everything else works when the browser keeps us from its host. */
  isExtra?: true
  /**
   * Its connection is closed after the reply. A browser that sends a request over a connection which was kept open, and is cut
   * off before the reply, sends it once more by itself, POSTs too: a message would go out twice (docs/decisions/0006).
   * So no connection to the host of the sends is ever kept.
   */
  closesConnection?: true
  /** Nothing in the extension makes this call, so no right to reach its host is asked for. */
  isUnused?: true
}

const STATIC = 'https://s.web2.qq.com'
const DYNAMIC = 'https://d1.web2.qq.com'
const PTLOGIN = 'https://ssl.ptlogin2.qq.com'
const QUN = 'https://qun.qq.com'
const QINFO = 'https://qinfo.clt.qq.com'
/** Where the page's own pictures and its sign-out are asked from. */
const PAGE_REFERER = 'http://w.qq.com/'

const LOGIN_FORM =
  'https://xui.ptlogin2.qq.com/cgi-bin/xlogin?daid=164&target=self&style=40&pt_disable_pwd=1&mibao_css=m_webqq' +
  '&appid=501004106&enable_qlogin=0&no_verifyimg=1&s_url=http%3A%2F%2Fw.qq.com%2Fproxy.html' +
  '&f_url=loginerroralert&strong_login=1&login_state=10&t=20131024001'

const STEP = 30 * SECOND
/** Twice what the server holds a poll: giving up earlier loses the messages of a reply that is on its way. */
const POLL = 120 * SECOND
/** Pictures of old messages took up to 45 s. */
const PICTURE = 60 * SECOND

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
  closesConnection: true,
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

/** A call to the group pages: real numbers, refused to this login's cookies since January 2018. */
const qun = (origin: string, path: string, source: string): Endpoint => ({
  method: 'POST',
  url: `${origin}/cgi-bin/${path}`,
  referer: `${origin}/member.html`,
  origin,
  timeoutMs: STEP,
  source,
  isExtra: true,
})

/** A picture. The service knew most of them over plain http only. */
const picture = (url: string, source: string): Endpoint => ({
  method: 'GET',
  url,
  referer: PAGE_REFERER,
  origin: null,
  timeoutMs: STEP,
  source,
  isExtra: true,
})

/** The avatar hosts, by the last digit of the number. */
const faceHost = (digit: number) => `http://face${digit}.web.qq.com`

/**
 * Every SmartQQ call this extension makes or could make, once. Client, host permissions, CSP and header rules are derived from it,
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
  authAgain: ptlogin('pt4_auth', 'Mojo-Webqq'),
  logout: {
    method: 'GET',
    url: 'https://ptlogin2.qq.com/logout',
    referer: PAGE_REFERER,
    origin: null,
    timeoutMs: STEP,
    source: 'Mojo-Webqq',
    isExtra: true,
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
  strangerInfo: listed('GET', 'get_stranger_info2', 'Mojo-Webqq, xiehuc/lwqq'),
  longNick: listed('GET', 'get_single_long_nick2', 'page script 20161220'),
  qqLevel: listed('GET', 'get_qq_level2', 'Mojo-Webqq, xiehuc/lwqq'),
  realNumber: listed('GET', 'get_friend_uin2', 'Mojo-Webqq, ScienJus/smartqq, slince/smartqq; closed since 2017-04-17'),
  groupInfo: listed('GET', 'get_group_info_ext2', 'page script 20161220'),
  discussInfo: channel('GET', 'get_discu_info', 'page script 20161220'),
  changeStatus: channel('GET', 'change_status2', 'page script 20161220'),
  closeChannel: channel('GET', 'logout2', 'xiehuc/lwqq'),
  poll: channel('POST', 'poll2', 'page script 20161220', POLL),
  sendFriend: channel('POST', 'send_buddy_msg2', 'page script 20161220'),
  sendGroup: channel('POST', 'send_qun_msg2', 'page script 20161220'),
  sendDiscuss: channel('POST', 'send_discu_msg2', 'page script 20161220'),
  sessSignature: channel('GET', 'get_c2cmsg_sig2', 'page script 20161220; no use since January 2016'),
  sendSess: channel('POST', 'send_sess_msg2', 'page script 20161220; swallowed since January 2016'),
  shake: channel('GET', 'shake2', 'xiehuc/lwqq'),
  inputNotify: channel('GET', 'input_notify2', 'xiehuc/lwqq'),
  qunGroups: qun(QUN, 'qun_mgr/get_group_list', 'pandolia/qqbot'),
  qunFriends: qun(QUN, 'qun_mgr/get_friend_list', 'pandolia/qqbot'),
  qunMembers: qun(QINFO, 'qun_info/get_group_members_new', 'pandolia/qqbot'),
  avatar: {
    ...picture(`${faceHost(0)}/cgi/svr/face/getface`, 'page script 20161220'),
    alsoAt: [1, 2, 3, 4, 5, 6, 7, 8, 9].map(faceHost),
  },
  numberAvatar: { ...picture('https://q.qlogo.cn/g', 'page script 20161220'), referer: null },
  facePicture: { ...picture('https://pub.idqqimg.com/lib/qqface/', 'page script 20161220'), isUnused: true },
  offlinePicture: {
    ...picture('https://w.qq.com/d/channel/get_offpic2', 'page script 20161220'),
    timeoutMs: PICTURE,
    isUnused: true,
  },
  groupPicture: {
    ...picture('http://web2.qq.com/cgi-bin/get_group_pic', 'page script 20161220'),
    referer: 'http://web2.qq.com/webqq.html',
    timeoutMs: PICTURE,
    isUnused: true,
  },
} as const satisfies Record<string, Endpoint>

export type EndpointName = keyof typeof endpoints

/** Names of the calls to the lists and to the session, by host and path. */
const BY_PLACE = new Map(
  Object.entries(endpoints).flatMap(([name, { url }]) => {
    const { origin, host, pathname } = new URL(url)
    return origin === STATIC || origin === DYNAMIC ? [[`${host}${pathname}`, name as EndpointName] as const] : []
  }),
)

/**
 * The call of the page that goes to this address, whatever its scheme and query; null for any other address. Without a cookie `uin` the
 * page asks d.web2.qq.com in place of d1 (page script 20161220).
 */
export function endpointAt({ protocol, hostname, port, pathname }: URL): EndpointName | null {
  if (!/^https?:$/.test(protocol) || port !== '') return null
  const host = hostname === 'd.web2.qq.com' ? 'd1.web2.qq.com' : hostname
  return BY_PLACE.get(`${host}${pathname}`) ?? null
}

/** The host that has the picture of a person or group: the one with the number's last digit. */
export function avatarOrigin(number: number): string {
  return faceHost(number % 10)
}

const used: readonly Endpoint[] = Object.values<Endpoint>(endpoints).filter(({ isUnused }) => !isUnused)

const originsOf = ({ url, alsoAt = [] }: Endpoint) => [new URL(url).origin, ...alsoAt]

/** Origins our requests go to and nothing else: the `connect-src` of the extension's CSP. */
export function connectSources(): string[] {
  return originsOfAll(used)
}

function originsOfAll(some: readonly Endpoint[]): string[] {
  return [...new Set(some.flatMap(originsOf))].sort()
}

/**
 * Match patterns the manifest has to ask for. Beyond the hosts we call:
 * - the page's own host over both schemes, for the presence script and for reading the qq.com cookies by name;
 * - the bare `web2.qq.com`, which no request goes to: Chromium tells `cookies.onChanged` about the login cookie
 *   `p_skey` (Domain web2.qq.com) only to those who may see the cookie's own domain. Measured in both browsers: with
 *   it the change is told, and in Chromium without it there is silence. `*.web2.qq.com` would be wider than needed.
 */
export function hostPermissions(): string[] {
  return patternsOf(connectSources())
}

/** Those of the match patterns without which nothing works; a browser may grant fewer than the manifest asks for. */
export function neededPermissions(): string[] {
  return patternsOf(originsOfAll(used.filter(({ isExtra }) => !isExtra)))
}

function patternsOf(origins: readonly string[]): string[] {
  return [...origins.map((origin) => `${origin}/*`), '*://web2.qq.com/*', `*://${pageHost}/*`]
}

/** A declarativeNetRequest session rule, as plain data. */
export interface HeaderRule {
  id: number
  action: { type: 'modifyHeaders'; requestHeaders: { header: string; operation: 'set'; value: string }[] }
  condition: {
    requestDomains: string[]
    /** Hosts below those domains that have a rule of their own. */
    excludedRequestDomains?: string[]
    requestMethods: ('get' | 'post')[]
    resourceTypes: 'xmlhttprequest'[]
    initiatorDomains: string[]
    tabIds: number[]
  }
}

/**
 * The rules that give our background's requests the Referer (and POSTs the Origin) the service insists on, and leave
 * everybody else's alone: `tabIds: [-1]` keeps out all pages, `initiatorDomains` all other extensions.
 * GETs get no Origin, because the real page's have none. Requests to the host of the sends keep no connection open.
 * @param initiatorHost host of `runtime.getURL('/')`: the id in Chromium, the UUID in Firefox
 */
export function headerRules(initiatorHost: string): HeaderRule[] {
  const withReferer = used.filter(({ referer }) => referer !== null)
  const hostsOf = (endpoint: Endpoint) => originsOf(endpoint).map((origin) => new URL(origin).hostname)
  const allHosts = [...new Set(withReferer.flatMap(hostsOf))]
  const rules = new Map<string, Omit<HeaderRule, 'id'>>()
  for (const endpoint of withReferer) {
    const { method, referer, origin, closesConnection } = endpoint
    const requestDomains = hostsOf(endpoint)
    // A rule for ptlogin2.qq.com would hold for ssl.ptlogin2.qq.com as well.
    const below = allHosts.filter((host) => requestDomains.some((domain) => host.endsWith(`.${domain}`)))
    const requestHeaders = [{ header: 'referer', operation: 'set' as const, value: referer! }]
    if (origin !== null) requestHeaders.push({ header: 'origin', operation: 'set', value: origin })
    if (closesConnection) requestHeaders.push({ header: 'connection', operation: 'set', value: 'close' })
    rules.set(`${method} ${requestDomains[0]}`, {
      action: { type: 'modifyHeaders', requestHeaders },
      condition: {
        requestDomains,
        ...(below.length > 0 ? { excludedRequestDomains: below } : {}),
        requestMethods: [method === 'POST' ? 'post' : 'get'],
        resourceTypes: ['xmlhttprequest'],
        initiatorDomains: [initiatorHost],
        tabIds: [-1],
      },
    })
  }
  return [...rules.values()].map((rule, index) => ({ id: index + 1, ...rule }))
}
