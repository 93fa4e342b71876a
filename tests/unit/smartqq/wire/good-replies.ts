import { authAgain } from '../../../../lib/smartqq/wire/auth-again.ts'
import { createClient } from '../../../../lib/smartqq/wire/client.ts'
import type { Client } from '../../../../lib/smartqq/wire/client.ts'
import type { EndpointName } from '../../../../lib/smartqq/wire/endpoints.ts'
import { login, relink } from '../../../../lib/smartqq/wire/login.ts'
import { logout } from '../../../../lib/smartqq/wire/logout.ts'
import { readPollReply } from '../../../../lib/smartqq/wire/poll-reply.ts'
import { checkSig, qrStatus, showQr } from '../../../../lib/smartqq/wire/qr-login.ts'
import { postRequest } from '../../../../lib/smartqq/wire/request.ts'
import type { Transport } from '../../../../lib/smartqq/wire/transport.ts'
import { never, now, tickets } from './scripted.ts'

/** A good reply of a call, in the shape that was recorded, and how the call is made. */
export interface GoodReply {
  endpoint: EndpointName
  /** An object goes as JSON, a string as it is. */
  body: object | string
  ask: (transport: Transport) => Promise<unknown>
}

const ok = { retcode: 0, result: 'ok' }
const sent = { errCode: 0, msg: 'send ok' }
const picture = `data:image/jpeg;base64,${btoa('\u00ff\u00d8\u00ff\u00e0 a picture')}`
const link = 'http://ptlogin2.web2.qq.com/check_sig?pttype=1&uin=1234567890&ptsigx=00ff'
const skey = '@beMESLu1X'

const by =
  (ask: (client: Client) => Promise<unknown>) =>
  (transport: Transport): Promise<unknown> =>
    ask(createClient(transport, () => tickets, now))

const birthday = { month: 6, year: 1994, day: 26 }
const person = {
  face: 603,
  birthday,
  occupation: '',
  phone: '',
  allow: 1,
  college: '',
  uin: 3021457781,
  constel: 6,
  blood: 0,
  homepage: '',
  stat: 10,
  vip_info: 6,
  country: '中国',
  city: '石家庄',
  personal: '',
  nick: '阿强',
  shengxiao: 11,
  email: '',
  client_type: 1,
  province: '河北',
  gender: 'male',
  mobile: '',
}
const font = { color: '000000', name: '微软雅黑', size: 10, style: [0, 0, 0] }
const vf = '1f0c6f0e8b2b4f5c9a1d7e3b6c8d2a4f5e6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f'
const session = { cip: 23600812, f: 0, index: 1075, port: 47450, psessionid: '8368', status: 'online', uin: 1234567890 }

