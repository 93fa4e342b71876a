import { ownsUin } from '../account/sessions.ts'
import type { Session } from '../account/sessions.ts'
import { personOf } from '../find-by-key.ts'
import type { Service } from '../service.ts'
import { bkn } from '../wire/hashes.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { json } from '../wire/message.ts'
import { withEntities } from '../wire/text.ts'
import type { Group, GroupMember } from '../world.ts'

/** What all of qun.qq.com tells who is not logged in there, and since 2018 everybody with cookies of w.qq.com. */
export const NO_LOGIN = (): WireReply => json({ ec: 1, em: 'no&nbsp;login' })
/** What is told of a group that the account is not in. */
export const NOT_A_MEMBER = (): WireReply => json({ ec: 7, em: 'not member' })
const GENDERS = { male: 0, female: 1, unknown: 255 }
const LEVEL_NAMES = ['潜水', '冒泡', '吐槽', '活跃', '话唠', '传说']
const CURRENT_YEAR = 2018
const HOUR = 3_600_000

type Kind = 'owner' | 'admin' | 'member'

/** A field of the form, or of the query: rebown asks by GET. */
const fieldOf = ({ form, query }: WireRequest, name: string): string | null => form.get(name) ?? query.get(name)

/** The login that uin, skey and bkn prove; null when the door is closed or they do not fit. */
export function admitted(service: Service, request: WireRequest): Session | null {
  const session = service.sessions.current()
  const skey = request.cookies.get('skey')
  const fits = skey !== undefined && skey === session?.skey && ownsUin(service.world, request.cookies.get('uin'))
  const { qun, qunHours } = service.settings
  const age = service.clock.now() - (session?.scannedAt ?? 0)
  const isOpen = qun === 'open' && session?.ended === null && (qunHours === 0 || age < qunHours * HOUR)
  return fits && isOpen && fieldOf(request, 'bkn') === String(bkn(skey)) ? session : null
}

/** What somebody is in a group. */
export const kindOf = (group: Group, member: GroupMember): Kind =>
  member.number === group.ownerNumber ? 'owner' : member.isAdmin ? 'admin' : 'member'

/** What the account is in a group. */
export function ownKind({ world }: Service, group: Group): Kind {
  const own = group.members.find(({ number }) => number === world.ownNumber)
  return own === undefined ? 'member' : kindOf(group, own)
}

/** POST qun.qq.com/cgi-bin/qun_mgr/get_group_list: real numbers of the own groups; a list without any is not there. */
export function getGroupList(service: Service, request: WireRequest): WireReply {
  if (admitted(service, request) === null) return NO_LOGIN()
  const { groups } = service.world
  const rows = (kind: Kind): object[] =>
    groups
      .filter((group) => ownKind(service, group) === kind)
      .map(({ number, name, ownerNumber }) => ({ gc: number, gn: withEntities(name), owner: ownerNumber }))
  const lists = { create: rows('owner'), join: rows('member'), manage: rows('admin') }
  return json({ ec: 0, ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) })
}

/** POST qun.qq.com/cgi-bin/qun_mgr/get_friend_list: real numbers of friends by category; category 0 has no name. */
export function getFriendList(service: Service, request: WireRequest): WireReply {
  if (admitted(service, request) === null) return NO_LOGIN()
  const { world } = service
  const members = (category: number): object => {
    const friends = world.friends.filter((friend) => friend.category === category)
    const mems = friends.map(({ number, remark }) => ({
      name: withEntities(remark ?? personOf(world, number).nick),
      uin: number,
    }))
    return mems.length === 0 ? {} : { mems }
  }
  const named = world.categories.map(({ index, name }) => [
    String(index),
    { gname: withEntities(name), ...members(index) },
  ])
  return json({ ec: 0, result: Object.fromEntries([['0', members(0)], ...named]) })
}

/** The group that `gc` names by its real number. */
export function groupAsked(service: Service, request: WireRequest): Group | null {
  const number = Number(fieldOf(request, 'gc'))
  return service.world.groups.find((group) => group.number === number) ?? null
}

