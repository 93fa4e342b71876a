import { inFormat } from './item-format.ts'
import type { PollItem } from './item-format.ts'
import { oldHead } from './poll-items.ts'
import type { ItemContext } from './poll-items.ts'

/** What may happen to a group. */
export const GROUP_EVENTS = [
  'create',
  'join',
  'leave',
  'kick',
  'dissolve',
  'request',
  'agree',
  'deny',
  'admin',
  'unadmin',
] as const
export type GroupEvent = (typeof GROUP_EVENTS)[number]

/** The people of a group event, in the login's uins; `number` is the member's real number. */
export type GroupEventPeople = { member: number; number: number; admin: number; adminIsOwner: boolean }

const MSG_TYPES: Record<GroupEvent, [type: string, msgType: number]> = {
  create: ['group_create', 38],
  join: ['group_join', 33],
  leave: ['group_leave', 34],
  kick: ['group_leave', 34],
  dissolve: ['group_leave', 34],
  request: ['group_request_join', 35],
  agree: ['group_request_join_agree', 36],
  deny: ['group_request_join_deny', 37],
  admin: ['group_admin_op', 44],
  unadmin: ['group_admin_op', 44],
}

function fieldsOf(event: GroupEvent, people: GroupEventPeople, words: string): Record<string, unknown> {
  const { member, number, admin } = people
  const admin_nick = people.adminIsOwner ? '创建者' : '管理员'
  switch (event) {
    case 'create':
      return { owner_uin: member }
    case 'join':
      return { op_type: 3, new_member: member, t_new_member: '', admin_uin: admin, admin_nick }
    case 'leave':
      return { op_type: 2, old_member: member, t_old_member: '' }
    case 'kick':
      return { op_type: 3, old_member: member, t_old_member: '', admin_uin: admin, t_admin_uin: '', admin_nick }
    case 'dissolve':
      return { op_type: 1, old_member: member, t_old_member: '' }
    case 'request':
      return { request_uin: member, t_request_uin: '', msg: words }
    case 'agree':
    case 'deny':
      return { admin_uin: admin, msg: words }
    case 'admin':
    case 'unadmin':
      return { op_type: event === 'admin' ? 1 : 0, uin: member, t_uin: number, uin_flag: event === 'admin' ? 1 : 0 }
  }
}

/** A `sys_g_msg`. `group`: its gid, code and real number. */
export function groupEventItem(
  context: ItemContext,
  event: GroupEvent,
  group: { gid: number; code: number; number: number },
  people: GroupEventPeople,
  words: string,
  msgId: number,
): PollItem {
  const [type, msgType] = MSG_TYPES[event]
  const value = {
    ...oldHead(context, group.gid, msgId, msgType),
    type,
    gcode: group.code,
    t_gcode: group.number,
    ...fieldsOf(event, people, words),
  }
  return inFormat({ poll_type: 'sys_g_msg', value }, context.settings)
}

const inXml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')

/** A file in the group's share, as XML; `number` is the real number of who shared it. */
export function sharedFileItem(
  context: ItemContext,
  group: { gid: number; code: number },
  sender: { uin: number; number: number },
  name: string,
  msgId: number,
): PollItem {
  const xml =
    `<?xml version="1.0" encoding="utf-8"?><d><n t="h" u="${sender.number}"/><n t="t" s="共享文件"/><n t="b"/>` +
    `<n t="t" s="${inXml(name)}"/></d>`
  const value = {
    ...oldHead(context, group.gid, msgId, 45),
    group_code: group.code,
    group_type: 1,
    ver: 1,
    send_uin: sender.uin,
    xml,
  }
  const item = inFormat({ poll_type: 'group_web_message', value }, context.settings)
  // Like a message's, its group_code became the gid.
  return context.settings.itemFormat === 'old' ? item : { ...item, value: { ...item.value, group_code: group.gid } }
}
