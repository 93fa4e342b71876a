import type { Dialect, Step } from './conversation.ts'
import { D_PROXY, HEARD, OLD_FORM, OLD_QR, OLD_U1, picture, S_PROXY, said, watched } from './spoken.ts'

const NOBODYS_QRSIG = 'hJ9GvNx*oIvLjP5I5dQ19KPa3zwxNI62eALLO*g2JLbKPYsZIRsnbJIxNe74NzQQ'
/** hash33 of it, as the client works it out. */
const NOBODYS_TOKEN = '1178303247'

const asking = (token: string): string =>
  `https://ssl.ptlogin2.qq.com/ptqrlogin?ptqrtoken=${token}&webqq_type=10&remember_uin=1&login2qq=1&aid=501004106&u1=${OLD_U1}` +
  '&ptredirect=0&ptlang=2052&daid=164&from_ui=1&pttype=1&dumy=&fp=loginerroralert&action=0-0-1234567.8901234' +
  '&mibao_css=m_webqq&t=undefined&g=1&js_type=0&js_ver=10141&login_sig=&pt_randsalt=0'

const FONT = String.raw`[\"font\", {\"name\": \"\\u5b8b\\u4f53\", \"size\": 10, \"style\": [0, 0, 0], \"color\": \"000000\"}]`
/** Headers stay on the session: once sent, Origin and Content-Type go out with every request, GETs too. */
const S = { Referer: S_PROXY, Origin: 'http://s.web2.qq.com' }
const D = { Referer: D_PROXY, Origin: 'http://d1.web2.qq.com' }
const LIST_REFERER = {
  Referer: 'https://d1.web2.qq.com/proxy.html?v=20151105001&callback=1&id=2',
  Origin: 'http://d1.web2.qq.com',
}

const send = (field: string, call: string, target: string, number: number) => ({
  step: call,
  post: `http://d1.web2.qq.com/channel/${call}`,
  headers: D,
  form: {
    r:
      `{"${field}": ${target}, "content": "[\\"\\\\u4f60\\\\u597d\\", [\\"face\\", 14], \\" /\\", ${FONT}]", "face": 522, ` +
      `"clientid": 53999199, "msg_id": ${number}, "psessionid": "{psessionid}"}`,
  },
})

const HEADERS = {
  'User-Agent': 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.9; rv:27.0) Gecko/20100101 Firefox/27.0',
  'Accept-Encoding': 'gzip, deflate',
  Accept: '*/*',
  Connection: 'keep-alive',
  'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
}