/** POST qun.qq.com/cgi-bin/qun_mgr/search_group_members: `gc st end sort bkn`. */
export function searchGroupMembers(service: Service, request: WireRequest): WireReply {
  if (admitted(service, request) === null) return NO_LOGIN()
  const group = groupAsked(service, request)
  if (group === null) return NOT_A_MEMBER()
  const { world } = service
  const [from, to] = [Number(request.form.get('st') ?? 0), Number(request.form.get('end') ?? 20)]
  const seconds = Math.floor(service.now() / 1000)
  const mems = group.members.slice(from, to + 1).map((member) => {
    const someone = personOf(world, member.number)
    return {
      card: withEntities(member.card ?? ''),
      flag: 0,
      g: GENDERS[someone.gender],
      join_time: group.createdSeconds,
      last_speak_time: seconds,
      lv: { level: 1 + (someone.level % 6), point: someone.level * 7 },
      nick: withEntities(someone.nick),
      qage: someone.birthday.year === 0 ? 0 : Math.max(0, CURRENT_YEAR - someone.birthday.year - 15),
      role: { owner: 0, admin: 1, member: 2 }[kindOf(group, member)],
      tags: '-1',
      uin: member.number,
    }
  })
  return json({
    ec: 0,
    adm_max: 10,
    adm_num: group.members.filter(({ isAdmin }) => isAdmin).length,
    count: group.members.length,
    levelname: Object.fromEntries(LEVEL_NAMES.map((name, i) => [String(i + 1), name])),
    max_count: 2000,
    mems,
    search_count: group.members.length,
    svr_time: seconds,
    vecsize: 1,
  })
}

/** How many member lists each login was given. */
const listsGiven = new WeakMap<Session, number>()

/** Whether a login asks for more member lists than the setting allows (qqbot #244). */
function isMalicious({ settings }: Service, session: Session): boolean {
  const given = (listsGiven.get(session) ?? 0) + 1
  listsGiven.set(session, given)
  return settings.qunMost > 0 && given > settings.qunMost
}

/** POST qinfo.clt.qq.com/cgi-bin/qun_info/get_group_members_new: `gc u bkn`. */
export function getGroupMembersNew(service: Service, request: WireRequest): WireReply {
  const session = admitted(service, request)
  if (session === null) return NO_LOGIN()
  if (isMalicious(service, session)) return json({ ec: 4, em: 'anti-malicious' })
  const group = groupAsked(service, request)
  if (group === null) return NOT_A_MEMBER()
  const { world } = service
  const friends = new Map(world.friends.map((friend) => [friend.number, friend]))
  const byNumber = <T>(value: (member: GroupMember) => T | null): Record<string, T> =>
    Object.fromEntries(
      group.members.flatMap((member) => {
        const found = value(member)
        return found === null ? [] : [[String(member.number), found]]
      }),
    )
  return json({
    adm: group.members.filter((member) => kindOf(group, member) === 'admin').map(({ number }) => number),
    cards: byNumber(({ card }) => (card === null ? null : withEntities(card))),
    ec: 0,
    friends: group.members.filter(({ number }) => friends.has(number)).map(({ number }) => number),
    join: byNumber(() => group.createdSeconds),
    levelname: Object.fromEntries(LEVEL_NAMES.map((name, i) => [`lvln${i + 1}`, name])),
    lv: byNumber(({ number }) => ({
      l: 1 + (personOf(world, number).level % 6),
      p: personOf(world, number).level * 7,
    })),
    mems: group.members.map(({ number }) => {
      const { nick, gender } = personOf(world, number)
      return { b: 0, g: GENDERS[gender], n: withEntities(nick), u: number }
    }),
    owner: group.ownerNumber,
    remarks: byNumber(({ number }) => {
      const remark = friends.get(number)?.remark ?? null
      return remark === null ? null : withEntities(remark)
    }),
    times: byNumber(() => Math.floor(service.now() / 1000)),
  })
}
