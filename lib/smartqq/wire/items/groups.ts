import * as z from 'zod/mini'
import type { NoticeKind } from '../../../chat/segment.ts'
import { maybeNumber, wireNumber } from '../shapes.ts'
import { facts, maybeLine, maybeTime } from './fields.ts'
import type { ItemReader } from './item-reader.ts'
import { notice, noticeFingerprint } from './notice.ts'
import { readShareText } from './share-text.ts'

/** `sys_g_msg` of all types; each type fills only its own fields. Real numbers (`t_…`) are mostly "". */
const systemSchema = z.object({
  from_uin: wireNumber,
  type: z.string(),
  t_gcode: maybeNumber,
  op_type: maybeNumber,
  time: maybeTime,
  owner_uin: maybeNumber,
  new_member: maybeNumber,
  t_new_member: maybeNumber,
  old_member: maybeNumber,
  t_old_member: maybeNumber,
  request_uin: maybeNumber,
  t_request_uin: maybeNumber,
  uin: maybeNumber,
  t_uin: maybeNumber,
  admin_uin: maybeNumber,
  t_admin_uin: maybeNumber,
  admin_nick: maybeLine,
  msg: maybeLine,
})
type GroupSystem = z.infer<typeof systemSchema>

/** What a type says, and which fields say who it is about. */
interface Happening {
  what: NoticeKind
  who: number | null
  realNumber?: number | null
}

const HAPPENINGS: Readonly<Record<string, (told: GroupSystem) => Happening | null>> = {
  group_create: (told) => ({ what: 'group-created', who: told.owner_uin }),
  group_join: (told) => ({ what: 'group-joined', who: told.new_member, realNumber: told.t_new_member }),
  group_leave: (told) => ({ what: leaving(told.op_type), who: told.old_member, realNumber: told.t_old_member }),
  group_request_join: (told) => ({ what: 'group-request', who: told.request_uin, realNumber: told.t_request_uin }),
  group_request_join_agree: (told) => ({
    what: 'group-request-accepted',
    who: told.admin_uin,
    realNumber: told.t_admin_uin,
  }),
  group_request_join_deny: (told) => ({
    what: 'group-request-refused',
    who: told.admin_uin,
    realNumber: told.t_admin_uin,
  }),
  group_admin_op(told) {
    const what = told.op_type === null ? undefined : ADMIN_CHANGES[told.op_type]
    return what ? { what, who: told.uin, realNumber: told.t_uin } : null
  },
}

/** `op_type` of `group_leave`: 2 left, 3 removed by an administrator, 1 the group was dissolved. */
function leaving(opType: number | null): NoticeKind {
  return opType === 3 ? 'group-kicked' : opType === 1 ? 'group-dissolved' : 'group-left'
}

/** `op_type` of `group_admin_op`. */
const ADMIN_CHANGES: Readonly<Record<number, NoticeKind>> = {
  0: 'group-admin-removed',
  1: 'group-admin-made',
  255: 'group-owner-changed',
}

/** `sys_g_msg`: `from_uin` is the gid, `gcode` the code and `t_gcode` the real number of the group. */
export const readGroupSystem: ItemReader = (value, handles, wireKind) => {
  const told = systemSchema.safeParse(value).data
  const where = told && handles.group(told.from_uin)
  if (!where) return null
  const happening = Object.hasOwn(HAPPENINGS, told.type) ? HAPPENINGS[told.type]?.(told) : null
  if (!happening) return { kind: 'other', wireKind }
  const { what, who, realNumber } = happening
  const author = handles.other(who)
  return notice({
    what,
    facts: facts({ by: BY_SOMEBODY.has(what) ? told.admin_nick : undefined, text: told.msg }),
    where,
    author,
    sentAt: told.time,
    fingerprint: noticeFingerprint(wireKind, value),
    ...handles.numbers([where, told.t_gcode], [author, realNumber], [handles.other(told.admin_uin), told.t_admin_uin]),
  })
}

/** Where the administrator is somebody other than the one it is about. */
const BY_SOMEBODY = new Set<NoticeKind>(['group-joined', 'group-kicked'])

const shareSchema = z.object({ from_uin: wireNumber, send_uin: maybeNumber, xml: z.string(), time: maybeTime })

/** `group_web_message`: a file or link shared in a group, as XML of a kind of its own. It has no time. */
export const readShare: ItemReader = (value, handles, wireKind) => {
  const share = shareSchema.safeParse(value).data
  const where = share && handles.group(share.from_uin)
  if (!where) return null
  return notice({
    what: 'share',
    facts: facts({ text: readShareText(share.xml) }),
    where,
    author: handles.other(share.send_uin),
    sentAt: share.time,
    fingerprint: noticeFingerprint(wireKind, value),
  })
}
