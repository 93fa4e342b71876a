import type { Dialect } from './conversation.ts'
import { HEARD, OLD_FORM, OLD_U1, picture, said, watched } from './spoken.ts'

/** Its one Referer for everything, with a version that no page ever had. */
const REFERER = { Referer: 'http://d1.web2.qq.com/proxy.html?v=20030916001&callback=1&id=2' }

const asking =
  'https://ssl.ptlogin2.qq.com/ptqrlogin?webqq_type=10&remember_uin=1&login2qq=1&aid={aid}' +
  `&u1=${OLD_U1}&ptredirect=0&ptlang=2052&daid=164&from_ui=1&pttype=1&dumy=&fp=loginerroralert&action=0-0-2000` +
  '&mibao_css={css}&t=undefined&g=1&js_type=0&js_ver={version}&login_sig={sig}&ptqrtoken={token}'

const TAIL = { clientid: '53999199', psessionid: '{psessionid}' }
const FONT = String.raw`[\"font\",{\"name\":\"Arial\",\"size\":\"10\",\"style\":[0,0,0],\"color\":\"000000\"}]`
const rest = (number: number): string => `"clientid":53999199,"msg_id":${number},"psessionid":"{psessionid}"}`

/**
 * Yinzo/SmartQQBot of 2017 and 2018 (Python): cuts the parameters out of the old login page, tries its cookies first, calls login2 before
 * getvfwebqq, posts clientid and psessionid beside r, fills r in by string templates, font Arial with the size as a string, asks for group
 * details by gid before it tries the code.
 */
export const yinzo: Dialect = {
  name: 'Yinzo',
  headers: {
    'User-Agent':
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_3) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/47.0.2526.111 Safari/537.36',
    Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8',
  },
  conversation: [
    {
      step: 'login2 with an empty jar',
      post: 'http://d1.web2.qq.com/channel/login2',
      headers: REFERER,
      form: { r: '{"ptwebqq":"","clientid":53999199,"psessionid":"","status":"online"}' },
      code: 100101,
    },
    {
      step: 'old login page',
      get: OLD_FORM,
      headers: REFERER,
      isPage: true,
      keep: {
        aid: /<input type="hidden" name="aid" value="(\d+)" \/>/,
        sig: /g_login_sig=encodeURIComponent\("(.*?)"\)/,
        version: /g_pt_version=encodeURIComponent\("(\d+)"\)/,
        css: /g_mibao_css=encodeURIComponent\("(.+?)"\)/,
      },
    },
    picture('https://ssl.ptlogin2.qq.com/ptqrshow?appid={aid}&e=0&l=L&s=8&d=72&v=4'),
    ...watched(asking, { Referer: OLD_FORM }),
    { step: 'check_sig', get: '{link}', headers: REFERER, follows: true, isPage: true },
    {
      step: 'login2',
      post: 'http://d1.web2.qq.com/channel/login2',
      headers: REFERER,
      form: { r: '{"ptwebqq":"{ptwebqq}","clientid":53999199,"psessionid":"","status":"online"}' },
      keep: { psessionid: /"psessionid":"([0-9a-f]+)"/ },
    },
    {
      step: 'getvfwebqq with the Referer of d1',
      get: 'http://s.web2.qq.com/api/getvfwebqq?ptwebqq={ptwebqq}&clientid=53999199&psessionid={psessionid}&t=1515002300000',
      headers: REFERER,
      keep: { vfwebqq: /"vfwebqq":"([0-9a-f]{80})"/ },
    },
    { step: 'get_self_info2', get: 'http://s.web2.qq.com/api/get_self_info2?t=1515002300.12', headers: REFERER },
    {
      step: 'get_online_buddies2',
      get: 'http://d1.web2.qq.com/channel/get_online_buddies2?vfwebqq={vfwebqq}&clientid=53999199&psessionid={psessionid}&t=1515002300000',
      headers: REFERER,
    },
    {
      step: 'get_group_name_list_mask2',
      post: 'http://s.web2.qq.com/api/get_group_name_list_mask2',
      headers: REFERER,
      form: { r: '{"vfwebqq": "{vfwebqq}", "hash": "{hash}"}' },
      says: /"gnamelist":/,
    },
    {
      step: 'get_group_info_ext2 by gid',
      get: 'http://s.web2.qq.com/api/get_group_info_ext2?gcode={gid}&vfwebqq={vfwebqq}&t=151500230000',
      headers: REFERER,
      code: 6,
    },
    {
      step: 'get_group_info_ext2 by code',
      get: 'http://s.web2.qq.com/api/get_group_info_ext2?gcode={code}&vfwebqq={vfwebqq}&t=151500230000',
      headers: REFERER,
    },
    {
      step: 'get_friend_info2',
      get: 'http://s.web2.qq.com/api/get_friend_info2?tuin={uin}&vfwebqq={vfwebqq}&clientid=53999199&psessionid={psessionid}&t=1515002300000',
      headers: REFERER,
    },
    said,
    {
      step: 'poll2 over http',
      post: 'http://d1.web2.qq.com/channel/poll2',
      headers: REFERER,
      form: { r: '{"ptwebqq": "{ptwebqq}", "clientid": 53999199, "psessionid": "{psessionid}", "key": ""}' },
      says: HEARD,
    },
    {
      step: 'send_qun_msg2',
      post: 'http://d1.web2.qq.com/channel/send_qun_msg2',
      headers: REFERER,
      form: { r: `{"group_uin":{gid}, "face":564,"content":"[\\"收到\\\\t\\",${FONT}]",${rest(70123)}`, ...TAIL },
    },
    {
      step: 'send_buddy_msg2 with line ends',
      post: 'http://d1.web2.qq.com/channel/send_buddy_msg2',
      headers: REFERER,
      form: { r: `{"to":{uin}, "face":594, "content":"[\\"一\\\\n二\\", ${FONT}]", ${rest(812)}`, ...TAIL },
    },
    {
      step: 'send_buddy_msg2 with a quote it forgot to escape',
      post: 'http://d1.web2.qq.com/channel/send_buddy_msg2',
      headers: REFERER,
      form: { r: `{"to":{uin}, "face":594, "content":"[\\"说"好"\\", ${FONT}]", ${rest(813)}`, ...TAIL },
      isPage: true,
      code: 500,
      says: /Error occured/,
    },
    {
      step: 'send_discu_msg2',
      post: 'http://d1.web2.qq.com/channel/send_discu_msg2',
      headers: REFERER,
      form: { r: `{"did":{did}, "face":564,"content":"[\\"组\\",${FONT}]",${rest(5)}`, ...TAIL },
    },
  ],
}
