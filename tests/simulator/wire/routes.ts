import * as channel from '../calls/channel.ts'
import { getFace, getLogo } from '../calls/avatars.ts'
import { refuseHeaders } from '../calls/checks.ts'
import { filterGroups, getDiscuInfo, getGroupInfo, searchGroups } from '../calls/groups.ts'
import { getDiscusList, getGroupNameList, getUserFriends } from '../calls/lists.ts'
import { getvfwebqq, login2 } from '../calls/login2.ts'
import { MORE_HOSTS, MORE_OF_D, MORE_OF_S, OFFPIC_OF_D, OFFPIC_OF_W } from '../calls/more-hosts.ts'
import { chatRecord, index, pageFile, script } from '../calls/page.ts'
import * as people from '../calls/people.ts'
import * as ptlogin from '../calls/ptlogin.ts'
import { sendMessage } from '../calls/send.ts'
import * as site from '../calls/site.ts'
import { getC2cSig, sendSess } from '../calls/strangers.ts'
import type { Service } from '../service.ts'
import type { Fault } from './faults.ts'
import type { WireReply, WireRequest } from './message.ts'
import { nginxPage } from './message.ts'

/** Answers one request; `fault` is set only for sends that a planned fault makes uncertain. */
export type Handler = (service: Service, request: WireRequest, fault: Fault | null) => WireReply | Promise<WireReply>

type Host = {
  /** Only https where the service knew only https. */
  httpsOnly?: boolean
  /** Checks made before any call (not for pages). */
  guard?: (service: Service, request: WireRequest) => WireReply | null
  /** By `METHOD path`. */
  calls?: Record<string, Handler>
  /** Files that need no check, by path. */
  pages?: Record<string, Handler>
  /** Any other GET. */
  others?: Handler
}

const getPost = (path: string, handler: Handler): Record<string, Handler> => ({
  [`GET ${path}`]: handler,
  [`POST ${path}`]: handler,
})

const LOGIN_FORM: Host = {
  httpsOnly: true,
  pages: { '/cgi-bin/xlogin': site.xlogin, '/cgi-bin/login': site.xlogin },
}
const CHECK_SIG: Host = { calls: { 'GET /check_sig': ptlogin.checkSig } }
const FACES: Host = { calls: { 'GET /cgi/svr/face/getface': getFace } }

/** The page itself, which was on two hosts. */
const PAGE: Record<string, Handler> = {
  '/': index,
  '/index.html': index,
  '/mq.js': script,
  '/page.css': site.pageStyle,
  '/proxy.html': site.loginDone,
}

const HOSTS: Record<string, Host> = {
  'w.qq.com': {
    pages: { ...PAGE, ...OFFPIC_OF_W },
    others: pageFile,
  },
  'xui.ptlogin2.qq.com': LOGIN_FORM,
  'ui.ptlogin2.qq.com': LOGIN_FORM,
  'ssl.ptlogin2.qq.com': {
    httpsOnly: true,
    calls: {
      'GET /ptqrshow': ptlogin.ptqrshow,
      'GET /ptqrlogin': ptlogin.ptqrlogin,
      'GET /pt4_auth': ptlogin.pt4Auth,
    },
  },
  'ptlogin2.qq.com': { httpsOnly: true, calls: { 'GET /logout': ptlogin.logout } },
  'ptlogin2.web2.qq.com': CHECK_SIG,
  'ptlogin4.web2.qq.com': CHECK_SIG,
  's.web2.qq.com': {
    guard: refuseHeaders,
    pages: { '/proxy.html': site.proxy },
    calls: {
      'GET /api/getvfwebqq': getvfwebqq,
      ...getPost('/api/get_user_friends2', getUserFriends),
      ...getPost('/api/get_group_name_list_mask2', getGroupNameList),
      ...getPost('/api/get_discus_list', getDiscusList),
      'GET /api/get_self_info2': people.getSelfInfo,
      'GET /api/get_friend_info2': people.getFriendInfo,
      'GET /api/get_stranger_info2': people.getStrangerInfo,
      'GET /api/get_single_long_nick2': people.getSingleLongNick,
      'GET /api/get_qq_level2': people.getQqLevel,
      'GET /api/get_group_info_ext2': getGroupInfo,
      ...MORE_OF_S,
    },
  },
  'd1.web2.qq.com': {
    guard: refuseHeaders,
    pages: { '/proxy.html': site.proxy, '/cfproxy.html': site.cfproxy, ...OFFPIC_OF_D },
    calls: {
      'POST /channel/login2': login2,
      'GET /channel/get_online_buddies2': channel.getOnlineBuddies,
      'POST /channel/get_recent_list2': channel.getRecentList,
      'GET /channel/get_discu_info': getDiscuInfo,
      'GET /channel/get_discu_list_new2': getDiscusList,
      'GET /channel/change_status2': channel.changeStatus,
      'GET /channel/get_c2cmsg_sig2': getC2cSig,
      'GET /channel/shake2': channel.takeNotice,
      'GET /channel/input_notify2': channel.takeNotice,
      'POST /channel/poll2': channel.poll2,
      'POST /channel/send_buddy_msg2': sendMessage('friend'),
      'POST /channel/send_qun_msg2': sendMessage('group'),
      'POST /channel/send_discu_msg2': sendMessage('discuss'),
      'POST /channel/send_sess_msg2': sendSess,
      ...MORE_OF_D,
    },
  },
  ...MORE_HOSTS,
  // The page lived here from April to July 2018.
  'web2.qq.com': {
    ...MORE_HOSTS['web2.qq.com'],
    pages: {
      ...PAGE,
      '/web2_cookie_proxy.html': site.cookieProxy,
      '/cgi-bin/webqq_chat/': chatRecord,
    },
    others: pageFile,
  },
  'cgi.web2.qq.com': {
    guard: refuseHeaders,
    calls: {
      'POST /keycgi/qqweb/uac/messagefilter.do': filterGroups,
      'GET /keycgi/qqweb/group/search.do': searchGroups,
    },
  },
  'q.qlogo.cn': { calls: { 'GET /g': getLogo } },
  ...Object.fromEntries(Array.from({ length: 10 }, (_, digit) => [`face${digit}.web.qq.com`, FACES])),
  // Where clients of WebQQ looked for them.
  ...Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`face${i + 1}.qun.qq.com`, FACES])),
}

/** Every host name the simulator answers for. */
export const HOST_NAMES = [...Object.keys(HOSTS), 'd.web2.qq.com']

/** Answers a request by its host, scheme, method and path; what is not known is a 404 page. */
export function route(service: Service, request: WireRequest, fault: Fault | null): WireReply | Promise<WireReply> {
  // Closed in December 2015: the page rewrites the name to d1.
  if (request.host === 'd.web2.qq.com') return nginxPage(403)
  const host = HOSTS[request.host]
  if (host === undefined || (host.httpsOnly === true && request.scheme !== 'https')) return nginxPage(404)
  const { method, path } = request
  const page = method === 'GET' ? host.pages?.[path] : undefined
  if (page !== undefined) return page(service, request, fault)
  const call = host.calls?.[`${method} ${path}`]
  if (call !== undefined) return host.guard?.(service, request) ?? call(service, request, fault)
  return method === 'GET' && host.others !== undefined ? host.others(service, request, fault) : nginxPage(404)
}
