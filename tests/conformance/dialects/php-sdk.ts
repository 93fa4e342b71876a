import type { Dialect } from './conversation.ts'
import { D_PROXY, HEARD, picture, S_PROXY, said, watched } from './spoken.ts'

const asking =
  'https://ssl.ptlogin2.qq.com/ptqrlogin?u1=http%3A%2F%2Fw.qq.com%2Fproxy.html&ptredirect=0&h=1&t=1&g=1&from_ui=1&ptlang=2052' +
  '&js_ver=10233&js_type=1&login_sig=&pt_uistyle=40&aid=501004106&daid=164&mibao_css=m_webqq&ptqrtoken={token}&action=0-0-1515002300'

const FONT = String.raw`[\"font\",{\"name\":\"宋体\",\"size\":10,\"style\":[0,0,0],\"color\":\"000000\"}]`
const S = { Referer: S_PROXY }
const D = { Referer: D_PROXY }
const LIST = '{"vfwebqq":"{vfwebqq}","hash":"{hash}"}'

const send = (call: string, field: string, target: string, parts: string, number: number) => ({
  step: call,
  post: `http://d1.web2.qq.com/channel/${call}`,
  headers: D,
  form: {
    r:
      `{"${field}":${target},"content":"[[${parts},${FONT}]]","face":594,"clientid":53999199,"msg_id":${number},` +
      '"psessionid":"{psessionid}"}',
  },
})

/**
 * kilingzhang/smartqq-sdk-php of January 2018 (PHP, Guzzle): the new form of ptqrlogin without any Referer, the cookie ptwebqq missing, http
 * for every call, no Origin, polls before anybody asked who is online (103), t twice on get_self_info2, get_discu_info with the Referer of
 * s.web2, content in two pairs of brackets.
 */
export const phpSdk: Dialect = {
  name: 'php-sdk',
  headers: { 'User-Agent': 'GuzzleHttp/6.3.0 curl/7.47.0 PHP/7.1.8' },
  conversation: [
    picture('https://ssl.ptlogin2.qq.com/ptqrshow?appid=501004106&e=2&l=M&s=3&d=72&v=4&daid=164&pt_3rd_aid=0'),
    ...watched(asking),
    { step: 'check_sig, not followed', get: '{link}', isPage: true, code: 302 },
    {
      step: 'getvfwebqq',
      get: 'http://s.web2.qq.com/api/getvfwebqq?ptwebqq=&clientid=53999199&psessionid=&t=1515002300000',
      headers: S,
      keep: { vfwebqq: /"vfwebqq":"([0-9a-f]{80})"/ },
    },
    {
      step: 'login2',
      post: 'http://d1.web2.qq.com/channel/login2',
      headers: D,
      form: { r: '{"ptwebqq":"","clientid":53999199,"psessionid":"","status":"online"}' },
      keep: { psessionid: /"psessionid":"([0-9a-f]+)"/ },
    },
    { step: 'get_user_friends2', post: 'http://s.web2.qq.com/api/get_user_friends2', headers: S, form: { r: LIST } },
    {
      step: 'get_group_name_list_mask2',
      post: 'http://s.web2.qq.com/api/get_group_name_list_mask2',
      headers: S,
      form: { r: LIST },
    },
    {
      step: 'get_discus_list',
      get: 'http://s.web2.qq.com/api/get_discus_list?clientid=53999199&psessionid={psessionid}&vfwebqq={vfwebqq}&t=1515002300000',
      headers: S,
    },
    {
      step: 'poll2 before get_online_buddies2',
      post: 'http://d1.web2.qq.com/channel/poll2',
      headers: D,
      form: { r: '{"ptwebqq":"","clientid":53999199,"psessionid":"{psessionid}","key":""}' },
      code: 103,
    },
    {
      step: 'get_online_buddies2',
      get: 'http://d1.web2.qq.com/channel/get_online_buddies2?vfwebqq={vfwebqq}&clientid=53999199&psessionid={psessionid}&t=1515002300000',
      headers: D,
    },
    {
      step: 'get_recent_list2',
      post: 'http://d1.web2.qq.com/channel/get_recent_list2',
      headers: D,
      form: { r: '{"vfwebqq":"{vfwebqq}","clientid":53999199,"psessionid":"{psessionid}"}' },
    },
    {
      step: 'get_self_info2 with t twice',
      get: 'http://s.web2.qq.com/api/get_self_info2?t=0.1?t=1515002300000',
      headers: S,
    },
    {
      step: 'get_single_long_nick2',
      get: 'http://s.web2.qq.com/api/get_single_long_nick2?tuin={uin}&vfwebqq={vfwebqq}&t=1515002300000',
      headers: S,
    },
    {
      step: 'get_discu_info with the Referer of s.web2',
      get: 'http://d1.web2.qq.com/channel/get_discu_info?did={did}&vfwebqq={vfwebqq}&clientid=53999199&psessionid={psessionid}&t=1515002300000',
      headers: S,
    },
    said,
    {
      step: 'poll2',
      post: 'http://d1.web2.qq.com/channel/poll2',
      headers: D,
      form: { r: '{"ptwebqq":"","clientid":53999199,"psessionid":"{psessionid}","key":""}' },
      says: HEARD,
    },
    send('send_buddy_msg2', 'to', '{uin}', String.raw`\"你好\"`, 23000001),
    send('send_qun_msg2', 'group_uin', '{gid}', String.raw`\"大家好\"`, 23000002),
    send('send_discu_msg2', 'did', '{did}', String.raw`[\"face\",3],\" \"`, 23000003),
    {
      ...send('send_qun_msg2', 'group_uin', '{gid}', String.raw`\"it\'s\"`, 23000004),
      step: 'send_qun_msg2 with an apostrophe that addslashes escaped',
      isPage: true,
      code: 500,
      says: /Error occured/,
    },
  ],
}
