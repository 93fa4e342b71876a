import type { Dialect } from './conversation.ts'
import { D_PROXY, HEARD, OLD_FORM, OLD_QR, OLD_U1, picture, S_PROXY, said, watched } from './spoken.ts'

/** `action=` got lost when ptqrtoken was added. */
const asking =
  'https://ssl.ptlogin2.qq.com/ptqrlogin?ptqrtoken={token}&webqq_type=10&remember_uin=1&login2qq=1&aid=501004106' +
  `&u1=${OLD_U1}&ptredirect=0&ptlang=2052&daid=164&from_ui=1&pttype=1&dumy=&fp=loginerroralert&0-0-157510` +
  '&mibao_css=m_webqq&t=undefined&g=1&js_type=0&js_ver=10184&login_sig=&pt_randsalt=3'

const S = { Referer: S_PROXY }
const S_POST = { Referer: S_PROXY, Origin: 'http://s.web2.qq.com' }
const D = { Referer: D_PROXY }
const D_POST = { Referer: D_PROXY, Origin: 'http://d1.web2.qq.com' }
const CF_POST = {
  Referer: 'http://d1.web2.qq.com/cfproxy.html?v=20151105001&callback=1',
  Origin: 'http://d1.web2.qq.com',
}
const LIST = '{"vfwebqq":"{vfwebqq}","hash":"{hash}"}'
const FONT = String.raw`[\"font\",{\"color\":\"000000\",\"name\":\"宋体\",\"size\":10,\"style\":[0,0,0]}]`
const send = (call: string, target: string, number: number) => ({
  step: call,
  post: `http://d1.web2.qq.com/channel/${call}`,
  headers: D_POST,
  form: {
    r: `{"msg_id":${number},"clientid":53999199,"face":573,${target},"psessionid":"{psessionid}","content":"[\\"你好\\",${FONT}]"}`,
  },
})

/**
 * ScienJus/smartqq of 2017 (Java): ptqrlogin without the name `action`, wants the cookie ptwebqq, keys of r in no order, Origin on POSTs, polls
 * over http with the Referer of cfproxy.
 */
export const scienjus: Dialect = {
  name: 'ScienJus',
  settings: { ptwebqq: 'issued' },
  headers: {
    'User-Agent':
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/54.0.2840.99 Safari/537.36',
    Accept: 'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2',
    Connection: 'keep-alive',
  },
  conversation: [
    picture(`${OLD_QR}&t=0.1`, { Referer: OLD_FORM }),
    ...watched(asking, { Referer: OLD_FORM }),
    { step: 'check_sig', get: '{link}', follows: true, isPage: true },
    {
      step: 'getvfwebqq',
      get: 'http://s.web2.qq.com/api/getvfwebqq?ptwebqq={ptwebqq}&clientid=53999199&psessionid=&t=0.1',
      headers: S,
      keep: { vfwebqq: /"vfwebqq":"([0-9a-f]{80})"/ },
    },
    {
      step: 'login2',
      post: 'http://d1.web2.qq.com/channel/login2',
      headers: D_POST,
      form: { r: '{"psessionid":"","ptwebqq":"{ptwebqq}","clientid":53999199,"status":"online"}' },
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
      headers: S_POST,
      form: { r: LIST },
    },
    {
      step: 'get_group_name_list_mask2',
      post: 'http://s.web2.qq.com/api/get_group_name_list_mask2',
      headers: S_POST,
      form: { r: LIST },
    },
    {
      step: 'get_discus_list',
      get: 'http://s.web2.qq.com/api/get_discus_list?clientid=53999199&psessionid={psessionid}&vfwebqq={vfwebqq}&t=0.1',
      headers: S,
    },
    {
      step: 'get_recent_list2',
      post: 'http://d1.web2.qq.com/channel/get_recent_list2',
      headers: D_POST,
      form: { r: '{"psessionid":"{psessionid}","clientid":53999199,"vfwebqq":"{vfwebqq}"}' },
    },
    {
      step: 'get_friend_uin2, closed since April 2017',
      get: 'http://s.web2.qq.com/api/get_friend_uin2?tuin={uin}&type=1&vfwebqq={vfwebqq}&t=0.1',
      headers: S,
      isPage: true,
      code: 404,
    },
    said,
    {
      step: 'poll2',
      post: 'http://d1.web2.qq.com/channel/poll2',
      headers: CF_POST,
      form: { r: '{"psessionid":"{psessionid}","ptwebqq":"{ptwebqq}","clientid":53999199,"key":""}' },
      says: HEARD,
    },
    send('send_buddy_msg2', '"to":{uin}', 43690001),
    send('send_qun_msg2', '"group_uin":{gid}', 43690002),
    send('send_discu_msg2', '"did":{did}', 43690003),
  ],
}