/** One for each call of the table. */
export const goodReplies: readonly GoodReply[] = [
  { endpoint: 'qrShow', body: picture, ask: (transport) => showQr(transport, () => 0.5, never) },
  {
    endpoint: 'qrStatus',
    body: `ptuiCB('0','0','${link}','0','登录成功！', '小明');\r\n`,
    ask: (transport) => qrStatus(transport, { qrsig: 'a', now }, never),
  },
  { endpoint: 'checkSig', body: '', ask: (transport) => checkSig(transport, link, never) },
  {
    endpoint: 'authAgain',
    body: `ptui_auth_CB('0','${link}')`,
    ask: (transport) => authAgain(transport, '397467000', never),
  },
  {
    endpoint: 'logout',
    body: '',
    ask: (transport) => logout(transport, { pt4Token: null, skey, ptcz: null }, never),
  },
  {
    endpoint: 'vfwebqq',
    body: { retcode: 0, result: { vfwebqq: vf } },
    ask: (transport) => login(transport, { ptwebqq: null, uinCookie: null }, now, never),
  },
  {
    endpoint: 'login2',
    body: { result: { ...session, user_state: 0, vfwebqq: 'wrong' }, retcode: 0 },
    ask: (transport) =>
      Promise.all([
        login(transport, { ptwebqq: null, uinCookie: 'o1234567890' }, now, never),
        relink(transport, tickets, never),
      ]),
  },
  {
    endpoint: 'friends',
    body: {
      retcode: 0,
      result: {
        friends: [
          { flag: 4, uin: 3021457781, categories: 1 },
          { flag: 0, uin: 1876033142, categories: 0 },
        ],
        marknames: [{ uin: 3021457781, markname: '强哥', type: 0 }],
        categories: [{ index: 1, sort: 1, name: '同学' }],
        vipinfo: [{ vip_level: 6, u: 3021457781, is_vip: 1 }],
        info: [
          { face: 603, flag: 4751942, nick: '阿强', uin: 3021457781 },
          { face: 0, flag: 285213184, nick: 'Lily', uin: 1876033142 },
        ],
      },
    },
    ask: by((client) => client.friends()),
  },
  {
    endpoint: 'groups',
    body: {
      retcode: 0,
      result: {
        gmasklist: [{ gid: 1000, mask: 0 }],
        gnamelist: [{ flag: 17957889, name: '周末羽毛球', gid: 2714498213, code: 3390175526 }],
        gmarklist: [{ uin: 2714498213, markname: '球友' }],
      },
    },
    ask: by((client) => client.groups()),
  },
  {
    endpoint: 'discusses',
    body: { retcode: 0, result: { dnamelist: [{ name: '强哥、Lily、小明', did: 1622730951 }] } },
    ask: by((client) => client.discusses()),
  },
  {
    endpoint: 'online',
    body: { result: [{ client_type: 1, status: 'online', uin: 3021457781 }], retcode: 0 },
    ask: by((client) => client.online()),
  },
  {
    endpoint: 'recent',
    body: {
      result: [
        { type: 1, uin: 2714498213 },
        { type: 0, uin: 3021457781 },
      ],
      retcode: 0,
    },
    ask: by((client) => client.recent()),
  },
  {
    endpoint: 'self',
    body: { retcode: 0, result: { ...person, uin: 1234567890, account: 1234567890, lnick: '在路上' } },
    ask: by((client) => client.selfInfo()),
  },
  { endpoint: 'friendInfo', body: { retcode: 0, result: person }, ask: by((client) => client.friendInfo(3021457781)) },
  {
    endpoint: 'strangerInfo',
    body: { retcode: 0, result: { ...person, token: 'abc' } },
    ask: by((client) => client.strangerInfo(4018825530)),
  },
  {
    endpoint: 'longNick',
    body: { retcode: 0, result: [{ uin: 3021457781, lnick: '每天一球' }] },
    ask: by((client) => client.longNick(3021457781)),
  },
  {
    endpoint: 'qqLevel',
    body: { retcode: 0, result: { level: 37, days: 1534, hours: 12219, remainDays: 62, tuin: 3021457781 } },
    ask: by((client) => client.qqLevel(3021457781)),
  },
  {
    endpoint: 'realNumber',
    body: { retcode: 0, result: { uiuin: '', account: 510942000, uin: 3021457781 } },
    ask: by((client) => client.realNumber(3021457781, 'person')),
  },
  {
    endpoint: 'groupInfo',
    body: {
      retcode: 0,
      result: {
        stats: [{ client_type: 1, uin: 3021457781, stat: 10 }],
        minfo: [{ nick: '阿强', province: '河北', gender: 'male', uin: 3021457781, country: '中国', city: '石家庄' }],
        ginfo: {
          face: 0,
          memo: '周六九点',
          class: 10011,
          fingermemo: '',
          code: 3390175526,
          createtime: 1513196534,
          flag: 1090520065,
          level: 0,
          name: '周末羽毛球',
          gid: 2714498213,
          owner: 3021457781,
          option: 2,
          members: [{ muin: 3021457781, mflag: 192 }],
        },
        cards: [{ muin: 3021457781, card: '强哥&amp;球拍' }],
        vipinfo: [{ vip_level: 6, u: 3021457781, is_vip: 1 }],
      },
    },
    ask: by((client) => client.groupInfo(3390175526)),
  },
  {
    endpoint: 'discussInfo',
    body: {
      result: {
        info: {
          did: 1622730951,
          discu_name: '强哥、Lily、小明',
          mem_list: [{ mem_uin: 3021457781, ruin: 510942000 }],
        },
        mem_info: [{ nick: '阿强', uin: 3021457781 }],
        mem_status: [{ client_type: 7, status: 'online', uin: 3021457781 }],
      },
      retcode: 0,
    },
    ask: by((client) => client.discussInfo(1622730951)),
  },
  { endpoint: 'changeStatus', body: ok, ask: by((client) => client.changeStatus('away')) },
  { endpoint: 'closeChannel', body: ok, ask: by((client) => client.closeChannel()) },
  { endpoint: 'shake', body: ok, ask: by((client) => client.shake(5)) },
  { endpoint: 'inputNotify', body: ok, ask: by((client) => client.inputNotify(5)) },
  {
    endpoint: 'poll',
    body: {
      result: [
        {
          poll_type: 'message',
          value: {
            content: [['font', font], '在吗 ', ['face', 14]],
            from_uin: 3021457781,
            msg_id: 25478,
            msg_type: 1,
            time: 1515002300,
            to_uin: 1234567890,
          },
        },
      ],
      retcode: 0,
    },
    ask: async (transport) => readPollReply(await transport(postRequest('poll', {}), never)),
  },
  { endpoint: 'sendFriend', body: sent, ask: by((client) => client.sendFriend(5, '["在"]', 1)) },
  { endpoint: 'sendGroup', body: ok, ask: by((client) => client.sendGroup(5, '["在"]', 1)) },
  { endpoint: 'sendDiscuss', body: sent, ask: by((client) => client.sendDiscuss(5, '["在"]', 1)) },
  {
    endpoint: 'sendSess',
    body: sent,
    ask: by((client) => client.sendSess({ uin: 5, signature: 'b8', through: 'group' }, '["在"]', 1)),
  },
  {
    endpoint: 'sessSignature',
    body: {
      retcode: 0,
      result: { type: 0, value: 'b83900ad', flags: { text: 1, pic: 1, file: 1, audio: 1, video: 1 } },
    },
    ask: by((client) => client.sessSignature(5, { through: 'group', number: 90 })),
  },
  {
    endpoint: 'qunGroups',
    body: { ec: 0, join: [{ gc: 376024301, gn: '周末羽毛球', owner: 510942000 }], manage: [] },
    ask: by((client) => client.qunGroups(skey)),
  },
  {
    endpoint: 'qunFriends',
    body: {
      ec: 0,
      result: {
        0: { mems: [{ name: 'Lily', uin: 824566000 }] },
        1: { gname: '同学', mems: [{ name: '强哥', uin: 510942000 }] },
        2: { gname: '家人' },
      },
    },
    ask: by((client) => client.qunFriends(skey)),
  },
  {
    endpoint: 'qunMembers',
    body: {
      adm: [1234567890],
      cards: { 510942000: '强哥&amp;球拍' },
      ec: 0,
      friends: [510942000],
      join: { 510942000: 1513196534 },
      levelname: { lvln1: '潜水' },
      lv: { 510942000: { l: 2, p: 404 } },
      mems: [{ b: 0, g: 0, n: '阿强', u: 510942000 }],
      owner: 510942000,
      remarks: {},
      times: { 510942000: 1513200000 },
    },
    ask: by((client) => client.qunMembers('376024301', skey)),
  },
  { endpoint: 'avatar', body: picture, ask: by((client) => client.avatar(3021457781, 'person')) },
  { endpoint: 'numberAvatar', body: picture, ask: by((client) => client.numberAvatar(1234567890)) },
  { endpoint: 'facePicture', body: picture, ask: by((client) => client.facePicture(14)) },
  { endpoint: 'offlinePicture', body: picture, ask: by((client) => client.offlinePicture('/a', 5)) },
  {
    endpoint: 'groupPicture',
    body: picture,
    ask: by((client) =>
      client.groupPicture({ type: 0, gid: 1, uin: 5, host: '127.0.0.1', port: 80, fileId: 1, name: 'a.jpg' }),
    ),
  },
]
