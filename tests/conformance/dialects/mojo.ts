import type { Dialect } from './conversation.ts'
import { D_PROXY, HEARD, OLD_FORM, OLD_QR, OLD_U1, picture, S_PROXY, said, watched } from './spoken.ts'

const NEW_FORM =
  'https://xui.ptlogin2.qq.com/cgi-bin/xlogin?daid=164&target=self&style=40&pt_disable_pwd=1&mibao_css=m_webqq&appid=501004106' +
  '&enable_qlogin=0&no_verifyimg=1&s_url=http%3A%2F%2Fw.qq.com%2Fproxy.html&f_url=loginerroralert&strong_login=1&login_state=10&t=20131024001'

const asking =
  'https://ssl.ptlogin2.qq.com/ptqrlogin?ptqrtoken={token}&webqq_type=10&remember_uin=1&login2qq=1&aid=501004106' +
  `&u1=${OLD_U1}&h=1&ptredirect=0&ptlang=2052&daid=164&from_ui=1&pttype=1&dumy=&fp=loginerroralert&action=0-23-19230` +
  '&mibao_css={css}&t=undefined&g=1&js_type=0&js_ver={version}&login_sig=&pt_randsalt='

const S = { Referer: S_PROXY }
const D = { Referer: D_PROXY }
const FONT = String.raw`[\"font\",{\"color\":\"000000\",\"name\":\"宋体\",\"size\":10,\"style\":[0,0,0]}]`
const send = (call: string, fields: string) => ({
  step: call,
  post: `http://d1.web2.qq.com/channel/${call}`,
  headers: D,
  form: {
    r:
      `{"clientid":"53999199","content":"[\\"你好\\",[\\"face\\",14],\\"第一行\\\\n第二行＜9点＞\\",${FONT}]","face":570,` +
      `${fields},"psessionid":"{psessionid}"}`,
  },
})

/**
 * Mojo-Webqq of 2017 and 2018 (Perl, Mojo::UserAgent): the page and the old login form first, ptwebqq null in login2, keys by the alphabet, t in
 * seconds, ids and clientid as strings whenever Perl took them for text, the group list by GET with r in the query, http beside https;
 * later it comes back without a scan by pt4_auth.
 */
export const mojo: Dialect = {
  name: 'Mojo',
  headers: {
    'User-Agent':
      'Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/50.0.2661.94 Safari/537.36',
    'Accept-Encoding': 'gzip',
  },
  conversation: [
    { step: 'the page', get: 'http://w.qq.com/', isPage: true },
    {
      step: 'old login page',
      get: OLD_FORM,
      headers: { Referer: 'http://w.qq.com/' },
      isPage: true,
      says: /var\s*g_appid\s*=\s*encodeURIComponent\("501004106"\)/,
      keep: {
        css: /var\s*g_mibao_css\s*=\s*encodeURIComponent\("(.*?)"\)/,
        version: /var\s*g_pt_version\s*=\s*encodeURIComponent\("(.*?)"\)/,
      },
    },
    picture(`${OLD_QR}&t=0.583920184`, { Referer: OLD_FORM }),
    ...watched(asking, { Referer: OLD_FORM }),
    { step: 'check_sig', get: '{link}', follows: true, isPage: true },
    {
      step: 'getvfwebqq',
      get: 'http://s.web2.qq.com/api/getvfwebqq?ptwebqq=&clientid=53999199&psessionid=&t=1515002300',
      headers: S,
      keep: { vfwebqq: /"vfwebqq":"([0-9a-f]{80})"/ },
    },
    {
      step: 'login2',
      post: 'http://d1.web2.qq.com/channel/login2',
      headers: D,
      form: { r: '{"clientid":"53999199","psessionid":"","ptwebqq":null,"status":"online"}' },
      keep: { psessionid: /"psessionid":"([0-9a-f]+)"/ },
    },
    { step: 'get_self_info2', get: 'http://s.web2.qq.com/api/get_self_info2?t=1515002300', headers: S },
    {
      step: 'get_user_friends2',
      post: 'http://s.web2.qq.com/api/get_user_friends2',
      headers: S,
      form: { r: '{"hash":"{hash}","vfwebqq":"{vfwebqq}"}' },
    },
    {
      step: 'get_online_buddies2',
      get: 'http://d1.web2.qq.com/channel/get_online_buddies2?vfwebqq={vfwebqq}&clientid=53999199&psessionid={psessionid}&t=1515002300',
      headers: D,
    },
    {
      step: 'get_group_name_list_mask2 by GET',
      get: 'http://s.web2.qq.com/api/get_group_name_list_mask2?r=%7B%22hash%22%3A%22{hash}%22%2C%22vfwebqq%22%3A%22{vfwebqq}%22%7D',
      headers: S,
      says: /"gnamelist":/,
    },
    {
      step: 'get_group_info_ext2',
      get: 'http://s.web2.qq.com/api/get_group_info_ext2?gcode={code}&vfwebqq={vfwebqq}&t=1515002300',
      headers: S,
    },
    {
      step: 'get_discus_list over https',
      get: 'https://s.web2.qq.com/api/get_discus_list?clientid=53999199&psessionid={psessionid}&vfwebqq={vfwebqq}&t=1515002300',
      headers: { Referer: 'https://s.web2.qq.com/proxy.html?v=20130916001&callback=1&id=1' },
    },
    {
      step: 'change_status2',
      get: 'http://d1.web2.qq.com/channel/change_status2?newstatus=away&clientid=53999199&psessionid={psessionid}&t=0.93',
      headers: D,
    },
    said,
    {
      step: 'poll2',
      post: 'http://d1.web2.qq.com/channel/poll2',
      headers: D,
      form: { r: '{"clientid":"53999199","key":"","psessionid":"{psessionid}","ptwebqq":null}' },
      says: HEARD,
    },
    send('send_buddy_msg2', '"msg_id":"20001","to":"{uin}"'),
    send('send_qun_msg2', '"group_uin":"{gid}","msg_id":20002'),
    send('send_discu_msg2', '"did":{did},"msg_id":20003'),
    {
      step: 'pt4_auth',
      get: 'https://ssl.ptlogin2.qq.com/pt4_auth?daid=164&appid=501004106&auth_token={auth}',
      headers: { Referer: NEW_FORM },
      isPage: true,
      keep: { again: /^ptui_auth_CB\('\d+','(https?:\/\/[^/]+\.qq\.com\/check_sig[^']+)'/ },
    },
    {
      step: 'check_sig of pt4_auth',
      get: '{again}&regmaster=&aid=501004106&s_url=http%3A%2F%2Fw.qq.com%2Fproxy.html',
      follows: true,
      isPage: true,
    },
    {
      step: 'getvfwebqq without a scan',
      get: 'http://s.web2.qq.com/api/getvfwebqq?ptwebqq=&clientid=53999199&psessionid=&t=1515002400',
      headers: S,
    },
  ],
}
