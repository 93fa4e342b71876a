import * as z from 'zod/mini'
import type { OwnState } from '../../backend.ts'
import { SECOND } from '../../time.ts'
import { oneEach, readEach } from './read-each.ts'
import { vipEntry, vipLevels } from './read-lists.ts'
import type { OnlineStatus } from './read-lists.ts'
import { hasAList, maybeList, maybeNumber, maybeText, orElse, wireId, wireText } from './shapes.ts'
import { stateOfStat } from './stat.ts'

export interface GroupMember {
  uin: number
  /** Empty when the reply has no nick for this member, as happens after hours of uptime. */
  nick: string
  /** Name inside the group; null when none is set. */
  card: string | null
  role: 'owner' | 'admin' | 'member'
  gender: 'male' | 'female' | null
  /** Empty where the member has not said. */
  country: string
  province: string
  city: string
  /** Level of a paying member; null for everybody else. */
  vipLevel: number | null
  /** Null when the reply does not list the member as online. */
  online: { state: OwnState | null; clientType: number | null } | null
}

export interface GroupInfo {
  gid: number | null
  code: number | null
  name: string | null
  notice: string | null
  /** ms */
  createdAt: number | null
  /** uin */
  owner: number | null
  /** Number of the avatar, number of the subject the group is filed under, and level: the same in every login. */
  face: number | null
  subject: number | null
  level: number | null
  flag: number | null
  members: GroupMember[]
}

export interface DiscussMember {
  uin: number
  nick: string
  /** Real QQ number as digits: discussions are the one place where others' are given. */
  number: string | null
  /** Null when the reply does not list the member as online. */
  online: { state: OnlineStatus; clientType: number | null } | null
}

export interface DiscussInfo {
  name: string | null
  members: DiscussMember[]
}

const maybeObject = orElse(z.looseObject({}), {})

/** Only members with a card are in `cards`, which is missing when nobody has one; only those online are in `stats`. */
export const groupInfoSchema = z
  .object({ ginfo: z.optional(z.unknown()), minfo: maybeList, cards: maybeList, stats: maybeList, vipinfo: maybeList })
  .check(z.refine(({ ginfo, minfo }) => isObject(ginfo) || hasAList(minfo)))
const headSchema = z.object({
  gid: maybeNumber,
  code: maybeNumber,
  name: maybeText,
  memo: maybeText,
  createtime: maybeNumber,
  owner: maybeNumber,
  face: maybeNumber,
  class: maybeNumber,
  level: maybeNumber,
  flag: maybeNumber,
})
const memberEntry = z.object({ muin: wireId, mflag: maybeNumber })
const personEntry = z.object({
  uin: wireId,
  nick: maybeText,
  gender: orElse(z.nullable(z.enum(['male', 'female'])), null),
  country: maybeText,
  province: maybeText,
  city: maybeText,
})
const cardEntry = z.object({ muin: wireId, card: wireText })
const statEntry = z.object({ uin: wireId, stat: maybeNumber, client_type: maybeNumber })

/** Details of a group. Its lists are joined by uin, never by position. An odd `mflag` makes an administrator. */
export function toGroupInfo({ ginfo, minfo, cards, stats, vipinfo }: z.infer<typeof groupInfoSchema>): GroupInfo {
  const fields = maybeObject.parse(ginfo)
  const head = headSchema.parse(fields)
  const listed = oneEach(readEach('groupInfo', memberEntry, fields['members']).entries, muinOf, isUnflagged)
  const people = oneEach(readEach('groupInfo', personEntry, minfo).entries, uinOf, isNameless)
  const cardOf = oneEach(readEach('groupInfo', cardEntry, cards).entries, muinOf, ({ card }) => card === '')
  const online = oneEach(readEach('groupInfo', statEntry, stats).entries, uinOf, ({ stat }) => stat === null)
  const levels = vipLevels(readEach('groupInfo', vipEntry, vipinfo).entries)
  const roleOf = (uin: number) => {
    if (uin === head.owner) return 'owner'
    return Math.abs((listed.get(uin)?.mflag ?? 0) % 2) === 1 ? 'admin' : 'member'
  }
  return {
    gid: head.gid,
    code: head.code,
    name: head.name || null,
    notice: head.memo || null,
    createdAt: head.createtime !== null && head.createtime > 0 ? head.createtime * SECOND : null,
    owner: head.owner,
    face: head.face,
    subject: head.class,
    level: head.level,
    flag: head.flag,
    members: [...new Set([...listed.keys(), ...people.keys()])].map((uin) => {
      const person = people.get(uin)
      const stat = online.get(uin)
      return {
        uin,
        nick: person?.nick ?? '',
        card: cardOf.get(uin)?.card || null,
        role: roleOf(uin),
        gender: person?.gender ?? null,
        country: person?.country ?? '',
        province: person?.province ?? '',
        city: person?.city ?? '',
        vipLevel: levels.get(uin) ?? null,
        online: stat ? { state: stateOfStat(stat.stat), clientType: stat.client_type } : null,
      }
    }),
  }
}

export const discussInfoSchema = z
  .object({ info: z.optional(z.unknown()), mem_info: maybeList, mem_status: maybeList })
  .check(z.refine(({ info, mem_info }) => isObject(info) || hasAList(mem_info)))
const discussMemberEntry = z.object({ mem_uin: wireId, ruin: maybeNumber })
const nickEntry = z.object({ uin: wireId, nick: maybeText })
const statusEntry = z.object({
  uin: wireId,
  status: z.enum(['online', 'away', 'busy', 'callme', 'silent']),
  client_type: maybeNumber,
})

/** Details of a discussion, its lists joined by uin. */
export function toDiscussInfo({ info, mem_info, mem_status }: z.infer<typeof discussInfoSchema>): DiscussInfo {
  const fields = maybeObject.parse(info)
  const listed = oneEach(
    readEach('discussInfo', discussMemberEntry, fields['mem_list']).entries,
    ({ mem_uin }) => mem_uin,
    ({ ruin }) => ruin === null,
  )
  const nicks = oneEach(readEach('discussInfo', nickEntry, mem_info).entries, uinOf, isNameless)
  const online = oneEach(readEach('discussInfo', statusEntry, mem_status).entries, uinOf)
  return {
    name: maybeText.parse(fields['discu_name']) || null,
    members: [...new Set([...listed.keys(), ...nicks.keys()])].map((uin) => {
      const number = listed.get(uin)?.ruin ?? 0
      const status = online.get(uin)
      return {
        uin,
        nick: nicks.get(uin)?.nick ?? '',
        number: number > 0 ? String(number) : null,
        online: status ? { state: status.status, clientType: status.client_type } : null,
      }
    }),
  }
}

const uinOf = ({ uin }: { uin: number }) => uin
const muinOf = ({ muin }: { muin: number }) => muin
const isNameless = ({ nick }: { nick: string }) => nick === ''
const isUnflagged = ({ mflag }: { mflag: number | null }) => mflag === null

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
