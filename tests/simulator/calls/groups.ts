import { personOf } from '../find-by-key.ts'
import type { Service } from '../service.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { code, failure, json } from '../wire/message.ts'
import { withEntities } from '../wire/text.ts'
import type { Person } from '../world.ts'
import { isReply, sessionOfCookies, sessionOfTicket } from './checks.ts'
import { statOf } from './people.ts'

/** What the account's own client is called in member lists. */
const WEB_CLIENT = 41
const CARD_FLAG = { admin: 1, member: 0, owner: 192 }

/** A member's presence: the own one is that of this client. */
function presenceOf(service: Service, person: Person): { clientType: number; status: string; stat: number } | null {
  if (person.number === service.world.ownNumber) return { clientType: WEB_CLIENT, status: 'online', stat: 10 }
  const { presence } = person
  return presence === null ? null : { ...presence, stat: statOf(person) }
}

/** GET /api/get_group_info_ext2: by `code`; with a gid (or anything else) the reply is 6. */
export function getGroupInfo(service: Service, request: WireRequest): WireReply {
  const session = sessionOfCookies(service, request)
  if (isReply(session)) return session
  if (request.query.get('vfwebqq') !== session.vfwebqq) return code(6)
  const groupCode = Number(request.query.get('gcode'))
  const number = session.handles.groupOfCode(groupCode)
  const group = service.world.groups.find((candidate) => candidate.number === number)
  if (group === undefined) return code(6)

  const members = group.members.map((member) => ({
    ...member,
    uin: session.handles.uinOf(member.number),
    person: personOf(service.world, member.number),
  }))
  const cards = members.flatMap(({ uin, card }) => (card === null ? [] : [{ muin: uin, card: withEntities(card) }]))
  const flag = (member: { number: number; isAdmin: boolean }): number =>
    member.number === group.ownerNumber ? CARD_FLAG.owner : member.isAdmin ? CARD_FLAG.admin : CARD_FLAG.member
  return json({
    retcode: 0,
    result: {
      stats: members.flatMap(({ uin, person }) => {
        const presence = presenceOf(service, person)
        return presence === null ? [] : [{ client_type: presence.clientType, uin, stat: presence.stat }]
      }),
      minfo: members.map(({ uin, person }) => ({
        nick: withEntities(person.nick),
        province: withEntities(person.province),
        gender: person.gender,
        uin,
        country: withEntities(person.country),
        city: withEntities(person.city),
      })),
      ginfo: {
        face: 0,
        memo: withEntities(group.notice),
        class: 10011,
        fingermemo: '',
        code: groupCode,
        createtime: group.createdSeconds,
        flag: 1090520065,
        level: 0,
        name: withEntities(group.name),
        gid: session.handles.gidOf(group.number),
        owner: session.handles.uinOf(group.ownerNumber),
        members: members.map((member) => ({ muin: member.uin, mflag: flag(member) })),
        option: 2,
      },
      ...(cards.length === 0 ? {} : { cards }),
      vipinfo: members.map(({ uin, person: { vipLevel } }) => ({
        vip_level: vipLevel,
        u: uin,
        is_vip: vipLevel > 0 ? 1 : 0,
      })),
    },
  })
}

/** GET /channel/get_discu_info: the one call that still gives real numbers (`ruin`). */
export function getDiscuInfo(service: Service, request: WireRequest): WireReply {
  const session = sessionOfTicket(service, request.query.get('psessionid'))
  if (session === null || session.ended !== null) return failure(103)
  const did = Number(request.query.get('did'))
  const number = session.handles.discussOfDid(did)
  const discuss = service.world.discusses.find((candidate) => candidate.number === number)
  if (discuss === undefined) return code(100001)
  const founder = discuss.members[0] ?? service.world.ownNumber
  const old = { discu_owner: session.handles.uinOf(founder), info_seq: 1 }
  const members = discuss.members.map((member) => ({
    uin: session.handles.uinOf(member),
    person: personOf(service.world, member),
  }))
  return json({
    result: {
      info: {
        did,
        discu_name: withEntities(discuss.name),
        ...(service.settings.itemFormat === 'old' ? old : {}),
        mem_list: members.map(({ uin, person }) => ({ mem_uin: uin, ruin: person.number })),
      },
      mem_info: members.map(({ uin, person }) => ({ nick: withEntities(person.nick), uin })),
      mem_status: members.flatMap(({ uin, person }) => {
        const presence = presenceOf(service, person)
        return presence === null ? [] : [{ client_type: presence.clientType, status: presence.status, uin }]
      }),
    },
    retcode: 0,
  })
}

/** POST cgi.web2.qq.com/keycgi/qqweb/uac/messagefilter.do: which groups are silent. Taken and forgotten. */
export function filterGroups(service: Service, request: WireRequest): WireReply {
  const session = sessionOfCookies(service, request)
  return isReply(session) ? session : json({ result: null, retcode: 0 })
}

/** GET cgi.web2.qq.com/keycgi/qqweb/group/search.do: wanted a captcha, which no client of late years can show. */
export function searchGroups(service: Service, request: WireRequest): WireReply {
  const session = sessionOfCookies(service, request)
  return isReply(session) ? session : code(100110)
}
