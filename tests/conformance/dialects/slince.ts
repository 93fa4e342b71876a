import type { Dialect } from './conversation.ts'
import { D_PROXY, HEARD, OLD_QR, picture, S_PROXY, said, watched } from './spoken.ts'

/** Blanks that a line break of the source left in the address, as Guzzle sends them. */
const asking =
  'https://ssl.ptlogin2.qq.com/ptqrlogin?ptqrtoken={token}&webqq_type=10&remember_uin=1&login2qq=1&aid=501004106%20' +
  '&u1=http%3A%2F%2Fw.qq.com%2Fproxy.html%3Flogin2qq%3D1%26webqq_type%3D10%20&ptredirect=0&ptlang=2052&daid=164&from_ui=1' +
  '&pttype=1&dumy=&fp=loginerroralert%20&action=0-0-157510&mibao_css=m_webqq&t=1&g=1&js_type=0&js_ver=10143&login_sig=&pt_randsalt=0'
const FORM =
  'https://ui.ptlogin2.qq.com/cgi-bin/login?daid=164&target=self&style=16&mibao_css=m_webqq&appid=501004106&enable_qlogin=0' +
  '&no_verifyimg=1 &s_url=http%3A%2F%2Fw.qq.com%2Fproxy.html&f_url=loginerroralert &strong_login=1&login_state=10&t=20131024001'

const S = { Referer: S_PROXY }
const D = { Referer: D_PROXY }
const CF = { Referer: 'http://d1.web2.qq.com/cfproxy.html?v=20151105001&callback=1' }
const FONT = String.raw`[\"font\",{\"name\":\"\\u5fae\\u8f6f\\u96c5\\u9ed1\",\"color\":\"000000\",\"size\":10,\"style\":[0,0,0]}]`
const tail = (number: number): string =>
  `"face":573,"clientid":53999199,"msg_id":${number},"psessionid":"{psessionid}"}`

/**
 * slince/smartqq of 2017 (PHP, Guzzle): blanks inside the address of ptqrlogin, wants the cookie ptwebqq, t is always 0.1, group list with the
 * Referer of d1, recent list and others without User-Agent extras, sends with the cfproxy Referer over http and Chinese as \u escapes.
 */
export const slince: Dialect = {
  name: 'slince',
  settings: { ptwebqq: 'issued' },
  headers: { 'User-Agent': 'GuzzleHttp/6.2.1 curl/7.50.1 PHP/7.0.12' },
  conversation: [
    picture(`${OLD_QR}&t=0.1`),
    ...watched(asking, { Referer: FORM }),
    { step: 'check_sig', get: '{link}', headers: S, follows: true, isPage: true },
    {
      step: 'getvfwebqq',
      get: 'http://s.web2.qq.com/api/getvfwebqq?ptwebqq={ptwebqq}&clientid=53999199&psessionid=&t=0.1',
      headers: S,
      keep: { vfwebqq: /"vfwebqq":"([0-9a-f]{80})"/ },
    },
    {
      step: 'login2',
      post: 'http://d1.web2.qq.com/channel/login2',
      headers: D,
      form: { r: '{"ptwebqq":"{ptwebqq}","clientid":53999199,"psessionid":"","status":"online"}' },
      keep: { psessionid: /"psessionid":"([0-9a-f]+)"/ },
    },
    {
      step: 'get_online_buddies2',
      get: 'http://d1.web2.qq.com/channel/get_online_buddies2?vfwebqq={vfwebqq}&clientid=53999199&psessionid={psessionid}&t=0.1',
      headers: D,
    },
    {
      step: 'get_user_friends2',
      post: 'http://s.web2.qq.com/api/get_user_friends2',
      headers: S,
      form: { r: '{"vfwebqq":"{vfwebqq}","hash":"{hash}"}' },
    },
    {
      step: 'get_group_name_list_mask2 with the Referer of d1',
      post: 'http://s.web2.qq.com/api/get_group_name_list_mask2',
      headers: D,
      form: { r: '{"vfwebqq":"{vfwebqq}","hash":"{hash}"}' },
    },
    {
      step: 'get_group_info_ext2',
      get: 'http://s.web2.qq.com/api/get_group_info_ext2?gcode={code}&vfwebqq={vfwebqq}&t=0.1',
      headers: S,
    },
    {
      step: 'get_discus_list with the Referer of d1',
      get: 'http://s.web2.qq.com/api/get_discus_list?clientid=53999199&psessionid={psessionid}&vfwebqq={vfwebqq}&t=0.1',
      headers: D,
    },
    {
      step: 'get_recent_list2',
      post: 'http://d1.web2.qq.com/channel/get_recent_list2',
      headers: D,
      form: { r: '{"vfwebqq":"{vfwebqq}","clientid":53999199,"psessionid":"{psessionid}"}' },
    },
    said,
    {
      step: 'poll2',
      post: 'http://d1.web2.qq.com/channel/poll2',
      headers: D,
      form: { r: '{"ptwebqq":"{ptwebqq}","clientid":53999199,"psessionid":"{psessionid}","key":""}' },
      says: HEARD,
    },
    {
      step: 'send_buddy_msg2',
      post: 'http://d1.web2.qq.com/channel/send_buddy_msg2',
      headers: CF,
      form: { r: `{"to":{uin},"content":"[\\"\\\\u4f60\\\\u597d\\",[\\"face\\",14],${FONT}]",${tail(65890001)}` },
    },
    {
      step: 'send_qun_msg2',
      post: 'http://d1.web2.qq.com/channel/send_qun_msg2',
      headers: CF,
      form: { r: `{"group_uin":{gid},"content":"[\\"hi\\",${FONT}]",${tail(65890002)}` },
    },
    {
      step: 'send_discu_msg2',
      post: 'http://d1.web2.qq.com/channel/send_discu_msg2',
      headers: CF,
      form: { r: `{"did":{did},"content":"[\\"hi\\",${FONT}]",${tail(65890003)}` },
    },
  ],
}
