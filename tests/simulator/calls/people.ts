import { personOf } from '../find-by-key.ts'
import type { Service } from '../service.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { code, json } from '../wire/message.ts'
import { withEntities } from '../wire/text.ts'
import type { Person } from '../world.ts'
import { isReply, sessionOfCookies } from './checks.ts'

const STAT = { online: 10, away: 30, busy: 50, callme: 60, silent: 70 }
const OFFLINE = 20

/** The number that profiles give a state. */
export const statOf = ({ presence }: Person): number => (presence === null ? OFFLINE : STAT[presence.status])

/** 1 Aquarius .. 12 Capricorn, from the birthday; 0 unknown. The first day of each sign, beginning in January. */
const SIGN_STARTS = [20, 19, 21, 20, 21, 22, 23, 23, 23, 24, 23, 22]
function constellation({ birthday: { month, day } }: Person): number {
  if (month === 0) return 0
  const sign = day >= (SIGN_STARTS[month - 1] ?? 0) ? month : month - 1
  return sign === 0 ? 12 : sign
}

/** 1 rat .. 12 pig, by the calendar year; 0 unknown. */
const zodiac = ({ birthday: { year } }: Person): number => (year === 0 ? 0 : ((((year - 4) % 12) + 12) % 12) + 1)

/** GET /api/get_self_info2. */
export function getSelfInfo(service: Service, request: WireRequest): WireReply {
  const session = sessionOfCookies(service, request)
  if (isReply(session)) return session
  const self = personOf(service.world, service.world.ownNumber)
  const { month, year, day } = self.birthday
  return json({
    retcode: 0,
    result: {
      birthday: { month, year, day },
      face: self.face,
      phone: '',
      occupation: withEntities(self.occupation),
      allow: 1,
      college: withEntities(self.college),
      uin: self.number,
      blood: self.blood,
      constel: constellation(self),
      lnick: withEntities(self.signature),
      vfwebqq: session.vfwebqq.split('').toReversed().join(''),
      homepage: withEntities(self.homepage),
      vip_info: self.vipLevel,
      city: withEntities(self.city),
      country: withEntities(self.country),
      personal: withEntities(self.personal),
      shengxiao: zodiac(self),
      nick: withEntities(self.nick),
      email: withEntities(self.email),
      province: withEntities(self.province),
      account: self.number,
      gender: self.gender,
      mobile: '139********',
    },
  })
}

/** The person that `tuin` means, after the checks every profile call makes; or the refusal. */
export function target(service: Service, request: WireRequest): { person: Person; uin: number } | WireReply {
  const session = sessionOfCookies(service, request)
  if (isReply(session)) return session
  if (request.query.get('vfwebqq') !== session.vfwebqq) return code(6)
  const uin = Number(request.query.get('tuin'))
  const number = session.handles.numberOf(uin)
  return number === null ? code(100001) : { person: personOf(service.world, number), uin }
}

/** A person as profiles show him. */
export function profile({ person, uin }: { person: Person; uin: number }): Record<string, unknown> {
  const { month, year, day } = person.birthday
  return {
    face: person.face,
    birthday: { month, year, day },
    occupation: withEntities(person.occupation),
    phone: '',
    allow: 1,
    college: withEntities(person.college),
    uin,
    constel: constellation(person),
    blood: person.blood,
    homepage: withEntities(person.homepage),
    stat: statOf(person),
    vip_info: person.vipLevel,
    country: withEntities(person.country),
    city: withEntities(person.city),
    personal: withEntities(person.personal),
    nick: withEntities(person.nick),
    shengxiao: zodiac(person),
    email: withEntities(person.email),
    ...(person.presence === null ? {} : { client_type: person.presence.clientType }),
    province: withEntities(person.province),
    gender: person.gender,
    mobile: '',
  }
}

/** GET /api/get_friend_info2: friends, and members of groups and discussions too. */
export function getFriendInfo(service: Service, request: WireRequest): WireReply {
  const found = target(service, request)
  return isReply(found) ? found : json({ retcode: 0, result: profile(found) })
}

/** GET /api/get_stranger_info2: the same with a token and without vip_info. */
export function getStrangerInfo(service: Service, request: WireRequest): WireReply {
  const found = target(service, request)
  if (isReply(found)) return found
  const { vip_info: _, ...rest } = profile(found)
  return json({ retcode: 0, result: { ...rest, token: service.random.hex(48) } })
}

/** GET /api/get_single_long_nick2: the signature. */
export function getSingleLongNick(service: Service, request: WireRequest): WireReply {
  const found = target(service, request)
  if (isReply(found)) return found
  return json({ retcode: 0, result: [{ uin: found.uin, lnick: withEntities(found.person.signature) }] })
}

/** GET /api/get_qq_level2. */
export function getQqLevel(service: Service, request: WireRequest): WireReply {
  const found = target(service, request)
  if (isReply(found)) return found
  const { level } = found.person
  const days = level * level + 4 * level
  return json({ retcode: 0, result: { level, days, hours: days * 8, remainDays: 2 * level + 5, tuin: found.uin } })
}
