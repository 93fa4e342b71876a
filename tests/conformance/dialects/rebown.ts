import type { Dialect } from './conversation.ts'
import { D_PROXY, HEARD, OLD_FORM, OLD_QR, OLD_U1, picture, S_PROXY, said, watched } from './spoken.ts'

const asking =
  `https://ssl.ptlogin2.qq.com/ptqrlogin?ptqrtoken={token}&webqq_type=10&remember_uin=1&login2qq=1&aid=501004106&u1=${OLD_U1}` +
  '&ptredirect=0&ptlang=2052&daid=164&from_ui=1&pttype=1&dumy=&fp=loginerroralert&action=0-0-123332&mibao_css=m_webqq&t=undefined' +
  '&g=1&js_type=0&js_ver=10141&login_sig=&pt_randsalt=0'
const LISTS = { r: '{"vfwebqq":"{vfwebqq}","hash":"{hash}"}' }
const S = { Referer: S_PROXY }
const D = { Referer: D_PROXY }
const CHANNEL = { Origin: 'http://d1.web2.qq.com', Referer: D_PROXY }
const FONT = String.raw`[\"font\",{\"name\":\"宋体\",\"size\":10,\"style\":[0,0,0],\"color\":\"000000\"}]`

/**
 * Rocket1184/qq-bot-rebown of 2018 (Node, axios): its jar knows no domains, so that p_uin arrives empty; asks for the discussion
 * list by POST and for the real numbers by GET.
 */
export const rebown: Dialect = {
  name: 'rebown',
  settings: { era: '2017' },
  jar: 'flat',
  headers: {
    Accept: 'application/json, text/plain, */*',
    'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:51.0) Gecko/20100101 Firefox/51.0',
    Connection: 'close',
  },
  conversation: [
    { step: 'old login page', get: OLD_FORM, headers: { Cookie: 'pgv_info=ssid=s6729802202' }, isPage: true },
    picture(`${OLD_QR}&t=0.4127`),
    ...watched(asking, { Referer: OLD_FORM }),
    { step: 'check_sig', get: '{link}', headers: S, isPage: true, code: 302 },
    {
      step: 'getvfwebqq with an empty p_uin',
      get: 'http://s.web2.qq.com/api/getvfwebqq?ptwebqq={ptwebqq}&clientid=53999199&psessionid=&t=0.77',
      headers: S,
      keep: { vfwebqq: /"vfwebqq":"([0-9a-f]{80})"/ },
    },
    {
      step: 'login2',
      post: 'http://d1.web2.qq.com/channel/login2',
      headers: CHANNEL,
      form: { r: '{"ptwebqq":"{ptwebqq}","clientid":53999199,"psessionid":"","status":"online"}' },
      keep: { psessionid: /"psessionid":"([0-9a-f]+)"/ },
    },
    {
      step: 'get_self_info2',
      get: 'http://s.web2.qq.com/api/get_self_info2?t=1515002300000',
      headers: S,
      says: /"nick":/,
    },
    {
      step: 'get_online_buddies2',
      get: 'http://d1.web2.qq.com/channel/get_online_buddies2?vfwebqq={vfwebqq}&clientid=53999199&psessionid={psessionid}&t=0.3',
      headers: D,
    },
    { step: 'get_user_friends2', post: 'http://s.web2.qq.com/api/get_user_friends2', headers: S, form: LISTS },
    {
      step: 'get_friend_list by GET',
      get: 'http://qun.qq.com/cgi-bin/qun_mgr/get_friend_list?bkn={bkn}',
      headers: { Referer: 'http://qun.qq.com/member.html' },
      isPage: true,
      says: /^\{"ec":0,"result":\{"0":\{"mems":\[/,
    },
    {
      step: 'get_group_name_list_mask2',
      post: 'http://s.web2.qq.com/api/get_group_name_list_mask2',
      headers: S,
      form: LISTS,
    },
    {
      step: 'get_discus_list by POST',
      post: 'http://s.web2.qq.com/api/get_discus_list?clientid=53999199&psessionid={psessionid}&vfwebqq={vfwebqq}&t=0.9',
      headers: S,
      form: LISTS,
      says: /"dnamelist":\[\{/,
    },
    said,
    {
      step: 'poll2',
      post: 'http://d1.web2.qq.com/channel/poll2',
      headers: CHANNEL,
      form: { r: '{"ptwebqq":"{ptwebqq}","clientid":53999199,"psessionid":"{psessionid}","key":""}' },
      says: HEARD,
    },
    {
      step: 'send_qun_msg2',
      post: 'http://d1.web2.qq.com/channel/send_qun_msg2',
      headers: CHANNEL,
      form: {
        r:
          String.raw`{"group_uin":{gid},"content":"[\"hi \\\"x\\\"\\n\",${FONT}]","face":537,` +
          '"clientid":53999199,"msg_id":1230001,"psessionid":"{psessionid}"}',
      },
    },
  ],
}
