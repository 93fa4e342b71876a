import { personOf } from '../find-by-key.ts'
import type { Session } from '../account/sessions.ts'
import type { Service } from '../service.ts'
import { listHash } from '../wire/hashes.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { code, json } from '../wire/message.ts'
import { withEntities } from '../wire/text.ts'
import { isReply, parsedR, sessionOfCookies } from './checks.ts'

const TYPES = { friend: 0, group: 1, discuss: 2 }
/** The service lists no more discussions than this. */
const MOST_DISCUSSES = 100

/** The checks of the two lists that want a hash: r, vfwebqq, hash (50). */
function listSession(service: Service, request: WireRequest): Session | WireReply {
  const session = sessionOfCookies(service, request)
  if (isReply(session)) return session
  const r = parsedR(request)
  if (r === null) return code(100006)
  if (r['vfwebqq'] !== session.vfwebqq) return code(6)
  const expected = listHash(service.world.ownNumber, session.ptwebqq)
  return r['hash'] === expected ? session : code(50)
}

/** POST /api/get_user_friends2. */
export function getUserFriends(service: Service, request: WireRequest): WireReply {
  const session = listSession(service, request)
  if (isReply(session)) return session
  const { world, settings } = service
  const self = settings.selfInFriends ? [{ number: world.ownNumber, remark: null, category: 0 }] : []
  const friends = [...world.friends, ...self].map((friend) => ({
    ...friend,
    uin: session.handles.uinOf(friend.number),
    person: personOf(world, friend.number),
  }))
  return json({
    retcode: 0,
    result: {
      friends: friends.map(({ uin, category }) => ({ flag: category * 4, uin, categories: category })),
      marknames: friends.flatMap(({ uin, remark }) =>
        remark === null ? [] : [{ uin, markname: withEntities(remark), type: 0 }],
      ),
      categories: world.categories.map(({ index, name }) => ({ index, sort: index, name: withEntities(name) })),
      vipinfo: friends.map(({ uin, person: { vipLevel } }) => ({
        vip_level: vipLevel,
        u: uin,
        is_vip: vipLevel > 0 ? 1 : 0,
      })),
      info: friends.map(({ uin, person }) => ({
        face: person.face,
        flag: person.vipLevel > 0 ? 4751942 : 285213184,
        nick: withEntities(person.nick),
        uin,
      })),
    },
  })
}

/** POST /api/get_group_name_list_mask2. */
export function getGroupNameList(service: Service, request: WireRequest): WireReply {
  const session = listSession(service, request)
  if (isReply(session)) return session
  const { groups } = service.world
  const written = (mask: number): number | string => (service.settings.masks === 'string' ? String(mask) : mask)
  const gid = (number: number): number => session.handles.gidOf(number)
  return json({
    retcode: 0,
    result: {
      gmasklist: [
        { gid: 1000, mask: written(0) },
        ...groups.map(({ number, mask }) => ({ gid: gid(number), mask: written(mask) })),
      ],
      gnamelist: groups.map(({ number, name }) => ({
        flag: 17957889,
        name: withEntities(name),
        gid: gid(number),
        code: session.handles.codeOf(number),
      })),
      gmarklist: groups.flatMap(({ number, remark }) =>
        remark === null ? [] : [{ uin: gid(number), markname: withEntities(remark) }],
      ),
    },
  })
}

/** GET /api/get_discus_list, and by its older name on d1 (lwqq). Until 2015 the masks came with it. */
export function getDiscusList(service: Service, request: WireRequest): WireReply {
  const session = sessionOfCookies(service, request)
  if (isReply(session)) return session
  if (request.query.get('vfwebqq') !== session.vfwebqq) return code(6)
  const dnamelist = service.world.discusses
    .slice(0, MOST_DISCUSSES)
    .map(({ number, name }) => ({ name: withEntities(name), did: session.handles.didOf(number) }))
  const masks = service.settings.itemFormat === 'old' ? { dmasklist: [{ did: 1000, mask: 0 }] } : {}
  return json({ retcode: 0, result: { dnamelist, ...masks } })
}

/** The recent list's rows in the login's numbers. */
export function recentRows(service: Service, session: Session): { type: number; uin: number }[] {
  const { handles } = session
  const handle = { friend: handles.uinOf, group: handles.gidOf, discuss: handles.didOf }
  return service.recent.map(({ kind, number }) => ({ type: TYPES[kind], uin: handle[kind](number) }))
}
