import type { Dialect } from './conversation.ts'
import { D_PROXY, HEARD, OLD_FORM, OLD_QR, OLD_U1, picture, S_PROXY, said, watched } from './spoken.ts'

const asking =
  `https://ssl.ptlogin2.qq.com/ptqrlogin?ptqrtoken={token}&webqq_type=10&remember_uin=1&login2qq=1&aid=501004106&u1=${OLD_U1}` +
  '&ptredirect=0&ptlang=2052&daid=164&from_ui=1&pttype=1&dumy=&fp=loginerroralert&action=0-0-3169&mibao_css=m_webqq&t=undefined' +
  '&g=1&js_type=0&js_ver=10221&login_sig=&pt_randsalt=0'
/** What its HTTP library says of a body that is a string. */
const PLAIN = { 'Content-Type': 'text/plain;charset=UTF-8' }
const FONT = String.raw`[\"font\",{\"name\":\"宋体\",\"size\":10,\"style\":[0,0,0],\"color\":\"000000\"}]`

/**
 * luventa/node-smartqq of 2017 (Node, node-fetch): encodes no body and calls it text/plain, writes `t=0.1`, follows the redirect of
 * check_sig, never asks who is online.
 */
export const nodeSmartQq: Dialect = {
  name: 'node-smartqq',
  settings: { era: '2017', onlineFirst: false },
  headers: {
    'User-Agent': 'Mozilla/5.0 (Windows NT 6.3; WOW64) AppleWebKit/537.36 Chrome/45.0.2454.101 Safari/537.36',
    'Accept-Encoding': 'gzip,deflate',
    Connection: 'close',
    Accept: '*/*',
  },
  conversation: [
    picture(`${OLD_QR}&t=0.1`),
    ...watched(asking, { Referer: OLD_FORM }),
    { step: 'check_sig', get: '{link}', follows: true, isPage: true },
    {
      step: 'getvfwebqq',
      get: 'http://s.web2.qq.com/api/getvfwebqq?ptwebqq={ptwebqq}&clientid=53999199&psessionid=&t=0.1',
      headers: { Referer: S_PROXY },
      keep: { vfwebqq: /"vfwebqq":"([0-9a-f]{80})"/ },
    },
    {
      step: 'login2',
      post: 'http://d1.web2.qq.com/channel/login2',
      headers: { ...PLAIN, Referer: D_PROXY, Origin: 'http://d1.web2.qq.com' },
      body: 'r={"ptwebqq":"{ptwebqq}","clientid":53999199,"psessionid":"","status":"online"}',
      keep: { psessionid: /"psessionid":"([0-9a-f]+)"/ },
    },
    said,
    {
      step: 'poll2',
      post: 'http://d1.web2.qq.com/channel/poll2',
      headers: { ...PLAIN, Referer: D_PROXY },
      body: 'r={"ptwebqq":"{ptwebqq}","clientid":53999199,"psessionid":"{psessionid}","key":""}',
      says: HEARD,
    },
    {
      step: 'send_discu_msg2',
      post: 'http://d1.web2.qq.com/channel/send_discu_msg2',
      headers: { ...PLAIN, Referer: D_PROXY },
      body:
        String.raw`r={"did":{did},"content":"[\"组\",${FONT}]","face":561,"clientid":53999199,"msg_id":65950001,` +
        '"psessionid":"{psessionid}"}',
    },
  ],
}
