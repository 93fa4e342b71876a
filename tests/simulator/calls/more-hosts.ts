import type { Service } from '../service.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { takeNotice } from './channel.ts'
import { addMembers, deleteMembers, setAdmin, setCard, setShutup, sign } from './group-admin.ts'
import { getFile, logout2 } from './leaving.ts'
import { beacon, publicScript } from './page.ts'
import { discussAvatar, face, getCface, getGfaceSig, getGroupPic, getOffpic, photo } from './pictures.ts'
import { getFriendList, getGroupList, getGroupMembersNew, searchGroupMembers } from './qun.ts'
import { getFriendUin } from './real-numbers.ts'
import { WEBQQ_OF_D, WEBQQ_OF_S } from './webqq.ts'

type Call = (service: Service, request: WireRequest) => WireReply
type Calls = Record<string, Call>

/** Calls of s.web2 that only some years or clients know. */
export const MORE_OF_S: Calls = { 'GET /api/get_friend_uin2': getFriendUin, ...WEBQQ_OF_S }

/** The same for d1.web2. */
export const MORE_OF_D: Calls = {
  'GET /channel/get_file2': getFile,
  'GET /channel/refuse_file2': takeNotice,
  'GET /channel/notify_offfile2': takeNotice,
  'GET /channel/logout2': logout2,
  'GET /channel/get_cface2': getCface,
  'GET /channel/get_gface_sig2': getGfaceSig,
  ...WEBQQ_OF_D,
}

/** Pictures of friends, relayed by the page's own host and by d1; neither looks at the Referer. */
export const OFFPIC_OF_W: Calls = { '/d/channel/get_offpic2': getOffpic }
export const OFFPIC_OF_D: Calls = { '/channel/get_offpic2': getOffpic }

/** Group administration: clients of 2017 found it in both places. */
const administration = (folder: 'qun_mgr' | 'qun_info'): Calls => ({
  [`POST /cgi-bin/${folder}/add_group_member`]: addMembers,
  [`POST /cgi-bin/${folder}/delete_group_member`]: deleteMembers,
  [`POST /cgi-bin/${folder}/set_group_admin`]: setAdmin,
  [`POST /cgi-bin/${folder}/set_group_card`]: setCard,
  [`POST /cgi-bin/${folder}/set_group_shutup`]: setShutup,
})

/** Where the page counted its visitors, its errors and how long its calls took. */
const BEACONS = [
  'pinghot.qq.com',
  'pingfore.qq.com',
  'jsqmt.qq.com',
  'trace.qq.com',
  'cgi.connect.qq.com',
  'badjs.qq.com',
  'wspeed.qq.com',
  'isdspeed.qq.com',
]

/** Hosts beside the ones that every client needs. */
export const MORE_HOSTS: Record<string, { pages?: Calls; calls?: Calls; others?: Call }> = {
  'web2.qq.com': { calls: { 'GET /cgi-bin/get_group_pic': getGroupPic } },
  'gchat.qpic.cn': { others: photo },
  'pub.idqqimg.com': { others: (service, request) => publicScript(service, request) ?? face(service, request) },
  '0.web.qstatic.com': { pages: { '/webqqpic/style/images/discu_avatar.png': discussAvatar } },
  ...Object.fromEntries(BEACONS.map((host) => [host, { others: beacon }])),
  'qun.qq.com': {
    calls: {
      'GET /cgi-bin/qun_mgr/get_group_list': getGroupList,
      'POST /cgi-bin/qun_mgr/get_group_list': getGroupList,
      'GET /cgi-bin/qun_mgr/get_friend_list': getFriendList,
      'POST /cgi-bin/qun_mgr/get_friend_list': getFriendList,
      'POST /cgi-bin/qun_mgr/search_group_members': searchGroupMembers,
      ...administration('qun_mgr'),
    },
  },
  'qinfo.clt.qq.com': {
    calls: {
      'POST /cgi-bin/qun_info/get_group_members_new': getGroupMembersNew,
      'POST /cgi-bin/qun_info/get_group_members': getGroupMembersNew,
      ...administration('qun_info'),
    },
  },
  'qiandao.qun.qq.com': { calls: { 'POST /cgi-bin/sign': sign } },
}
