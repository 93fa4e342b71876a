import type { Dialect } from './conversation.ts'
import { D_PROXY, HEARD, OLD_QR, OLD_U1, picture, S_PROXY, said, watched } from './spoken.ts'

const asking =
  `https://ssl.ptlogin2.qq.com/ptqrlogin?webqq_type=10&remember_uin=1&login2qq=1&aid=501004106&u1=${OLD_U1}&ptredirect=0` +
  '&ptlang=2052&daid=164&from_ui=1&pttype=1&dumy=&fp=loginerroralert&action=0-0-2177&mibao_css=m_webqq&t=undefined&g=1&js_type=0' +
  '&js_ver=10149&login_sig=&pt_randsalt=0'

const S = { Referer: S_PROXY }
const D = { Referer: D_PROXY }
const LIST = '{"vfwebqq":"{vfwebqq}","hash":"{hash}"}'

/**
 * ganlvtech/PHPSmartQQ of 2016 (PHP, curl): no User-Agent anywhere, no ptqrtoken, no Referer on login2, polls with `status` where others have
 * `key`.
 */
export const phpSmartQq: Dialect = {
  name: 'PHPSmartQQ',
  settings: { era: '2016' },
  headers: { Accept: '*/*', 'Accept-Encoding': 'gzip,deflate' },
  conversation: [
    picture(`${OLD_QR}&t=1804289383`),
    ...watched(asking),
    { step: 'check_sig', get: '{link}', follows: true, isPage: true },
    {
      step: 'getvfwebqq',
      get: 'http://s.web2.qq.com/api/getvfwebqq?ptwebqq={ptwebqq}&clientid=53999199&psessionid=&t=1465000000000',
      headers: S,
      keep: { vfwebqq: /"vfwebqq":"([0-9a-f]{80})"/ },
    },
    {
      step: 'login2 without Referer',
      post: 'http://d1.web2.qq.com/channel/login2',
      form: { r: '{"ptwebqq":"{ptwebqq}","clientid":53999199,"psessionid":"","status":"online"}' },
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
      step: 'get_online_buddies2',
      get: 'http://d1.web2.qq.com/channel/get_online_buddies2?vfwebqq={vfwebqq}&clientid=53999199&psessionid={psessionid}&t=1465000000000',
      headers: D,
    },
    said,
    {
      step: 'poll2',
      post: 'http://d1.web2.qq.com/channel/poll2',
      headers: D,
      form: { r: '{"ptwebqq":"{ptwebqq}","clientid":53999199,"psessionid":"{psessionid}","status":"online"}' },
      says: HEARD,
    },
    {
      step: 'send_qun_msg2',
      post: 'http://d1.web2.qq.com/channel/send_qun_msg2',
      headers: D,
      form: {
        r:
          String.raw`{"group_uin":{gid},"content":"[\"hi\",[\"font\",{\"name\":\"\\u5b8b\\u4f53\",\"size\":10,\"style\":[0,0,0],\"color\":\"000000\"}]]",` +
          '"face":603,"clientid":53999199,"msg_id":43210001,"psessionid":"{psessionid}"}',
      },
      says: /"errCode":0/,
    },
  ],
}

const OLD_D = { Referer: 'http://d.web2.qq.com/proxy.html?v=20110331002&callback=1&id=3' }
const OLD_S = { Referer: 'http://s.web2.qq.com/proxy.html?v=20110412001&callback=1&id=3' }
/** A client drew its number when it started. */
const DRAWN = { clientid: '97518388', psessionid: '{psessionid}' }

/**
 * WebQQ clients of 2013 (lwqq and its kin; the password login before it is gone, so the picture stands in): everything over d.web2 and http/1.0,
 * a clientid of the client's own as a string, vfwebqq out of login2, `h` beside the hash, a poll with `ids`, and clientid and psessionid
 * in the form a second time.
 */
export const webqq2013: Dialect = {
  name: 'WebQQ of 2013',
  settings: { era: '2013' },
  version: '1.0',
  headers: {
    'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:10.0) Gecko/20100101 Firefox/10.0',
    Connection: 'close',
  },
  conversation: [
    picture(`${OLD_QR}&t=0.42`),
    ...watched(asking),
    { step: 'check_sig', get: '{link}', isPage: true, code: 302 },
    {
      step: 'login2',
      post: 'http://d.web2.qq.com/channel/login2',
      headers: OLD_D,
      form: {
        r: '{"status":"online","ptwebqq":"{ptwebqq}","passwd_sig":"","clientid":"97518388","psessionid":null}',
        clientid: '97518388',
        psessionid: 'null',
      },
      keep: { psessionid: /"psessionid":"([0-9a-f]+)"/, vfwebqq: /"vfwebqq":"([0-9a-f]{80})"/ },
    },
    {
      step: 'get_user_friends2 with h',
      post: 'http://s.web2.qq.com/api/get_user_friends2',
      headers: OLD_S,
      form: { r: '{"h":"hello","hash":"{hash}","vfwebqq":"{vfwebqq}"}' },
      says: /"marknames":/,
    },
    {
      step: 'get_group_name_list_mask2',
      post: 'http://s.web2.qq.com/api/get_group_name_list_mask2',
      headers: OLD_S,
      form: { r: '{"hash":"{hash}","vfwebqq":"{vfwebqq}"}' },
      says: /"gmarklist":/,
    },
    {
      step: 'get_group_info_ext2',
      get: 'http://s.web2.qq.com/api/get_group_info_ext2?gcode={code}&cb=undefined&vfwebqq={vfwebqq}&t=1375798045',
      headers: OLD_S,
      says: /"minfo":/,
    },
    said,
    {
      step: 'poll2 before anybody asked who is online',
      post: 'http://d.web2.qq.com/channel/poll2',
      headers: OLD_D,
      form: { r: '{"clientid":"97518388","psessionid":"{psessionid}","key":0,"ids":[]}', ...DRAWN },
      says: /"msg_id2":\d+/,
    },
    {
      step: 'send_buddy_msg2',
      post: 'http://d.web2.qq.com/channel/send_buddy_msg2',
      headers: OLD_D,
      form: {
        r:
          String.raw`{"to":{uin},"face":0,"content":"[\"hi \",[\"font\",{\"name\":\"宋体\",\"size\":\"10\",\"style\":[0,0,0],\"color\":\"000000\"}]]",` +
          '"msg_id":1690001,"clientid":"97518388","psessionid":"{psessionid}"}',
        ...DRAWN,
      },
      says: /^\{"retcode":0,"result":"ok"\}/,
    },
    {
      step: 'change_status2',
      get: 'http://d.web2.qq.com/channel/change_status2?newstatus=busy&clientid=97518388&psessionid={psessionid}&t=1375798046',
      headers: OLD_D,
    },
  ],
}
