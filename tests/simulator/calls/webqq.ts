import { personOf } from '../find-by-key.ts'
import type { Session } from '../account/sessions.ts'
import type { Service } from '../service.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { code, json, nginxPage } from '../wire/message.ts'
import { withEntities } from '../wire/text.ts'
import type { Group } from '../world.ts'
import { isReply, parsedR, sessionOfCookies, sessionOfTicket } from './checks.ts'
import { profile, statOf, target } from './people.ts'

type Call = (service: Service, request: WireRequest) => WireReply

/** Calls that went with WebQQ: a 404 page unless the year still has them. */
const untilGone =
  (call: Call): Call =>
  (service, request) =>
    service.settings.webqqCalls === 'gone' ? nginxPage(404) : call(service, request)

/** A field of the request: of `r`, of the form or of the query, whichever the client writes. */
function fieldOf(request: WireRequest, name: string): string | null {
  const inR = parsedR(request)?.[name]
  const value = inR ?? request.form.get(name) ?? request.query.get(name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

/** The living login of a call that carries vfwebqq. */
function asker(service: Service, request: WireRequest): Session | WireReply {
  const session = sessionOfCookies(service, request)
  if (isReply(session)) return session
  return fieldOf(request, 'vfwebqq') === session.vfwebqq ? session : code(6)
}

/** The group that `gcode` names, also as a list of one. */
function groupOf(service: Service, session: Session, request: WireRequest): Group | null {
  const number = session.handles.groupOfCode(Number(fieldOf(request, 'gcode')?.replace(/^\[(.*)\]$/, '$1')))
  return service.world.groups.find((group) => group.number === number) ?? null
}

/** A call about a group. */
const aboutGroup = (
  answer: (service: Service, session: Session, group: Group, request: WireRequest) => WireReply,
): Call =>
  untilGone((service, request) => {
    const session = asker(service, request)
    if (isReply(session)) return session
    const group = groupOf(service, session, request)
    return group === null ? code(6) : answer(service, session, group, request)
  })

/** GET search_qq_by_uin2: anybody by real number; wants a captcha. */
const searchPerson = untilGone((service, request) => {
  const session = asker(service, request)
  if (isReply(session)) return session
  if ((request.query.get('code') ?? '') === '') return code(100110)
  const person = service.world.people.get(Number(request.query.get('tuin')))
  if (person === undefined) return code(100001)
  const uin = session.handles.uinOf(person.number)
  const all = profile({ person, uin })
  const { face, birthday, occupation, phone, allow, college, constel, blood, homepage, country, city, personal } = all
  const { nick, shengxiao, email, province, gender } = all
  const first = { face, birthday, occupation, phone, allow, college, constel, blood, stat: statOf(person), homepage }
  const middle = { country, city, uiuin: '', personal, nick, shengxiao, email, token: service.random.hex(48) }
  const last = { province, account: person.number, gender, tuin: uin, mobile: '-' }
  return json({ retcode: 0, result: { ...first, ...middle, ...last } })
})

/** GET get_allow_info2: how somebody wants to be added. */
const getAllow = untilGone((service, request) => {
  const found = target(service, request)
  return isReply(found) ? found : json({ retcode: 0, result: { allow: 1 } })
})

const LARGEST_GROUP = 2000

/** get_group_public_info2: what a group shows to everybody. */
const getGroupPublic = aboutGroup((_service, { handles }, group) =>
  json({
    retcode: 0,
    result: {
      ginfo: {
        face: 0,
        memo: withEntities(group.notice),
        class: 10011,
        fingermemo: '',
        code: handles.codeOf(group.number),
        createtime: group.createdSeconds,
        flag: 1090520065,
        level: 0,
        name: withEntities(group.name),
        gid: handles.gidOf(group.number),
        owner: handles.uinOf(group.ownerNumber),
        maxmember: LARGEST_GROUP,
        member_cnt: group.members.length,
        option: 2,
      },
    },
  }),
)

/** GET get_self_business_card2: one's own card in a group; 100003 without one. */
const getOwnCard = aboutGroup(({ world }, { handles }, group) => {
  const own = group.members.find(({ number }) => number === world.ownNumber)
  if (own === undefined || own.card === null) return code(100003)
  const { gender } = personOf(world, own.number)
  const card = { phone: '', muin: own.number, email: '', remark: '', gcode: handles.codeOf(group.number) }
  return json({ retcode: 0, result: { ...card, name: withEntities(own.card), gender } })
})

/** GET get_group_member_stat2: who of a group is online. */
const getMemberStats = aboutGroup(({ world }, { handles }, group) => {
  const stats = group.members.flatMap(({ number }) => {
    const person = personOf(world, number)
    const uin = handles.uinOf(number)
    return person.presence === null ? [] : [{ client_type: person.presence.clientType, uin, stat: statOf(person) }]
  })
  return json({ retcode: 0, result: { stats, gcode: handles.codeOf(group.number) } })
})

/** GET get_group_info: single fields of a group, of which clients asked for the notice. */
const getNotice = aboutGroup((_service, { handles }, group) =>
  json({ retcode: 0, result: [{ memo: withEntities(group.notice), gcode: handles.codeOf(group.number) }] }),
)

/** A call that changes something about a friend (`tuin`). */
const aboutFriend = (change: (service: Service, number: number, request: WireRequest) => void): Call =>
  untilGone((service, request) => {
    const session = asker(service, request)
    if (isReply(session)) return session
    const number = session.handles.numberOf(Number(fieldOf(request, 'tuin')))
    if (number === null || !service.world.friends.some((friend) => friend.number === number)) return code(100001)
    change(service, number, request)
    return json({ retcode: 0 })
  })

const setRemark = aboutFriend(({ world }, number, request) => {
  const remark = fieldOf(request, 'markname') ?? ''
  for (const friend of world.friends) if (friend.number === number) friend.remark = remark === '' ? null : remark
})
const setCategory = aboutFriend(({ world }, number, request) => {
  for (const friend of world.friends) {
    if (friend.number === number) friend.category = Number(fieldOf(request, 'newid') ?? 0)
  }
})
const dropFriend = aboutFriend(({ world }, number) => {
  world.friends = world.friends.filter((friend) => friend.number !== number)
})

const setGroupRemark = aboutGroup((_service, _session, group, request) => {
  group.remark = fieldOf(request, 'markname')
  return json({ retcode: 0 })
})
const setOwnCard = aboutGroup(({ world }, _session, group, request) => {
  for (const member of group.members) if (member.number === world.ownNumber) member.card = fieldOf(request, 'name')
  return json({ retcode: 0 })
})
const quitGroup = aboutGroup(({ world }, _session, group) => {
  world.groups = world.groups.filter((each) => each !== group)
  return json({ retcode: 0 })
})

/** POST set_long_nick2: one's own signature. */
const setSignature = untilGone((service, request) => {
  const session = asker(service, request)
  if (isReply(session)) return session
  personOf(service.world, service.world.ownNumber).signature = fieldOf(request, 'nlk') ?? ''
  return json({ retcode: 0, result: { result: 0 } })
})

/** A call of d1 about a discussion. */
const aboutDiscuss = (change: (service: Service, number: number, request: WireRequest) => void): Call =>
  untilGone((service, request) => {
    const session = sessionOfTicket(service, fieldOf(request, 'psessionid'))
    if (session === null || session.ended !== null) return json({ errmsg: 'error', retcode: 103 })
    const number = session.handles.discussOfDid(Number(fieldOf(request, 'did')))
    if (number === null) return code(100001)
    change(service, number, request)
    return json({ retcode: 0, result: 'ok' })
  })
const renameDiscuss = aboutDiscuss(({ world }, number, request) => {
  for (const discuss of world.discusses) {
    if (discuss.number === number) discuss.name = fieldOf(request, 'discu_name') ?? discuss.name
  }
})
const quitDiscuss = aboutDiscuss(({ world }, number) => {
  world.discusses = world.discusses.filter((discuss) => discuss.number !== number)
})

/** An answer to somebody's request: taken and forgotten. */
const takeAnswer = untilGone((service, request) => {
  const session = asker(service, request)
  return isReply(session) ? session : json({ retcode: 0 })
})

/** Calls of s.web2 that SmartQQ's page no longer has. */
export const WEBQQ_OF_S: Record<string, Call> = {
  'GET /api/search_qq_by_uin2': searchPerson,
  'GET /api/get_allow_info2': getAllow,
  'GET /api/get_group_public_info2': getGroupPublic,
  'POST /api/get_group_public_info2': getGroupPublic,
  'GET /api/get_self_business_card2': getOwnCard,
  'GET /api/get_group_member_stat2': getMemberStats,
  'GET /api/get_group_info': getNotice,
  'POST /api/change_mark_name2': setRemark,
  'POST /api/modify_friend_group': setCategory,
  'POST /api/delete_friend': dropFriend,
  'POST /api/update_group_info2': setGroupRemark,
  'POST /api/update_group_business_card2': setOwnCard,
  'POST /api/quit_group2': quitGroup,
  'POST /api/set_long_nick2': setSignature,
  'POST /api/allow_added_request2': takeAnswer,
  'POST /api/deny_added_request2': takeAnswer,
  'POST /api/allow_and_add2': takeAnswer,
}

/** The same for d1.web2. */
export const WEBQQ_OF_D: Record<string, Call> = {
  'POST /channel/modify_discu_info': renameDiscuss,
  'GET /channel/quit_discu': quitDiscuss,
}
