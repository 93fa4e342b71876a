import type { Service } from '../service.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { takeNotice } from './channel.ts'
import { getFile, logout2 } from './leaving.ts'
import { discussAvatar, face, getGroupPic, getOffpic, photo } from './pictures.ts'
import { getGroupList, getFriendList, getGroupMembersNew, refuseManagement, searchGroupMembers } from './qun.ts'
import { getFriendUin } from './real-numbers.ts'

type Call = (service: Service, request: WireRequest) => WireReply
type Calls = Record<string, Call>

/** The page's counters: an empty answer. */
const counted: Call = () => ({ status: 200, headers: { 'Content-Type': 'image/gif' }, body: '' })

/** Calls of s.web2 that only some years or clients know. */
export const MORE_OF_S: Calls = { 'GET /api/get_friend_uin2': getFriendUin }

/** The same for d1.web2. */
export const MORE_OF_D: Calls = {
  'GET /channel/get_file2': getFile,
  'GET /channel/refuse_file2': takeNotice,
  'GET /channel/notify_offfile2': takeNotice,
  'GET /channel/logout2': logout2,
}

/** Pictures of friends, relayed by the page's own host and by d1; neither looks at the Referer. */
export const OFFPIC_OF_W: Calls = { '/d/channel/get_offpic2': getOffpic }
export const OFFPIC_OF_D: Calls = { '/channel/get_offpic2': getOffpic }

/** Hosts beside the ones that every client needs. */
export const MORE_HOSTS: Record<string, { pages?: Calls; calls?: Calls; others?: Call }> = {
  'web2.qq.com': { calls: { 'GET /cgi-bin/get_group_pic': getGroupPic } },
  'gchat.qpic.cn': { others: photo },
  'pub.idqqimg.com': { others: face },
  '0.web.qstatic.com': { pages: { '/webqqpic/style/images/discu_avatar.png': discussAvatar } },
  'pinghot.qq.com': { pages: { '/pingd': counted } },
  'pingfore.qq.com': { pages: { '/pingd': counted } },
  'qun.qq.com': {
    calls: {
      'POST /cgi-bin/qun_mgr/get_group_list': getGroupList,
      'POST /cgi-bin/qun_mgr/get_friend_list': getFriendList,
      'POST /cgi-bin/qun_mgr/search_group_members': searchGroupMembers,
      'POST /cgi-bin/qun_mgr/add_group_member': refuseManagement,
      'POST /cgi-bin/qun_mgr/delete_group_member': refuseManagement,
    },
  },
  'qinfo.clt.qq.com': {
    calls: {
      'POST /cgi-bin/qun_info/get_group_members_new': getGroupMembersNew,
      'POST /cgi-bin/qun_info/get_group_members': getGroupMembersNew,
      'POST /cgi-bin/qun_info/delete_group_member': refuseManagement,
      'POST /cgi-bin/qun_info/set_group_admin': refuseManagement,
      'POST /cgi-bin/qun_info/set_group_shutup': refuseManagement,
      'POST /cgi-bin/qun_info/set_group_card': refuseManagement,
    },
  },
}