const LOGIN: Dialect['conversation'] = [
  { step: 'old login page', get: OLD_FORM, isPage: true },
  {
    step: 'ptqrlogin with a qrsig of its own',
    get: asking(NOBODYS_TOKEN),
    headers: { Referer: OLD_FORM, Cookie: `RK=OfeLBai4FB; qrsig=${NOBODYS_QRSIG}` },
    isPage: true,
    says: /^ptuiCB\('65',/,
  },
  picture(`${OLD_QR}&t=0.8412372351`, { Referer: OLD_FORM }),
  ...watched(asking('{token}'), { Referer: OLD_FORM }),
  { step: 'check_sig', get: '{link}', headers: { Referer: OLD_FORM }, follows: true, isPage: true },
  {
    step: 'getvfwebqq',
    get: 'http://s.web2.qq.com/api/getvfwebqq?ptwebqq={ptwebqq}&clientid=53999199&psessionid=&t=0.317',
    headers: S,
    keep: { vfwebqq: /"vfwebqq":"([0-9a-f]{80})"/ },
  },
  {
    step: 'login2',
    post: 'http://d1.web2.qq.com/channel/login2',
    headers: D,
    form: { r: '{"ptwebqq": "{ptwebqq}", "clientid": 53999199, "psessionid": "", "status": "online"}' },
    keep: { psessionid: /"psessionid":"([0-9a-f]+)"/, number: /"uin":(\d+)/ },
  },
  {
    step: 'get_online_buddies2',
    get: 'http://d1.web2.qq.com/channel/get_online_buddies2?vfwebqq={vfwebqq}&clientid=53999199&psessionid={psessionid}&t=0.5',
    headers: D,
  },
]

/**
 * pandolia/qqbot of 2017 (Python, requests): begins with a qrsig that nobody handed out, follows the redirect of check_sig, wants
 * the cookie ptwebqq, asks the lists of s.web2 with the Referer of d1, writes JSON with blanks and \u escapes.
 */
export const qqbot: Dialect = {
  name: 'qqbot',
  settings: { ptwebqq: 'issued' },
  headers: HEADERS,
  conversation: [
    ...LOGIN,
    {
      step: 'get_user_friends2',
      post: 'https://s.web2.qq.com/api/get_user_friends2',
      headers: LIST_REFERER,
      form: { r: '{"vfwebqq": "{vfwebqq}", "hash": "{hash}"}' },
      says: /"marknames":/,
    },
    {
      step: 'get_group_name_list_mask2',
      post: 'https://s.web2.qq.com/api/get_group_name_list_mask2',
      headers: LIST_REFERER,
      form: { r: '{"vfwebqq": "{vfwebqq}", "hash": "{hash}"}' },
      says: /"gmarklist":/,
    },
    {
      step: 'get_group_info_ext2',
      get: 'https://s.web2.qq.com/api/get_group_info_ext2?gcode={code}&vfwebqq={vfwebqq}&t=0.77',
      headers: S,
      says: /"minfo":/,
    },
    {
      step: 'get_discus_list',
      get: 'https://s.web2.qq.com/api/get_discus_list?clientid=53999199&psessionid={psessionid}&vfwebqq={vfwebqq}&t=0.11',
      headers: LIST_REFERER,
      says: /"dnamelist":/,
    },
    {
      step: 'get_discu_info',
      get: 'https://d1.web2.qq.com/channel/get_discu_info?did={did}&psessionid={psessionid}&vfwebqq={vfwebqq}&clientid=53999199&t=0.1',
      headers: LIST_REFERER,
      says: /"ruin":/,
    },
    said,
    {
      step: 'poll2 over https, http Referer',
      post: 'https://d1.web2.qq.com/channel/poll2',
      headers: D,
      form: { r: '{"ptwebqq": "{ptwebqq}", "clientid": 53999199, "psessionid": "{psessionid}", "key": ""}' },
      says: HEARD,
    },
    send('to', 'send_buddy_msg2', '{uin}', 6000001),
    send('group_uin', 'send_qun_msg2', '{gid}', 6000002),
    send('did', 'send_discu_msg2', '{did}', 6000003),
  ],
}

/** A POST of the group pages. The reply begins with `ec` as given, or names it anywhere. */
const manage = (call: string, says: RegExp, form: Readonly<Record<string, string>>): Step => ({
  step: call,
  post: `http://${call.startsWith('qun_mgr') ? 'qun.qq.com' : 'qinfo.clt.qq.com'}/cgi-bin/${call}`,
  headers: {
    Referer: `http://${call.startsWith('qun_mgr') ? 'qun.qq.com' : 'qinfo.clt.qq.com'}/member.html`,
    Origin: 'http://d1.web2.qq.com',
  },
  form,
  isPage: true,
  says,
})

/**
 * The same in spring 2017, while the group pages gave real numbers: lists over http, groups and friends by name, then what the
 * owner of a group may do in it. The Origin that a GET left on the session goes to them as well.
 */
export const qqbotWithNumbers: Dialect = {
  name: 'qqbot of spring 2017',
  settings: { era: '2017' },
  headers: HEADERS,
  conversation: [
    ...LOGIN,
    {
      step: 'get_user_friends2 over http',
      post: 'http://s.web2.qq.com/api/get_user_friends2',
      headers: D,
      form: { r: '{"vfwebqq": "{vfwebqq}", "hash": "{hash}"}' },
      says: /"marknames":/,
    },
    manage('qun_mgr/get_friend_list', /"ec":0/, { bkn: '{bkn}' }),
    manage('qun_mgr/get_group_list', /"ec":0/, { bkn: '{bkn}' }),
    manage('qun_info/get_group_members_new', /"ec":0/, { gc: '512300452', u: '{number}', bkn: '{bkn}' }),
    manage('qun_info/set_group_admin', /"ec":0/, {
      src: 'qinfo_v2',
      gc: '512300452',
      u: '455667788',
      op: '1',
      bkn: '{bkn}',
    }),
    manage('qun_info/set_group_card', /"ec":0/, { gc: '512300452', bkn: '{bkn}', u: '455667788', name: '管理陈晨' }),
    manage('qun_info/set_group_shutup', /"ec":0/, {
      gc: '512300452',
      bkn: '{bkn}',
      shutup_list: '[{"uin": 455667788, "t": 120}]',
    }),
    manage('qun_info/delete_group_member', /"ec":0/, { gc: '512300452', ul: '455667788', bkn: '{bkn}' }),
    manage('qun_info/delete_group_member', /"ec":3/, { gc: '688811223', ul: '733201000', bkn: '{bkn}' }),
    {
      step: 'poll2',
      post: 'https://d1.web2.qq.com/channel/poll2',
      headers: D,
      form: { r: '{"ptwebqq": "{ptwebqq}", "clientid": 53999199, "psessionid": "{psessionid}", "key": ""}' },
      says: /"管理陈晨\(455667788\) 被管理员禁言2分钟 "/,
    },
  ],
}
